/* CoNLL-U: the exchange form of Universal Dependencies.
 *
 * Adds   dem_conllu_read: the text, blocks (one a paragraph), sentences, tokens and parses of a
 *        CoNLL-U file; dem_conllu_sentence: one sentence of a document as CoNLL-U lines.
 * Needs  doc/doc.h; doc->arena set, everything else empty.
 * Fails  on reading, into the caller's error, with byte offset and line: a line without ten
 *        columns, numbers out of order, a head outside its sentence, a multiword range that does
 *        not fit. Words of a multiword token that are not the pieces of its form share its bytes
 *        out in order. Empty nodes (8.1) are passed over; unknown tags and relations read as none.
 * Owner  lemmas and features are views of the input; the text is built in doc->arena.
 * Cost   linear in the bytes.
 *
 *     if (!dem_conllu_read(&doc, bytes, DEM_STR("dev.conllu"), err))
 *         return false;
 *
 * Source: https://universaldependencies.org/format.html
 */
#ifndef DEM_PARSE_CONLLU_H
#define DEM_PARSE_CONLLU_H

#include "base/error.h"
#include "base/out.h"
#include "doc/doc.h"

enum { DEM_TAG_NONE = 255 }; /* an unknown upos, xpos or rel */

bool dem_conllu_read(dem_doc *doc, dem_str bytes, dem_str path, dem_error *err);

/* One sentence, its "# newdoc", "# newpar", "# sent_id" and "# text" comments, its empty line.
 * Words without a row in doc->parses have "_" from the lemma on. */
void dem_conllu_sentence(dem_out *out, const dem_doc *doc, int32_t sentence);

#endif
