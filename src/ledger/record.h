/* The record of LEDGER.md as one value: what the show room writes, whether it comes from a document just
 * read or out of the ledger.
 *
 * Adds   dem_record (a statement), dem_source_file (a document), dem_wording (text with its spans).
 * Needs  a coded document (dem_records_of), or a row of the ledger (read.h).
 * Fails  never.
 * Owner  texts are views of the document's text or live in the arena given.
 * Cost   linear in the statements; grouping equal statements needs a hash map.
 */
#ifndef DEM_LEDGER_RECORD_H
#define DEM_LEDGER_RECORD_H

#include "doc/doc.h"
#include "ledger/id.h"

/* Words and where they stand. No words: at == NULL in `text`. */
typedef struct dem_wording {
    dem_str text; /* the bytes of `span` */
    dem_span span; /* first to last byte */
    dem_spans parts; /* more than one only when the words stand apart */
} dem_wording;

typedef struct dem_record_target {
    dem_str name, rel;
    dem_str party; /* of a known actor, else empty */
    dem_span span;
} dem_record_target;

typedef struct dem_record_relay {
    dem_str outlet, how;
    dem_span span;
} dem_record_relay;

typedef struct dem_record_speaker {
    dem_str id; /* empty: nobody is named */
    dem_str name, type, party, how;
    dem_wording role;
    bool local; /* known in this document only */
} dem_record_speaker;

typedef struct dem_record {
    dem_str id;
    int64_t row;                     /* in the ledger; 0 when it comes from a document */
    dem_str doc_id, doc, outlet, published, url; /* empty when unknown */
    int32_t ord;
    dem_span sentence;
    dem_wording source, cue, content, condition, time;
    dem_record_speaker speaker;
    dem_str missing; /* passive officials reports, or empty */
    dem_str act, mode, modality, stance, marker, time_value, via;
    dem_str plover, realis;
    int32_t quad, level, confidence; /* hundredths */
    bool negated;
    bool firsthand;                  /* of level 1, or told by the speaker of the statement around */
    const dem_record_target *targets;
    const dem_record_relay *relays;
    const dem_str *topics, *why;
    int32_t n_targets, n_relays, n_topics, n_why;
} dem_record;

typedef struct dem_records {
    dem_record *at;
    int32_t len;
    dem_str doc_id;
} dem_records;

/* A document as the ledger knows it. */
typedef struct dem_source_file {
    dem_str id, name, title, outlet, url, author, language, published, published_how;
    dem_span title_span;             /* empty: the title is not a part of the text */
    dem_str raw_sha256, text_sha256, text;
    int64_t raw_bytes, sentences, tokens;
    dem_span main;
    dem_str story, copy_of;
} dem_source_file;

dem_id dem_document_id(dem_str raw_sha256);
/* Hashes, title, main span and counts of a coded document; `raw` is the input it came from. */
dem_source_file dem_source_file_of(const dem_doc *doc, dem_str raw, dem_arena *arena);
/* Every statement of a coded document, in text order. */
dem_records dem_records_of(const dem_doc *doc, dem_str doc_id, dem_arena *arena);

dem_wording dem_wording_of(dem_str text, dem_spans spans);
dem_wording dem_wording_one(dem_str text, dem_span span); /* no words for an empty span */
int32_t dem_hundredths(float score);                      /* 0..1 to 0..100 */

#endif
