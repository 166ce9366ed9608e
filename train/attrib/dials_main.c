/* Sets the ledger's dials of precision in a finished model, on annotated documents that its weights have
 * not seen.
 *
 *     dials MODEL.dem LEDGER.jsonl TEXTS
 */
#include "attrib/dial.h"

#include "base/embed.h"
#include "common/modelfile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static dem_model open_file(const char *path, dem_arena *arena)
{
    dem_model model;
    dem_error err = {0};
    dem_str read = corpus_read(path, arena);
    char *bytes = dem_arena_take(arena, 1, read.len, 64);
    memcpy(bytes, read.at, read.len);
    if (!dem_model_open(&model, (dem_str){bytes, read.len}, dem_str_of(path), &err)) {
        fprintf(stderr, "%s\n", err.message);
        exit(2);
    }
    return model;
}

/* The same file with other dials. */
static void rewrite(const dem_model *model, const dem_dials dials[DEM_SCHEMES], const char *path)
{
    modelfile *f = modelfile_new("attrib-1");
    for (uint32_t i = 0; i < model->sections; i++) {
        char section[25] = {0};
        dem_str name;
        dem_tensor t = dem_model_at(model, i, &name);
        memcpy(section, name.at, name.len);
        bool ours = dem_str_eq(name, DEM_STR("dials"));
        modelfile_add(f, section, t.type, t.rank, t.dims, ours ? (const void *)dials : t.at);
    }
    modelfile_write(f, path);
}

int main(int argc, char **argv)
{
    corpus c;
    dem_arena scratch, room;
    dem_engine engine;
    dem_error err = {0};
    dem_attributor a;
    verdicts v = {0};
    if (argc != 4) {
        fputs("dials MODEL.dem LEDGER.jsonl TEXTS\n", stderr);
        return 2;
    }
    corpus_open(&c);
    if (!dem_arena_open(&scratch, (size_t)1 << 30) || !dem_arena_open(&room, (size_t)1 << 28) ||
        !dem_engine_open(&engine, DEM_DEPTH_NAMES, &err))
        return 2;
    corpus_ledger(&c, argv[2], argv[3], &engine);
    dem_model model = open_file(argv[1], &room), classes;
    if (!dem_model_open(&classes, dem_embed_find("models/classes-1.dem"), DEM_STR("classes-1"), &err) ||
        !dem_attributor_open(&a, &model, &classes, &room, &err)) {
        fprintf(stderr, "%s\n", err.message);
        return 2;
    }
    dem_dials set[DEM_SCHEMES], open[DEM_SCHEMES];
    memcpy(set, a.dials, sizeof set);
    dial_open(open);
    a.dials[DEM_SCHEME_LEDGER] = open[DEM_SCHEME_LEDGER];
    a.curves = NULL; /* dials are set on posteriors */
    dial_judge(&v, &c, 0, &a, &c.arena, scratch);
    dial_set(&v, set);
    rewrite(&model, set, argv[1]);
    return 0;
}
