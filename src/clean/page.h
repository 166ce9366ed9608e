/* A web page as a list of text blocks over a thin tree of its boxes.
 *
 * Adds   dem_page: built in one pass from libxml2's SAX events, without its tree. A block is the text
 *        between two block-level tags; it knows its box (node), its tag and how much of it is links.
 *        Also what metadata needs: meta tags, JSON-LD, times, bylines, the title.
 * Needs  base, libxml2.
 * Fails  never: limits on depth, nodes and captures drop structure, not text. `cut` is set when text
 *        was left out because the page is beyond `DEM_PAGE_TEXT` bytes.
 * Owner  everything lives in the arena; strings of attributes are copied into it.
 * Cost   linear in the page.
 */
#ifndef DEM_CLEAN_PAGE_H
#define DEM_CLEAN_PAGE_H

#include "base/arena.h"
#include "clean/hints.h"

enum { DEM_PAGE_TEXT = 32 << 20, DEM_PAGE_DEPTH = 400, DEM_PAGE_NODES = 1 << 20 };

/* Tags that matter; all others are inline or plain boxes. Order is part of the weights' format. */
typedef enum dem_tag {
    DEM_TAG_BOX, /* div and everything unknown that is no inline tag */
    DEM_TAG_P, DEM_TAG_LI, DEM_TAG_H1, DEM_TAG_H2, DEM_TAG_H3, DEM_TAG_H4, DEM_TAG_TD, DEM_TAG_QUOTE,
    DEM_TAG_FIGCAPTION, DEM_TAG_PRE, DEM_TAG_DD, DEM_TAG_BUTTON, DEM_TAG_LABEL, DEM_TAG_ADDRESS,
    DEM_TAG_ARTICLE, DEM_TAG_MAIN, DEM_TAG_ASIDE, DEM_TAG_NAV, DEM_TAG_FOOTER, DEM_TAG_HEADER,
    DEM_TAG_SECTION, DEM_TAG_FORM, DEM_TAG_FIGURE, DEM_TAG_TABLE, DEM_TAG_UL, DEM_TAG_OL, DEM_TAG_DL,
    DEM_TAG_DETAILS, DEM_TAG_BODY,
    DEM_TAG_BOXES, /* below: no boxes */
    DEM_TAG_INLINE = DEM_TAG_BOXES, DEM_TAG_A, DEM_TAG_BR, DEM_TAG_SKIP, DEM_TAG_SCRIPT, DEM_TAG_TITLE,
    DEM_TAG_META, DEM_TAG_HTML, DEM_TAG_TIME, DEM_TAG_LINK, DEM_TAG_HEAD
} dem_tag;

typedef struct dem_node {
    int32_t parent;    /* -1 for the root */
    uint32_t hints;    /* of its class, id, role, itemprop */
    uint32_t above;    /* hints of all its ancestors */
    uint32_t tags;     /* bit of dem_tag, its own and its ancestors' */
    uint32_t kin;      /* hash of its tag and class: boxes built alike share it */
    uint16_t depth;
    uint8_t tag;
    uint8_t hidden;    /* it or an ancestor is not shown */
    uint32_t words, link_words, prose; /* of the blocks below it, see features.c */
    uint32_t blocks, paragraphs;
    int32_t first;     /* its first block; those below it follow one another */
} dem_node;

typedef struct dem_page_block {
    dem_span span; /* in page.text */
    int32_t node;
    uint32_t inner; /* hints of inline tags within */
    uint16_t words, link_words;
    uint8_t tag;
} dem_page_block;

typedef enum dem_capture_kind { DEM_CAPTURE_AUTHOR, DEM_CAPTURE_DATE, DEM_CAPTURE_TIME } dem_capture_kind;

/* An element whose text may name an author or a date. */
typedef struct dem_capture {
    dem_capture_kind kind;
    dem_span span;  /* in page.text */
    dem_str value;  /* datetime or content attribute */
    uint32_t hints;
    int32_t node;
    bool strong;    /* itemprop, rel=author */
    bool changed;   /* says modified or updated */
    bool name;      /* itemprop=name inside an author, rel=author: exactly a name */
} dem_capture;

typedef struct dem_meta_tag {
    dem_str key; /* lower case: name, property or itemprop */
    dem_str value;
} dem_meta_tag;

typedef struct dem_page {
    DEM_VEC(char) text;
    DEM_VEC(dem_node) nodes;
    DEM_VEC(dem_page_block) blocks;
    DEM_VEC(dem_capture) captures;
    DEM_VEC(dem_meta_tag) metas;
    DEM_VEC(dem_str) jsonld;
    dem_str title, language, canonical;
    bool cut;
} dem_page;

/* `html` is UTF-8. */
void dem_page_read(dem_page *page, dem_str html, dem_arena *arena);

#endif
