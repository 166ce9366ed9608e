/* Statements: from attributed clauses to the ledger's records.
 *
 * Adds   doc->statements, one row for each attribution that reports someone's words: content span
 *        as LEDGER.md defines it, mode, act with its reasons, condition, negation, modality, time,
 *        targets, topics, stance, confidence.
 * Needs  sentences, tokens, quotes, parses, names, times, attributions, speakers.
 * Fails  never (odd input gives fewer rows).
 * Owner  rows and strings live in the document's arena.
 * Cost   linear in the tokens of the contents times the patterns that share a first word.
 * Method the act is decided by a softmax over the cue's lexicon entry, the predicates found in the
 *        clause, polarity, modality and whose side acts, and a hidden layer over the parser's encodings of
 *        cue, predicate and content (models/act-1.md); conditions by markers checked against the tree.
 *
 *     dem_statement_run(&engine->statement, doc, scratch);
 */
#ifndef DEM_STATEMENT_STATEMENT_H
#define DEM_STATEMENT_STATEMENT_H

#include "doc/doc.h"
#include "lexicon/lexicon.h"
#include "lexicon/phrase.h"
#include "lexicon/table.h"
#include "lexicon/topic.h"
#include "model/classes.h"
#include "model/linear.h"
#include "model/matrix.h"

typedef struct dem_statement_tables {
    const dem_lexicon *lexicon;
    dem_table cues, predicates, conditions;
    dem_topics topics; /* the built-in ones, or a user's */
    dem_phrases cue_index, predicate_index, condition_index;
    dem_classes classes;
    dem_linear act;
    dem_matrix act_hidden, act_out; /* of the parser's encodings (act.h) */
    const dem_kernels *kernels;
} dem_statement_tables;

/* Reads the tables that travel inside the program; `act` is the model "act-1" (NULL while it is
 * trained), `classes` is "classes-1". The lexicon must outlive the tables. */
bool dem_statement_open(dem_statement_tables *tables, const dem_lexicon *lexicon, const dem_model *act,
                        const dem_model *classes, dem_arena *arena, dem_error *err);
void dem_statement_run(const dem_statement_tables *tables, dem_doc *doc, dem_arena scratch);

#endif
