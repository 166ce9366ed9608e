/* demarche: a sourced ledger of who said what in news reports.
 *
 * The library reads a report's text, finds every statement in it (who, by which words, what, under which
 * condition, relayed by whom) and keeps the records in one SQLite file. Every record points at bytes of
 * the stored text.
 *
 * Ownership, in one sentence: what a function opens you close, what it hands to a callback lives until
 * the callback returns, and what you hand in stays yours.
 *
 * Errors are values. A function that can fail takes a demarche_error, cleared by you, and the first
 * failure wins: code, file, byte offset (or -1) and one plain sentence. The library never prints, never
 * exits, never reads the environment or the clock.
 *
 * Threads. An opened engine never changes: share it between threads without locks. A ledger belongs to
 * one thread at a time; open the file once more for another thread.
 *
 * Example: every statement of some texts, as JSON lines on stdout.
 *
 *     demarche_error err = {0};
 *     demarche *engine = demarche_open(&err);
 *     demarche_source source = {.next = next_text, .context = texts};
 *     if (!engine || !demarche_code(engine, &source, 1, to_stdout, NULL, &counts, &err))
 *         fprintf(stderr, "%s: byte %lld: %s\n", err.path, err.offset, err.message);
 *     demarche_close(engine);
 */
#ifndef DEMARCHE_H
#define DEMARCHE_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define DEMARCHE_VERSION "0.1.0"

typedef enum demarche_status {
    DEMARCHE_OK,
    DEMARCHE_E_IO,      /* cannot read or write */
    DEMARCHE_E_FORMAT,  /* not what it should be */
    DEMARCHE_E_VERSION, /* made by a newer program */
    DEMARCHE_E_LIMIT,   /* too large */
    DEMARCHE_E_MEMORY,
    DEMARCHE_E_USAGE,   /* a query or an option that means nothing */
    DEMARCHE_E_LEDGER   /* the store refused */
} demarche_status;

typedef struct demarche_error {
    demarche_status code;
    long long offset; /* byte position in the file; -1 when it has none */
    char path[256];
    char message[256];
} demarche_error;

/* Takes all bytes, or says false: the call that writes then fails. */
typedef bool demarche_write(void *context, const char *at, size_t len);

/* --- the engine: models and lexicons, opened once ------------------------------------------------- */

typedef struct demarche demarche;

demarche *demarche_open(demarche_error *err); /* NULL on failure */
/* How sure a statement must be to be told: "low" finds more of them, "high" fewer and surer ones. */
demarche *demarche_open_at(const char *precision, demarche_error *err);

/* An issue file: which topics there are and the words that name them. demarche_issues_get writes one, which says at its head how
 * it is written. `name`: what errors call it; at NULL: the built-in one. */
typedef struct demarche_issues {
    const char *name, *at;
    size_t len;
} demarche_issues;

/* Zeroes: as demarche_open. */
typedef struct demarche_setup {
    const char *precision;
    demarche_issues issues; /* of demarche_code alone: a ledger has its own, see demarche_issues_set */
} demarche_setup;
/* An issue file that is not well formed is refused, with its line. */
demarche *demarche_open_with(const demarche_setup *setup, demarche_error *err);
void demarche_close(demarche *engine);        /* NULL is fine */

/* --- one document, no ledger ---------------------------------------------------------------------- */

/* A report, with what the user knows of it; NULL: unknown. Either bytes of plain text (at, len), or the
 * path of a file that holds one document or many: plain text, HTML, JSON lines, CSV, WARC, feeds,
 * mailboxes, each also packed with gzip or zstd; "-" is stdin. Dates are YYYY, YYYY-MM or YYYY-MM-DD, with
 * a time after 'T' if known. */
typedef struct demarche_input {
    const char *name; /* as the records give it; NULL: from the path */
    const char *path;
    const char *at;
    size_t len;
    const char *date, *outlet, *url, *language;
    const char *map;  /* fields of JSON lines and CSV: "text=body,date=published" */
    const char *range; /* of a WARC file: "FROM-" or "FROM-LAST", bytes of the file as it lies there */
} demarche_input;

/* Where documents come from, and who hears of them. `next` is called by one thread at a time, in order;
 * false ends the reading; what it hands out must live until the whole call returns. `event` may be NULL;
 * it hears of the documents in their order, whatever the number of threads. */
typedef struct demarche_event {
    enum { DEMARCHE_STORED, DEMARCHE_KNOWN, DEMARCHE_AGAIN, DEMARCHE_REFUSED } kind;
    const char *name;
    long statements;              /* of this document */
    const demarche_error *failed; /* when REFUSED: file, byte, what */
    long done;                    /* documents so far */
} demarche_event;

typedef struct demarche_source {
    bool (*next)(void *context, demarche_input *input);
    void (*event)(void *context, const demarche_event *event);
    void *context;
} demarche_source;

