/* Tags, lemmas and heads (Universal Dependencies), by the network of neural.h: the face of the room,
 * so that another parser can take its place (doc/design/0005).
 *
 * Adds   doc->parses: one row a token.
 * Needs  sentences and tokens (segment, or conllu.h).
 * Fails  on open only.
 * Cost   linear in the tokens.
 *
 *     dem_parser parser;
 *     if (!dem_parser_open(&parser, &model, &arena, err)) return false;
 *     dem_parse_run(&parser, &doc, scratch);
 */
#ifndef DEM_PARSE_PARSE_H
#define DEM_PARSE_PARSE_H

#include "parse/neural.h"

typedef struct dem_parser {
    dem_neural neural;
} dem_parser;

/* The arena holds the parser's indexes. */
bool dem_parser_open(dem_parser *parser, const dem_model *model, dem_arena *arena, dem_error *err);
void dem_parse_run(const dem_parser *parser, dem_doc *doc, dem_arena scratch);

#endif
