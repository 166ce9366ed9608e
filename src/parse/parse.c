#include "parse/parse.h"

bool dem_parser_open(dem_parser *parser, const dem_model *model, dem_arena *arena, dem_error *err)
{
    return dem_neural_open(&parser->neural, model, dem_kernels_best(), arena, err);
}

void dem_parse_run(const dem_parser *parser, dem_doc *doc, dem_arena scratch)
{
    dem_neural_run(&parser->neural, doc, scratch);
}
