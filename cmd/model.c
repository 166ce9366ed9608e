#include "ask.h"
#include "cmd.h"

#include "base/embed.h"
#include "model/model.h"
#include "show/grid.h"

static const char *const type_names[] = {"u8", "i8", "u16", "i16", "u32", "i32", "f32", "u64"};

static dem_str number(uint64_t n, dem_arena *arena)
{
    return dem_str_format(arena, "%llu", (unsigned long long)n);
}

/* One row a model that travels in the program; a damaged one is complained of and passed over. */
static int list_models(dem_out *out, const dem_style *style, dem_arena *arena)
{
    static const dem_column columns[] = {{"model", DEM_CELL_TEXT, 0}, {"bytes", DEM_CELL_NUMBER, 0},
                                         {"sections", DEM_CELL_NUMBER, 0}, {"file", DEM_CELL_TEXT, 0}};
    int trouble = 0;
    dem_grid grid;
    dem_grid_open(&grid, columns, 4, *style, out, arena);
    for (size_t i = 0; i < dem_embed_count; i++) {
        dem_str file = dem_str_of(dem_embeds[i].name);
        dem_model model;
        dem_error err = {0};
        if (!dem_str_ends(file, DEM_STR(".dem")))
            continue;
        if (!dem_model_open(&model, dem_embed_find(dem_embeds[i].name), file, &err)) {
            trouble = cmd_complain(&err);
            continue;
        }
        dem_grid_row(&grid, (dem_str[]){model.name, number(model.bytes.len, arena),
                                        number(model.sections, arena), file});
    }
    dem_grid_close(&grid);
    return trouble;
}

static dem_str shape_of(const dem_tensor *t, dem_arena *arena)
{
    dem_str shape = {"", 0};
    for (uint32_t k = 0; k < t->rank; k++)
        shape = dem_str_format(arena, "%.*s%s%llu", (int)shape.len, shape.at, k ? " x " : "",
                               (unsigned long long)t->dims[k]);
    return shape;
}

static int list_sections(dem_str name, dem_out *out, const dem_style *style, dem_arena *arena)
{
    static const dem_column columns[] = {{"section", DEM_CELL_TEXT, 0}, {"type", DEM_CELL_TEXT, 0},
                                         {"shape", DEM_CELL_TEXT, 0}, {"elements", DEM_CELL_NUMBER, 0}};
    dem_str file = dem_str_format(arena, "models/%.*s.dem", (int)name.len, name.at);
    dem_model model;
    dem_error err = {0};
    if (!dem_embed_find(file.at).at)
        return cmd_say("model: no model \"%.*s\"; see 'demarche model'", (int)name.len, name.at);
    if (!dem_model_open(&model, dem_embed_find(file.at), file, &err))
        return cmd_complain(&err);
    dem_grid grid;
    dem_grid_open(&grid, columns, 4, *style, out, arena);
    for (uint32_t i = 0; i < model.sections; i++) {
        dem_str section;
        dem_tensor t = dem_model_at(&model, i, &section);
        dem_grid_row(&grid, (dem_str[]){section, dem_str_of(type_names[t.type]), shape_of(&t, arena),
                                        number(t.count, arena)});
    }
    dem_grid_close(&grid);
    return CMD_FOUND;
}

static int model(const cmd_args *args, const void *options)
{
    (void)options;
    enum { WIDTH = 110 };
    dem_arena arena;
    if (!dem_arena_open(&arena, (size_t)64 << 20))
        return cmd_say("no address space left");
    dem_out out = {.write = cmd_to_stdout};
    dem_style style = {.form = (dem_form)(cmd_form_of(args) - CMD_FORM_TABLE), .width = WIDTH, .colour = cmd_colour()};
    int status = CMD_FOUND;
    if (!args->n_words)
        status = list_models(&out, &style, &arena);
    for (int i = 0; i < args->n_words && status == CMD_FOUND; i++)
        status = list_sections(dem_str_of(args->words[i]), &out, &style, &arena);
    if (!dem_out_close(&out))
        status = CMD_TROUBLE;
    dem_arena_close(&arena);
    return cmd_finish(status);
}

const cmd_verb cmd_model = {
    "model", "[NAME...]", "the models in this program, or one model's sections",
    "How each was made, from which data and how good it is: models/NAME.md in the sources.\n\n"
    "example\n  demarche model parse-1", NULL, 0, model};
