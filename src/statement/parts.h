/* What the files of this room share; private to it.
 *
 * A `dem_scene` is the document seen by this room: its tables, lower-case lemmas, and the
 * lexicon's tables. It lives in scratch for one run.
 */
#ifndef DEM_STATEMENT_PARTS_H
#define DEM_STATEMENT_PARTS_H

#include "doc/doc.h"
#include "statement/statement.h"

typedef struct dem_scene {
    const dem_doc *doc;
    const dem_statement_tables *tables;
    const dem_str *lemmas, *forms; /* one a token, lower case */
} dem_scene;

/* A run of tokens. */
typedef struct dem_run {
    int32_t begin, end;
} dem_run;

/* What a reported clause says about itself. */
typedef struct dem_clause {
    dem_run run;
    int32_t head;     /* its predicate's token, or -1 */
    int32_t subject;  /* head token of its subject, or -1 */
    bool negated;
    bool own;         /* the subject is the speaker's own side */
    bool addressed;   /* second person or imperative */
    uint8_t modality; /* dem_modality */
} dem_clause;

/* statement.c */
dem_scene dem_scene_of(const dem_statement_tables *tables, const dem_doc *doc, dem_arena *arena);
/* The row as far as it is known before its act: content, mode, condition. */
void dem_statement_draft(const dem_scene *scene, const dem_attribution *a, dem_spans content,
                         dem_statement *row, dem_clause *clause);

/* source.c */
bool dem_source_speaks(const dem_scene *scene, const dem_attribution *a);

/* content.c: the reported clause as LEDGER.md wants it. */
dem_spans dem_content_trim(const dem_scene *scene, const dem_attribution *a, dem_arena *arena);
/* An answer of an interview: its own words, though no quotation marks stand around them. */
bool dem_content_is_turn(const dem_attribution *a);
/* A run without what may stand around a clause; `first`: an introducing "that" or "to" goes too. */
dem_run dem_content_bare(const dem_scene *scene, dem_run run, bool first);
dem_mode dem_content_mode(const dem_scene *scene, dem_spans content, const dem_attribution *a);

/* cut.c: the clauses of a content, a statement each; returns how many, at least 1 for a content. */
enum { DEM_CLAUSES = 8 };
int dem_content_cut(const dem_scene *scene, const dem_attribution *a, dem_spans content,
                    dem_spans out[DEM_CLAUSES], dem_arena *arena);

/* clause.c */
dem_clause dem_clause_read(const dem_scene *scene, const dem_attribution *a, dem_spans content);
/* Whether the word is one of a list that ends with NULL. */
bool dem_word_in(dem_str word, const char *const *words);
bool dem_token_negated(const dem_scene *scene, int32_t token);
int32_t dem_token_child(const dem_doc *doc, int32_t token, dem_rel rel); /* first such, or -1 */
/* Tokens from the leftmost to the rightmost descendant within the sentence. */
dem_run dem_token_subtree(const dem_doc *doc, int32_t token);

/* ahead.c, of predicates */
bool dem_token_has_aux(const dem_scene *scene, int32_t verb, const char *const *forms);
bool dem_clause_past(const dem_scene *scene, int32_t clause);
bool dem_clause_ahead(const dem_scene *scene, int32_t governor); /* or denied */
bool dem_clause_bid(const dem_scene *scene, int32_t governor, int32_t clause, dem_run area);
bool dem_clause_plan(const dem_doc *doc, int32_t governor, int32_t clause);

/* condition.c: span and marker, or an empty span. */
dem_span dem_condition_find(const dem_scene *scene, const dem_attribution *a,
                            const dem_clause *clause, dem_str *marker);

/* The unambiguous condition that opens at token `at` (its governor lies in `area`), or an empty run. */
dem_run dem_condition_at(const dem_scene *scene, int32_t at, dem_run area);

/* act.c */
/* The cue's row in the lexicon: the longest pattern that covers token `head`; -1: none. */
int32_t dem_cue_row(const dem_scene *scene, int32_t head);
typedef struct dem_act_choice {
    dem_act act;
    float score; /* probability */
    dem_str why[3];
    int n_why;
} dem_act_choice;
dem_act_choice dem_act_decide(const dem_scene *scene, const dem_attribution *a,
                              const dem_statement *draft, const dem_clause *clause,
                              dem_arena *arena);

/* target.c, topic.c, time.c: fill their part of the row. */
void dem_targets_find(const dem_scene *scene, const dem_attribution *a, const dem_clause *clause,
                      dem_statement *row, dem_arena *arena);
void dem_statement_topics(const dem_scene *scene, const dem_attribution *a, dem_statement *row, dem_arena *arena);
void dem_time_find(const dem_scene *scene, const dem_attribution *a, dem_statement *row);

#endif
