/* Statements as columns: what views count and select by, 28 bytes a statement, packed 128 documents a
 * row. A whole ledger of 100,000 reports is some 50 MB in one go instead of a gigabyte here and there.
 *
 * Adds   dem_sheet_open: all names behind the numbers; dem_sheet_next: document after document, as the
 *        rows stand now: what changed since it was packed is packed anew on the way, in memory.
 *        dem_sheet_settle: packs what has changed, in the file.
 * Needs  a store of schema 4, whose triggers keep the table `stale`.
 * Fails  with the store's error.
 * Owner  the arena; a document's view lives until the next.
 * Cost   reading: the bytes. Settling: a row of the table for every changed document's neighbours.
 * Order  documents in no order that means anything, statements by place; corrections applied, rejected
 *        ones left out.
 */
#ifndef DEM_LEDGER_SHEET_H
#define DEM_LEDGER_SHEET_H

#include "base/index.h"
#include "base/map.h"
#include "ledger/store.h"

typedef enum dem_stance { DEM_STANCE_NONE, DEM_STANCE_SUPPORT, DEM_STANCE_OPPOSE, DEM_STANCE_CONDITIONAL,
                          DEM_STANCE_NEUTRAL } dem_stance;

enum {
    DEM_FACT_NEGATED = 1, DEM_FACT_ECHO = 2, DEM_FACT_CONDITION = 4, DEM_FACT_SOURCE = 8, DEM_FACT_ROLE = 16,
    DEM_FACT_TIME = 32, DEM_FACT_EVENT = 64, DEM_FACT_RELAY = 128, DEM_FACT_TARGET = 256, DEM_FACT_UNNAMED = 512,
    DEM_FACT_OWN = 1024 /* of a deeper level, but told by its own speaker */
};

typedef struct dem_fact {
    uint32_t n;       /* row of the statement */
    uint32_t key;     /* the first digits of its id, as a number: to order by */
    uint32_t speaker; /* row of the actor; 0: nobody */
    uint16_t party;   /* 0: unknown */
    uint16_t flags;   /* DEM_FACT_… */
    uint16_t topics;  /* the first of its topics among the document's */
    uint8_t n_topics, act, stance, mode, modality, level, confidence;
    uint8_t event;    /* 1 + the root's tag; 0: none */
    uint8_t realis;   /* see dem_realis_number */
    uint8_t spare;
} dem_fact;

typedef struct dem_fact_doc {
    uint32_t n, statements, topics, story, outlet; /* story: row of the document that names it */
    uint8_t copy, spare[3];
    char published[28], added[12]; /* beginnings, without a NUL when full; empty: undated */
} dem_fact_doc;

typedef enum dem_sheet_kind { DEM_SHEET_PARTY, DEM_SHEET_TOPIC, DEM_SHEET_OUTLET, DEM_SHEET_KINDS } dem_sheet_kind;

typedef struct dem_sheet_names {
    DEM_VEC(dem_str) text; /* [0] is empty */
    dem_map numbers;
} dem_sheet_names;

typedef struct dem_sheet {
    dem_store *store;
    dem_arena *arena;
    dem_sheet_names names[DEM_SHEET_KINDS];
    DEM_VEC(uint32_t) stale;
    dem_index is_stale;
    int32_t next_stale;
    dem_query *rows;
    char *bytes; /* of the row at hand */
    size_t len, cap, at;
    DEM_VEC(dem_fact) packed;
    DEM_VEC(uint16_t) packed_topics;
    bool ended;
    bool keeps; /* new names go into the file */
    /* the document at hand */
    dem_fact_doc doc;
    const dem_fact *facts;
    const uint16_t *topics;
} dem_sheet;

void dem_sheet_open(dem_sheet *sheet, dem_store *store, dem_arena *arena);
bool dem_sheet_next(dem_sheet *sheet);
void dem_sheet_close(dem_sheet *sheet);

static inline dem_str dem_sheet_name(const dem_sheet *sheet, dem_sheet_kind kind, int32_t n)
{
    return sheet->names[kind].text.at[n];
}

static inline dem_str dem_fact_published(const dem_fact_doc *doc)
{
    size_t n = 0;
    while (n < sizeof doc->published && doc->published[n])
        n++;
    return (dem_str){doc->published, n};
}

static inline bool dem_fact_firsthand(const dem_fact *f) { return f->level == 1 || f->flags & DEM_FACT_OWN; }

/* Names that no row has any more become "#" and their number: of a forgotten document nothing stays. */
void dem_sheet_forget_names(dem_store *store);
/* 1 for actual, …; 0 for none. */
uint8_t dem_realis_number(dem_str realis);

/* Packs all that is stale when there are more than `most` of them. Inside a transaction, or not. */
void dem_sheet_settle(dem_store *store, int64_t most, bool inside);

#endif