typedef struct demarche_counts {
    long stored, known, again, refused, statements;
    long other; /* of those stored: in other languages than English, not coded */
} demarche_counts;

/* Writes a line for each document, one for each of its statements, one for each note (LEDGER formats), in
 * the order of the source. What cannot be read is told to `event` and counted. */
bool demarche_code(const demarche *engine, const demarche_source *source, int jobs, demarche_write *write,
                   void *context, demarche_counts *counts, demarche_error *err);

typedef enum demarche_parse_form { DEMARCHE_CONLLU, DEMARCHE_PARSE_JSONL } demarche_parse_form;

typedef enum demarche_parse_what {
    DEMARCHE_PARSE_ALL,
    DEMARCHE_PARSE_GOLD_TOKENS, /* the input is CoNLL-U: its sentences and words are kept */
    DEMARCHE_PARSE_WORDS,       /* sentences and words only, no tags, no heads */
    DEMARCHE_PARSE_FAST = 8     /* added to one of these: by the small model, faster and less sure */
} demarche_parse_what;

/* Writes sentences, words, tags, lemmas and heads (Universal Dependencies), nothing set aside: CoNLL-U,
 * or a JSON line a sentence, with its names, offices, facilities, dates and quantities. What is wrong in CoNLL-U
 * is an error with line and byte offset. */
bool demarche_parse(const demarche *engine, const demarche_input *input, demarche_parse_form form,
                    demarche_parse_what what, demarche_write *write, void *context, demarche_error *err);

/* Reads JSON lines {"id", "text", "source": [b, e) or null, "target": …} and writes for each
 * {"id", "plover", "quad", "confidence"}. Stops at a line that is not so, with its number and offset. */
bool demarche_relate(const demarche *engine, const demarche_input *input, demarche_write *write, void *context,
                     demarche_error *err);

/* --- the ledger ----------------------------------------------------------------------------------- */

typedef struct demarche_ledger demarche_ledger;

typedef enum demarche_mode {
    DEMARCHE_READ,  /* must exist */
    DEMARCHE_CHANGE, /* must exist */
    DEMARCHE_MAKE   /* made when absent */
} demarche_mode;

/* A file that is not a ledger, or one that a newer program made, is refused and left as it is. */
demarche_ledger *demarche_ledger_open(const char *path, demarche_mode mode, demarche_error *err);
void demarche_ledger_close(demarche_ledger *ledger);


/* Codes and stores every document of the source, on `jobs` threads, its topics by the ledger's issues; each document is stored whole or not
 * at all, in the order in which they come. A document whose bytes are in the ledger is not stored twice.
 * `at` is the time to note as that of adding ("2025-01-31T12:00:00Z"). False only when the ledger itself
 * fails; what was stored before stays. */
bool demarche_add(demarche_ledger *ledger, const demarche *engine, const demarche_source *source, int jobs,
                  const char *at, demarche_counts *counts, demarche_error *err);

/* Looks across all documents: copies, stories, relations between statements. To be called when adding is
 * done; everything found before is replaced, so that the result does not depend on the order of adding. */
bool demarche_link(demarche_ledger *ledger, demarche_error *err);

/* Writes the ledger's issue file byte for byte, the built-in one when it has none of its own or `ledger` is NULL. */
bool demarche_issues_get(demarche_ledger *ledger, demarche_write *write, void *context, demarche_error *err);
/* Whether the ledger has these; at NULL: none of its own. */
bool demarche_issues_are(demarche_ledger *ledger, const demarche_issues *issues);
/* The ledger keeps these issues (at NULL: the built-in ones again): demarche_add codes by them from now on, and the topics of all
 * statements are found anew, in one transaction; topics that people corrected stay. Returns how many statements have other
 * topics now, or -1, and nothing is changed. Relations may depend on topics: to be followed by demarche_link. */
long demarche_issues_set(demarche_ledger *ledger, const demarche_issues *issues, demarche_error *err);

/* --- asking --------------------------------------------------------------------------------------- */

typedef enum demarche_form {
    DEMARCHE_TABLE, /* aligned columns */
    DEMARCHE_TSV,
    DEMARCHE_CSV,
    DEMARCHE_JSON,
    DEMARCHE_JSONL
} demarche_form;

/* What exports count offsets in. Left to the format: bytes of UTF-8, but characters in Web Annotations and brat,
 * UTF-16 units in UIMA and DNA. */
typedef enum demarche_offsets {
    DEMARCHE_OFFSETS_OWN,
    DEMARCHE_OFFSETS_BYTES,
    DEMARCHE_OFFSETS_UTF16,
    DEMARCHE_OFFSETS_CHARS
} demarche_offsets;

