/* The lines of LEDGER.md: one JSON object a record.
 *
 * Adds   dem_line_*: statement, document, event, actor, relation, note. Field names and types are the contract.
 * Needs  records (ledger/record.h).
 * Cost   linear.
 */
#ifndef DEM_SHOW_LINES_H
#define DEM_SHOW_LINES_H

#include "ledger/happening.h"
#include "show/json.h"

/* How exports treat the stored text: it is the reader's own copy. */
typedef struct dem_line_style {
    bool no_text;   /* spans only */
    int max_words;  /* 0: all */
    dem_offsets offsets;
    const dem_ruler *ruler; /* of the document that the record stands in; NULL: bytes */
} dem_line_style;

typedef struct dem_line_block {
    dem_str kind, why;
    dem_span span;
} dem_line_block;

void dem_line_statement(dem_out *out, const dem_record *record, dem_line_style style);
void dem_line_document(dem_out *out, const dem_source_file *file, const dem_line_block *blocks,
                       int32_t n_blocks, dem_line_style style);
/* A deed between two actors; what a statement does by being made stands in the statement. */
void dem_line_event(dem_out *out, const dem_happening *happening, dem_line_style style);
/* "key":["…"] */
void dem_line_list(dem_json *json, const char *key, const dem_str *at, int32_t len);
/* "key":{"text":…,"span":[b,e],"value":…}, or null for no words; no value when it is empty. */
void dem_line_words(dem_json *json, const char *key, const dem_wording *words, dem_str value, dem_line_style style);
void dem_line_note(dem_out *out, dem_str doc, dem_str code, dem_span span, dem_str text, dem_line_style style);
void dem_line_actor(dem_out *out, dem_str id, dem_str name, dem_str type, dem_str party, int64_t statements,
                    int64_t documents);
void dem_line_relation(dem_out *out, dem_str id, dem_str kind, const dem_str *members, int32_t n_members,
                       dem_str why, int64_t confidence);

/* A text as the style lets it be seen: empty, its beginning, or all. */
dem_str dem_line_text(dem_str text, dem_line_style style);

#endif
