/* Events as records: what one actor did to another, whether told by the report, told within a statement, or done
 * by making the statement.
 *
 * Adds   dem_happening; dem_happenings_of (a coded document); dem_happened: those of the ledger that a filter
 *        lets through, one event once a document (doc/plover.md).
 * Needs  records of the document (record.h); a store, or a filter made with `events` set.
 * Fails  as the store does.
 * Owner  texts are views of the document's text or live in the arena given; one read from the ledger lives until
 *        the next is read.
 * Cost   n log n in the events of a document.
 */
#ifndef DEM_LEDGER_HAPPENING_H
#define DEM_LEDGER_HAPPENING_H

#include "ledger/read.h"

typedef struct dem_happening_side {
    dem_wording words; /* as this sentence names it; no words: not named here */
    dem_str name, party;
} dem_happening_side;

typedef struct dem_happening {
    dem_str id;
    dem_str doc_id, doc, title, outlet, published, url; /* empty when unknown */
    int32_t ord;       /* in text order */
    int32_t first;     /* ord of the first event of this root between these two in the document */
    dem_str told;      /* act narrated reported */
    int32_t record;    /* of the document's records: the statement that does or tells it; -1: none */
    dem_str statement; /* its id */
    dem_span sentence;
    dem_wording words; /* from the first to the last byte of the two sides and the predicate; an act: its content */
    dem_happening_side actor, recipient;
    dem_wording predicate, time, place, magnitude; /* magnitude: the number, with sign and unit */
    dem_str time_value;
    int64_t magnitude_milli; /* thousandths */
    dem_str magnitude_of;    /* killed injured detained people money percent; empty: none is told */
    const dem_str *contexts; /* PLOVER's */
    dem_str plover, mode, realis, collapsed; /* plover empty: an act that does nothing to anybody */
    int32_t quad, confidence;                /* hundredths */
    int32_t n_contexts;
} dem_happening;

typedef struct dem_happenings {
    dem_happening *at;
    int32_t len;
} dem_happenings;

/* Every event of a coded document in text order, one of each statement among them. */
dem_happenings dem_happenings_of(const dem_doc *doc, dem_records records, dem_arena *arena);

/* Told by the report or within a statement, not done by making one. */
static inline bool dem_happening_is_deed(const dem_happening *h) { return h->predicate.text.at != NULL; }

/* "military,economic", in the arena. */
dem_str dem_happening_contexts(const dem_happening *happening, dem_arena *arena);
/* The magnitude as a decimal number, in `room`: "12", "12.5"; empty: none. */
enum { DEM_MAGNITUDE_LEN = 32 };
dem_str dem_happening_magnitude(const dem_happening *happening, char room[DEM_MAGNITUDE_LEN]);

typedef struct dem_happened {
    dem_query *rows;
    dem_arena *arena;
    char *mark;
    bool keep; /* set after opening: events stay until the caller frees the arena */
} dem_happened;

/* limit 0: all. */
void dem_happened_open(dem_happened *reader, dem_store *store, const dem_filter *filter, dem_order order, int64_t limit,
                       int64_t skip, dem_arena *arena);
bool dem_happened_next(dem_happened *reader, dem_happening *happening);
void dem_happened_close(dem_happened *reader);
bool dem_ledger_happening(dem_store *store, dem_str id, dem_happening *happening, dem_arena *arena);

#endif
