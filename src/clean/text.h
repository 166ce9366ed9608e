/* Plain text to blocks: title, body, date lines and bylines, page furniture.
 *
 * Adds   doc->blocks in text order; doc->meta.title, .author, .published (+ published_how "date line"
 *        or "dateline") where the text gives them and the caller has not.
 * Needs  doc->text.
 * Fails  never. What is not plainly furniture stays body: a real paragraph must not be lost.
 * Owner  doc->arena; scratch is free again on return.
 * Cost   linear in the text.
 *
 *     dem_clean_text(&doc, scratch);
 *     for (int32_t i = 0; i < doc.blocks.len; i++) …   // kind, span, why
 *
 * Method cues (cues.h) and shape: runs of short lines without final punctuation at either end. A cue
 * such as "Leave a comment" near the end takes the short lines after it along; between two real
 * paragraphs only what is plainly furniture ("Advertisement", "Read more: …") is set aside.
 */
#ifndef DEM_CLEAN_TEXT_H
#define DEM_CLEAN_TEXT_H

#include "doc/doc.h"

void dem_clean_text(dem_doc *doc, dem_arena scratch);

#endif
