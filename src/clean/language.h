/* Which language a text is in: English or another, which is stored and counted but not coded.
 *
 * Adds   dem_language_guess: an ISO 639-1 code, or empty when the text is too short to tell.
 * Needs  base.
 * Fails  never.
 * Cost   linear in the text, at most the first 8 KB.
 * Method the script of its letters; among languages in Latin letters the share of words that are a
 *        language's function words, of which every text is full whatever it is about.
 *
 *     dem_language_guess(DEM_STR("Der Minister hat gesagt, dass er nicht nach Wien kommt."))   // "de"
 */
#ifndef DEM_CLEAN_LANGUAGE_H
#define DEM_CLEAN_LANGUAGE_H

#include "base/str.h"

dem_str dem_language_guess(dem_str text);

#endif
