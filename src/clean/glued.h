/* Page furniture glued to running text: a credit before the sentence that goes on, a copyright line behind the
 * last one.
 *
 * Adds   dem_glued_find: the first run of furniture in a paragraph, exact to the byte.
 * Needs  base, cues.h, credit.h.
 * Fails  never; false when nothing shows where the furniture ends: the paragraph is then to be taken whole.
 * Cost   for the short paragraphs that cues tell of; each sentence is compared with the cues once.
 *
 *     "REUTERS/Ann Lee The talks will go on, the minister said."        // [0, 15)
 *     "She said so. Copyright 2018 The Daily. All rights reserved."     // from "Copyright" to the end
 *
 * Kinds  a photo credit, with the caption before it; "Enlarge this image", with the headline before it and the
 *        credit, which stands there twice; the last picture of a gallery ("Hide Caption 9 of 9"); a newsletter's
 *        pitch up to its policy; a copyright line or "Follow … on Twitter" and all behind it.
 */
#ifndef DEM_CLEAN_GLUED_H
#define DEM_CLEAN_GLUED_H

#include "base/str.h"

bool dem_glued_find(dem_str paragraph, dem_span *furniture);

#endif
