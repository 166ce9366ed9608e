#include "parse/neural.h"

#include <assert.h>
#include <string.h>

/* Opening collects sections under a sticky error: after the first one missing all else is empty. */
typedef struct opener {
    const dem_model *model;
    dem_error *err;
    bool ok;
} opener;

/* "PREFIX.SUFFIX"; both are ours and short. */
static void section_name(const char *prefix, const char *suffix, char name[32])
{
    size_t a = strlen(prefix), b = strlen(suffix);
    assert(a + b + 2 <= 32);
    memcpy(name, prefix, a);
    name[a] = '.';
    memcpy(name + a + 1, suffix, b + 1);
}

static const void *need(opener *o, const char *prefix, const char *suffix, dem_dtype type,
                        uint64_t count)
{
    char name[32];
    section_name(prefix, suffix, name);
    dem_tensor t = dem_model_get(o->model, name, type);
    if (!t.at || (count && t.count != count)) {
        if (o->ok)
            o->ok = dem_fail(o->err, DEM_E_FORMAT, o->model->name, -1,
                             "section %s is missing or has the wrong size", name);
        return NULL;
    }
    return t.at;
}

static dem_matrix need_matrix(opener *o, const char *prefix, int32_t in, int32_t out)
{
    dem_matrix m = {0};
    o->ok = o->ok && dem_matrix_open(&m, o->model, prefix, in, out, o->err);
    return m;
}

static dem_rows need_rows(opener *o, const char *prefix, int32_t width)
{
    char name[32];
    section_name(prefix, "scale", name);
    dem_tensor scale = dem_model_get(o->model, name, DEM_F32);
    uint64_t count = scale.at ? scale.count : 0;
    const void *rows = need(o, prefix, "rows", DEM_I8, count * (uint64_t)width);
    if (!rows || count < 1 || count > INT32_MAX || width <= 0 || width % DEM_LANES) {
        o->ok = o->ok && dem_fail(o->err, DEM_E_FORMAT, o->model->name, -1,
                                  "rows of %s have an impossible size", prefix);
        return (dem_rows){0};
    }
    return (dem_rows){rows, scale.at, (int32_t)count, width};
}

static dem_keys need_keys(opener *o, const char *prefix, int32_t rows)
{
    char name[32];
    section_name(prefix, "keys", name);
    dem_tensor keys = dem_model_get(o->model, name, DEM_U32);
    const uint32_t *values = need(o, prefix, "ids", DEM_U32, keys.count);
    bool power = keys.at && keys.count > 1 && keys.count < UINT32_MAX &&
                 (keys.count & (keys.count - 1)) == 0;
    bool empty_seen = false, fits = power && values;
    for (uint64_t i = 0; fits && i < keys.count; i++) {
        empty_seen |= ((const uint32_t *)keys.at)[i] == 0;
        fits = values[i] < (uint32_t)rows;
    }
    if (!fits || !empty_seen) {
        o->ok = o->ok && dem_fail(o->err, DEM_E_FORMAT, o->model->name, -1,
                                  "the keys of %s are damaged", prefix);
        return (dem_keys){0};
    }
    return (dem_keys){keys.at, values, (uint32_t)keys.count - 1};
}

/* Lines of a text section; their number must be `count`. */
static dem_str *need_lines(opener *o, const char *name, int32_t count, dem_arena *arena)
{
    dem_str text = dem_model_text(o->model, name);
    dem_str *lines = dem_new(arena, dem_str, count);
    int32_t n = 0;
    for (dem_str rest = text; rest.at && n < count; n++)
        lines[n] = dem_str_split(&rest, '\n');
    if (n != count || !text.len)
        o->ok = o->ok && dem_fail(o->err, DEM_E_FORMAT, o->model->name, -1,
                                  "labels %s are not %d", name, (int)count);
    return lines;
}

/* Our number of a name; a relation that we do not know is cut at its colon. */
static uint8_t need_tag(opener *o, dem_str name, dem_tagset set)
{
    int tag = dem_tag_find(set, name);
    if (tag < 0)
        tag = dem_tag_find(set, dem_str_cut(name, 0, dem_str_find(name, DEM_STR(":"))));
    if (tag < 0)
        o->ok = o->ok && dem_fail(o->err, DEM_E_FORMAT, o->model->name, -1, "unknown label %.*s",
                                  (int)name.len, name.at);
    return (uint8_t)(tag < 0 ? 0 : tag);
}

/* Lines "UPOS XPOS features". */
static void open_tags(opener *o, dem_neural *net, dem_arena *arena)
{
    const dem_str *lines = need_lines(o, "labels.tag", net->n_tags, arena);
    net->tag_set = dem_new(arena, dem_neural_tag, net->n_tags);
    for (int32_t i = 0; o->ok && i < net->n_tags; i++) {
        dem_str rest = lines[i];
        dem_neural_tag *tag = &net->tag_set[i];
        tag->upos = need_tag(o, dem_str_split(&rest, ' '), dem_upos_set);
        tag->xpos = need_tag(o, dem_str_split(&rest, ' '), dem_xpos_set);
        tag->feats = dem_str_eq(rest, DEM_STR("_")) ? DEM_STR("") : rest;
    }
}

