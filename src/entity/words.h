/* What the name tagger sees of each token, and the features it makes of it.
 *
 * Adds   dem_entity_word: one row a token (form, shape, classes, capital run it stands in, entries
 *        of the gazetteer), and dem_entity_features: the hashed features of one token. The trainer
 *        and the stage call the same functions, so that they cannot drift apart.
 * Needs  model/classes.h.
 * Fails  never.
 * Cost   linear in the bytes of the tokens; at most DEM_ENTITY_FEATURES hashes a token.
 */
#ifndef DEM_ENTITY_WORDS_H
#define DEM_ENTITY_WORDS_H

#include "doc/doc.h"
#include "entity/gazetteer.h"
#include "entity/memory.h"
#include "model/classes.h"

enum { DEM_ENTITY_FEATURES = 128, DEM_ENTITY_VOTE_FEATURES = 24 };

typedef enum dem_entity_case {
    DEM_CASE_LOWER,
    DEM_CASE_FIRST, /* "Kabul" */
    DEM_CASE_UPPER, /* "NATO", "U.S." */
    DEM_CASE_MIXED, /* "al-Assad", "eBay" */
    DEM_CASE_NONE   /* no letter */
} dem_entity_case;

/* What the document says of this word elsewhere; filled between the two passes. */
typedef struct dem_entity_vote {
    uint8_t kind;     /* majority kind of the word's other occurrences + 1; 0 none tagged */
    uint8_t count;    /* 0, 1, 2 (2 to 3), 3 (more) */
    uint8_t position; /* its majority label there + 1 */
    uint8_t lower;    /* the word occurs in lower case */
    uint8_t acronym;  /* kind + 1 of a tagged name whose initials this is */
    uint8_t own;      /* label of the first pass + 1 */
} dem_entity_vote;

typedef struct dem_entity_word {
    dem_str form;
    uint64_t hash, lower, shape, brief; /* brief: the shape without repetitions */
    uint16_t coarse, fine;
    uint8_t capital, known; /* share of capitals of the lower-case word; in the table */
    uint8_t cap;            /* dem_entity_case */
    uint8_t first;          /* opens its sentence */
    uint8_t title;          /* its sentence is in Title Case, 2: in CAPITALS */
    uint8_t memory;         /* what raw text says of the word */
    uint8_t recall;         /* what it says of the whole run */
    uint16_t gazetteer;     /* DEM_LIST_ bits of the entry that covers this token */
    uint8_t listed;         /* tokens of the entry that begins here */
    uint16_t twin;          /* class of the capitalised twin of a lower-case word: "punjab" as "Punjab" */
    uint8_t twin_memory;    /* what raw text says of that twin */
    uint16_t twin_lists;    /* DEM_LIST_ bits of the entry that covers the token, read with capitals */
    uint8_t open;           /* may begin or end a name: a capital, or a twin that raw text reads as a name */
    uint8_t plain;          /* its sentence has no capitals though it has words */
    uint8_t upos, xpos, rel; /* of the parse, + 1; 0: no parse */
    int32_t head;           /* of the parse: a token, or -1 */
    int32_t run, run_end;   /* the run of capitalised words it stands in; empty when none */
    dem_entity_vote vote;
} dem_entity_word;

/* What raw text and the tables know of words. */
typedef struct dem_entity_tables {
    dem_classes classes;
    dem_gazetteer gazetteer;
    dem_memory memory;
} dem_entity_tables;

/* Tokens in sentences: begins[k] is the first token of sentence k, begins[sentences] their number. */
typedef struct dem_entity_text {
    const dem_str *forms;
    const int32_t *begins;
    int32_t sentences;
    const dem_parse *parses; /* a row a token; NULL: not parsed */
    const int8_t *states;    /* the parser's encoding, as in dem_doc; NULL: none */
    int32_t state_width;
} dem_entity_text;

/* Fills words[0..n) for the n tokens of the text. */
void dem_entity_words(const dem_entity_tables *tables, const dem_entity_text *text, dem_entity_word *words);
/* Features of token i of the sentence [begin, end). */
int dem_entity_features(const dem_entity_word *words, int32_t i, int32_t begin, int32_t end,
                        uint64_t out[DEM_ENTITY_FEATURES]);
/* Those of the second pass, from `vote`. */
int dem_entity_vote_features(const dem_entity_word *words, int32_t i, int32_t begin, int32_t end,
                             uint64_t out[DEM_ENTITY_VOTE_FEATURES]);

#endif
