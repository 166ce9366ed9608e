#include "parse/parse.h"

bool dem_parser_open(dem_parser *parser, const dem_model *model, dem_arena *arena, dem_error *err)
{
    parser->is_neural = dem_model_get(model, "net.config", DEM_U32).at != NULL;
    if (parser->is_neural)
        return dem_neural_open(&parser->neural, model, dem_kernels_best(), arena, err);
    return dem_linear_parser_open(&parser->linear, model, err);
}

void dem_parse_run(const dem_parser *parser, dem_doc *doc, dem_arena scratch)
{
    if (parser->is_neural)
        dem_neural_run(&parser->neural, doc, scratch);
    else
        dem_linear_parse(&parser->linear, doc, scratch);
}
