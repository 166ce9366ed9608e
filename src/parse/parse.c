#include "parse/parse.h"

bool dem_parser_open(dem_parser *parser, const dem_model *model, dem_error *err)
{
    return dem_linear_parser_open(&parser->linear, model, err);
}

void dem_parse_run(const dem_parser *parser, dem_doc *doc, dem_arena scratch)
{
    dem_linear_parse(&parser->linear, doc, scratch);
}
