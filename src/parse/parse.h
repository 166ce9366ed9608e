/* Tags, lemmas and heads (Universal Dependencies), by whichever parser the engine opened.
 *
 * Adds   doc->parses: one row a token.
 * Needs  sentences and tokens (segment, or conllu.h).
 * Fails  on open only.
 * Cost   linear in the tokens.
 *
 *     dem_parser parser;
 *     if (!dem_parser_open(&parser, &model, err)) return false;
 *     dem_parse_run(&parser, &doc, scratch);
 */
#ifndef DEM_PARSE_PARSE_H
#define DEM_PARSE_PARSE_H

#include "parse/linear.h"

typedef struct dem_parser {
    dem_linear_parser linear;
} dem_parser;

bool dem_parser_open(dem_parser *parser, const dem_model *model, dem_error *err);
void dem_parse_run(const dem_parser *parser, dem_doc *doc, dem_arena scratch);

#endif
