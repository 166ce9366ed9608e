/* The small, fast parser: linear tagger, table lemmatizer, greedy arc-hybrid parser.
 *
 * Adds   doc->parses, one row a token: tags, features, lemma, head, relation.
 * Needs  sentences and tokens; the model "parse-linear-1".
 * Fails  on open only.
 * Owner  lemmas and features are views of the text, of the model, or in doc->arena.
 * Cost   linear in the tokens.
 */
#ifndef DEM_PARSE_LINEAR_H
#define DEM_PARSE_LINEAR_H

#include "doc/doc.h"
#include "parse/lemma.h"
#include "parse/tag.h"

typedef struct dem_linear_parser {
    dem_linear tag, move, rel;
    dem_lemmas lemmas;
    const uint8_t *upos, *xpos; /* of each tag label */
} dem_linear_parser;

bool dem_linear_parser_open(dem_linear_parser *parser, const dem_model *model, dem_error *err);
void dem_linear_parse(const dem_linear_parser *parser, dem_doc *doc, dem_arena scratch);

#endif
