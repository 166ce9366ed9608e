/* What a page's author calls a box: class and id words as hints.
 *
 * Adds   dem_hints_of: the categories named by the words of a class or id attribute.
 * Needs  nothing.
 * Fails  never. Only the first 400 bytes are read.
 * Cost   linear in the attribute, times the logarithm of the vocabulary.
 *
 *     dem_hints_of("article-body clearfix")   // CONTENT | BODY
 *     dem_hints_of("relatedStories")          // RELATED | CONTENT
 */
#ifndef DEM_CLEAN_HINTS_H
#define DEM_CLEAN_HINTS_H

#include "base/str.h"

enum {
    DEM_HINT_CONTENT = 1 << 0,
    DEM_HINT_META = 1 << 1,
    DEM_HINT_COMMENT = 1 << 2,
    DEM_HINT_SHARE = 1 << 3,
    DEM_HINT_RELATED = 1 << 4,
    DEM_HINT_NAV = 1 << 5,
    DEM_HINT_HEADER = 1 << 6,
    DEM_HINT_FOOTER = 1 << 7,
    DEM_HINT_AD = 1 << 8,
    DEM_HINT_CAPTION = 1 << 9,
    DEM_HINT_SUBSCRIBE = 1 << 10,
    DEM_HINT_TAGS = 1 << 11,
    DEM_HINT_POPUP = 1 << 12,
    DEM_HINT_SEARCH = 1 << 13,
    DEM_HINT_SIDEBAR = 1 << 14,
    DEM_HINT_SUMMARY = 1 << 15,
    DEM_HINT_QUOTE = 1 << 16,
    DEM_HINT_BIO = 1 << 17,
    DEM_HINT_HIDDEN = 1 << 18,
    DEM_HINT_LIST = 1 << 19,
    DEM_HINT_TITLE = 1 << 20,
    DEM_HINT_NOTES = 1 << 21,
    DEM_HINT_MAIN = 1 << 22,
    DEM_HINT_TOOLS = 1 << 23,
    DEM_HINT_AUTHOR = 1 << 24,
    DEM_HINT_DATE = 1 << 25,
    DEM_HINT_BODY = 1 << 26, /* a text's own box by both words: "article-body", "post__content" */
    DEM_HINTS = 27
};

uint32_t dem_hints_of(const char *attribute);

#endif
