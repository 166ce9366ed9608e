/* What is known of a page's block: the classifier's features.
 *
 * Adds   dem_features: a table computed once a page, and one vector a block from it: the block,
 *        its box and the boxes around it, its place on the page, its neighbours.
 * Needs  page, cues, byline.
 * Fails  never.
 * Owner  the arena given.
 * Cost   linear in text and blocks; ancestors of a block are at most DEM_PAGE_DEPTH.
 * Law    the order of features is the weights' format: appending one means training anew
 *        (train/html), changing one silently is a bug the model's card would not show.
 */
#ifndef DEM_CLEAN_FEATURES_H
#define DEM_CLEAN_FEATURES_H

#include "clean/page.h"

enum { DEM_FEATURES = 216, DEM_BOXES_UP = 4 };

/* Ways in which boxes are built alike: the same tag and class, also around it, also around that, and
 * the two around it alone. A paragraph without a class is built like any other, but not in every box. */
enum { DEM_SHAPES = 4 };

typedef struct dem_block_facts {
    uint32_t words, letters, upper, digits, commas, idle, sentences;
    float links;          /* share of words that are links */
    uint8_t final, shout, capital, mark; /* shape: see features.c */
    uint8_t cue, place;   /* a cue matches; its place */
    uint8_t date, byline;
    uint8_t prose;        /* running text outside furniture boxes */
    uint8_t title;        /* per cent of its words that are the title's, where short */
    uint16_t twins;       /* blocks with the same text */
    uint32_t before, group; /* prose words before it; index among the parent's blocks */
    uint16_t alike;       /* boxes of the page built like its own */
    int32_t kin[DEM_SHAPES]; /* blocks in boxes built alike have the same, below dem_features.kins */
    uint16_t run;         /* length of the run of prose it stands in, or beside */
    uint8_t section;      /* what the last heading or label before it says: 1 a cue, 2 anything else */
    uint16_t since;       /* blocks since that heading */
    uint8_t service;      /* words of a site's own service ("newsletter", "cookies") */
    uint8_t address;      /* words that speak to the reader or for the site ("you", "our") */
    uint8_t described;    /* the page's description begins as this block does */
} dem_block_facts;

typedef struct dem_features {
    const dem_page *page;
    dem_node *nodes;
    dem_block_facts *facts;
    int32_t count;
    uint32_t prose;       /* words of all prose */
    int32_t core, wide;   /* deepest boxes that hold 60 and 90 per cent of it; -1 */
    int32_t first, last;  /* first and last prose block, -1 */
    int32_t core_first, core_last; /* blocks of the core, -1 */
    int32_t articles;     /* article elements that hold prose */
    int32_t home;         /* the article element the title stands in, else the one with most prose; -1 */
    int32_t kins[DEM_SHAPES];
    uint32_t longest;     /* words of the longest prose block */
    int32_t h1;           /* the block that repeats the title, else the first h1; -1 */
} dem_features;

void dem_features_init(dem_features *f, dem_page *page, dem_str title, dem_arena *arena);
void dem_features_of(const dem_features *f, int32_t block, float out[DEM_FEATURES]);
/* The blocks [first, end) below the block's own box (0) or the box `up` levels around it; empty where
 * there is none. */
void dem_features_box(const dem_features *f, int32_t block, int up, int32_t *first, int32_t *end);

#endif