typedef struct demarche_ask {
    const char *const *words; /* the query: "party:RUS", "has:condition", free text */
    int n_words;
    const char *today;        /* YYYY-MM-DD, for ages such as since:1d */
    long limit, skip;         /* rows; limit 0: all */
    demarche_form form;
    int width;                /* of a table; 0: as wide as it comes */
    bool colour;
    bool no_text;             /* exports: spans without their words */
    int max_words;            /* exports: no text longer than this; 0: all */
    demarche_offsets offsets;
    bool concepts;            /* networks and DNA: what statements speak of are their concepts, not their topics */
} demarche_ask;

/* A view by name (see demarche_views). Returns the rows written, or -1 with err set. */
long demarche_view(demarche_ledger *ledger, const char *view, const demarche_ask *ask, demarche_write *write,
                   void *context, demarche_error *err);
/* NULL-terminated names of the views. */
extern const char *const demarche_views[];

/* Positions up to one day beside those up to a later one. Returns the changes, or -1. */
long demarche_diff(demarche_ledger *ledger, const char *from, const char *to, const demarche_ask *ask,
                   demarche_write *write, void *context, demarche_error *err);

/* One statement, event, document, actor or concept by id or by a prefix that only it has. */
bool demarche_show(demarche_ledger *ledger, const char *id, const demarche_ask *ask, demarche_write *write,
                   void *context, demarche_error *err);
/* Every record the query selects, in a format by name (see demarche_formats); rows written, or -1. */
long demarche_export(demarche_ledger *ledger, const char *format, const demarche_ask *ask,
                     demarche_write *write, void *context, demarche_error *err);
extern const char *const demarche_formats[];
/* One self-contained HTML page. */
bool demarche_report(demarche_ledger *ledger, const demarche_ask *ask, demarche_write *write, void *context,
                     demarche_error *err);
/* A page of the desk: path ("/positions", "/s/ID"), the reader's query as typed, page number from 0. `token`: what
 * forms send back, NULL when nothing may be changed; `who`: the coder; from and to: two days, for /diff. NULL: none.
 * Returns its HTTP status (200, 400, 404), or -1. */
typedef struct demarche_visit {
    const char *path, *query, *today, *token, *who, *from, *to;
    long page;
} demarche_visit;
int demarche_page(demarche_ledger *ledger, const demarche_visit *visit, demarche_write *write, void *context,
                  demarche_error *err);
/* Changes with every change of the ledger. */
long long demarche_generation(demarche_ledger *ledger);
/* A few lines that sum the ledger up. */
bool demarche_summary(demarche_ledger *ledger, const demarche_ask *ask, demarche_write *write, void *context,
                      demarche_error *err);
/* Verifies every hash and every offset; writes a row for each that does not hold. Returns their number,
 * or -1. */
long demarche_check(demarche_ledger *ledger, const demarche_ask *ask, demarche_write *write, void *context,
                    demarche_error *err);

/* --- people's corrections ------------------------------------------------------------------------- */

/* A field (see demarche_fields) and its right value, "-" where there is none. rejected, confirmed, negated: "1" or "0".
 * content, source, cue, role, condition, time: words as they stand in the text, near the statement or once in the document,
 * pieces of the first three parted by " … "; or their place, "@BEGIN-END" in bytes. addressee, about, accused, bound, relay:
 * such words parted by ";", or NAME=WORDS. topic: names parted by ",". date: 2024-05-16. level: 1 to 9. via: the id of a
 * statement of the same report. act, stance, mode, modality, event, realis: one of their sets; speaker, party, marker: text. */
typedef struct demarche_change {
    const char *field, *value;
} demarche_change;
/* NULL-terminated. */
extern const char *const demarche_fields[];

/* Adds corrections of a statement, signed, with a reason; the machine's record stays. */
bool demarche_review(demarche_ledger *ledger, const char *id, const demarche_change *changes, int n,
                     const char *who, const char *why, const char *at, demarche_error *err);
/* Two actors are one from now on; an actor merged with itself is parted again. */
bool demarche_merge(demarche_ledger *ledger, const char *actor, const char *into, const char *who, const char *why,
                    const char *at, demarche_error *err);
/* A statement that the machine missed: words of the document, found once or from byte `from` on; source and cue are
 * words of the same line. NULL: none. */
typedef struct demarche_missed {
    const char *content, *source, *cue, *act, *speaker, *party;
    long from;
} demarche_missed;
/* `id` (16 bytes) becomes that of the statement. */
bool demarche_add_missed(demarche_ledger *ledger, const char *doc, const demarche_missed *missed, const char *who,
                         const char *why, const char *at, char *id, demarche_error *err);
/* Removes a document, all that came from it, and their bytes. */
bool demarche_forget(demarche_ledger *ledger, const char *id, demarche_error *err);

/* --- the built-in sample -------------------------------------------------------------------------- */

/* The n-th report of the sample (from 0); false when there is none. Views into the program. */
bool demarche_sample(int n, demarche_input *input);

#ifdef __cplusplus
}
#endif

#endif