static void open_relations(opener *o, dem_neural *net, dem_arena *arena)
{
    const dem_str *lines = need_lines(o, "labels.rel", net->n_rels, arena);
    net->rels = dem_new(arena, uint8_t, net->n_rels);
    net->root_label = -1;
    for (int32_t i = 0; o->ok && i < net->n_rels; i++) {
        net->rels[i] = need_tag(o, lines[i], dem_rel_set);
        if (net->rels[i] == DEM_REL_root)
            net->root_label = i;
    }
    if (net->root_label < 0)
        o->ok = o->ok && dem_fail(o->err, DEM_E_FORMAT, o->model->name, -1, "no relation root");
}

static void open_labels(opener *o, dem_neural *net, dem_arena *arena)
{
    open_tags(o, net, arena);
    open_relations(o, net, arena);
    const dem_str *scripts = need_lines(o, "labels.lemma", net->n_lemmas, arena);
    net->lemmas = dem_new(arena, dem_lemma_script, net->n_lemmas);
    for (int32_t i = 0; o->ok && i < net->n_lemmas; i++)
        net->lemmas[i] = dem_lemma_script_read(scripts[i]);
}

static int32_t padded(int32_t n)
{
    return (n + DEM_LANES - 1) / DEM_LANES * DEM_LANES;
}

static void open_layers(opener *o, dem_neural *net, int32_t hidden, int32_t in)
{
    for (int32_t l = 0; l < net->n_layers; l++, in = 2 * hidden) {
        net->layers[l].hidden = hidden;
        for (int d = 0; d < 2; d++) {
            char name[] = "lstm0.x0";
            name[4] = (char)('0' + l);
            name[7] = (char)('0' + d);
            net->layers[l].from_input[d] = need_matrix(o, name, in, 4 * hidden);
            name[6] = 'h';
            net->layers[l].from_state[d] = need_matrix(o, name, hidden, 4 * hidden);
        }
    }
}

bool dem_neural_open(dem_neural *net, const dem_model *model, const dem_kernels *kernels,
                     dem_arena *arena, dem_error *err)
{
    enum { VECTOR, AFFIX, HIDDEN, LAYERS, ARC, REL, TAG, TAGS, LEMMAS, RELS, CONFIG };
    opener o = {model, err, true};
    *net = (dem_neural){.kernels = kernels};
    const uint32_t *config = need(&o, "net", "config", DEM_U32, CONFIG);
    for (int i = 0; config && i < CONFIG; i++)
        if (config[i] == 0 || config[i] > 4096)
            o.ok = o.ok && dem_fail(err, DEM_E_FORMAT, model->name, -1, "net.config is damaged");
    if (!o.ok)
        return false;
    int32_t c[CONFIG];
    for (int i = 0; i < CONFIG; i++)
        c[i] = (int32_t)config[i];
    if (c[LAYERS] > DEM_NEURAL_LAYERS || c[HIDDEN] % DEM_LANES || c[ARC] % DEM_LANES ||
        c[REL] % DEM_LANES ||
        c[REL] > 256 || c[TAG] % DEM_LANES || c[RELS] > 64)
        return dem_fail(err, DEM_E_FORMAT, model->name, -1, "net.config does not fit this program");
    net->n_tags = c[TAGS];
    net->n_lemmas = c[LEMMAS];
    net->n_rels = c[RELS];
    net->n_layers = c[LAYERS];
    net->arc_size = c[ARC];
    net->rel_size = c[REL];
    net->vectors = need_rows(&o, "vec", c[VECTOR]);
    net->words = need_rows(&o, "word", c[AFFIX]);
    net->affixes = need_rows(&o, "affix", c[AFFIX]);
    net->vector_keys = need_keys(&o, "vec", net->vectors.count);
    net->word_keys = need_keys(&o, "word", net->words.count);
    net->lemma_keys = need_keys(&o, "lemma", c[LEMMAS]);
    open_layers(&o, net, c[HIDDEN], c[VECTOR] + c[AFFIX]);
    net->tag_hidden = need_matrix(&o, "tag.hidden", 2 * c[HIDDEN], c[TAG]);
    net->tags = need_matrix(&o, "tag.out", c[TAG], padded(c[TAGS]));
    net->mlp = need_matrix(&o, "mlp", 2 * c[HIDDEN], 2 * c[ARC] + 2 * c[REL]);
    net->arc = need_matrix(&o, "arc", c[ARC], c[ARC]);
    net->rel = need_matrix(&o, "rel", c[REL], (c[REL] + 1) * 64);
    net->root = need(&o, "net", "root", DEM_F32, (uint64_t)(c[ARC] + c[REL]));
    if (o.ok)
        open_labels(&o, net, arena);
    return o.ok;
}
