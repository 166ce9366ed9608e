/* The query language of LEDGER.md: words that narrow a list of statements.
 *
 * Adds   key:value terms and free text, turned into an SQL condition with bound values.
 *          speaker: party: act: topic: concept: to: about: on: since: until: outlet: language: relay: mode: level:
 *          stance: has: is: doc: story: event: realis: copies:
 *        A comma means or (party:RUS,UKR), a leading minus means not (-act:CLAIM), quotation marks keep
 *        words together (speaker:"Sergei Lavrov", "ceasefire first"), a trailing * finds beginnings.
 *        about: finds words and their beginnings, in what was said or among those spoken of.
 *        since: and until: take a date, a month, a year or an age (1d 2w 3m 1y, from `today`).
 * Needs  the current date, for ages; the library does not read the clock.
 * Fails  with DEM_E_USAGE and a sentence that says which word is wrong and what would be right.
 * Owner  values are views of the words or live in the arena.
 *
 *     dem_filter filter;
 *     dem_filter_open(&filter, arena, DEM_STR("2025-01-31"));
 *     if (!dem_filter_word(&filter, DEM_STR("party:RUS has:condition"), err)) …
 */
#ifndef DEM_LEDGER_FILTER_H
#define DEM_LEDGER_FILTER_H

#include "base/arena.h"
#include "base/error.h"
#include "ledger/store.h"

/* One condition as the words gave it; `key` is empty for free text (as FTS5 takes it). */
typedef struct dem_filter_term {
    dem_str key;
    bool negate;
    const dem_str *values; /* any of them */
    int32_t n;
    int32_t where; /* its SQL among those of the filter */
} dem_filter_term;

typedef struct dem_filter {
    dem_arena *arena;
    dem_str today;
    DEM_VEC(dem_str) where; /* conditions on s (said) and d (document), joined by AND */
    DEM_VEC(dem_str) binds; /* ?1, ?2, … */
    DEM_VEC(dem_filter_term) terms;
    bool copies;            /* copies of other documents are listed too */
    bool narrow;            /* something is asked of statements, not only of documents */
    bool events;            /* set before the words: s is `happened`, and these ask for events */
    dem_str text;           /* as the user wrote it, for headings */
} dem_filter;

void dem_filter_open(dem_filter *filter, dem_arena *arena, dem_str today);
/* One argument or one line: split at spaces outside quotation marks. */
bool dem_filter_word(dem_filter *filter, dem_str word, dem_error *err);
/* The same filter, narrowed to one document. */
dem_filter dem_filter_document(const dem_filter *filter, dem_str doc_id, dem_arena *arena);
/* " WHERE …" (never empty). */
dem_str dem_filter_where(const dem_filter *filter, dem_arena *arena);
void dem_filter_bind(const dem_filter *filter, dem_query *query);

/* `%value%` for LIKE … ESCAPE '\\', the value's own wildcards taken literally. */
dem_str dem_filter_like(dem_str value, dem_arena *arena);
/* The value as words of FTS5 that begin with its last one. */
dem_str dem_filter_words(dem_str value, bool prefix, dem_arena *arena);

/* An ISO date `days`, weeks, … before today: "2w" -> "2025-01-17". False when it is no age. */
bool dem_date_ago(dem_str today, dem_str age, char out[11]);
/* YYYY, YYYY-MM or YYYY-MM-DD with a real month and day; a time may follow after 'T'. */
bool dem_date_ok(dem_str date);

#endif
