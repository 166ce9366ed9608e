#include "parse/lemma.h"

#include "base/utf8.h"
#include "model/linear.h"

uint32_t dem_lemma_key(uint8_t label, dem_str bytes, bool whole)
{
    return dem_feature_key(dem_feature3(1, dem_str_hash(bytes), label, whole));
}

static bool find(const dem_lookup *table, uint32_t key, uint16_t *value)
{
    for (uint32_t i = key & table->mask; table->keys[i]; i = (i + 1) & table->mask)
        if (table->keys[i] == key) {
            *value = table->values[i];
            return true;
        }
    return false;
}

static bool open_lookup(dem_lookup *table, const dem_model *model, const char *keys, const char *values,
                        uint32_t most)
{
    dem_tensor k = dem_model_get(model, keys, DEM_U32), v = dem_model_get(model, values, DEM_U16);
    if (!k.at || !v.at || !k.count || k.count & (k.count - 1) || k.count != v.count || k.count > UINT32_MAX)
        return false;
    *table = (dem_lookup){k.at, v.at, (uint32_t)k.count - 1};
    uint64_t empty = 0;
    for (uint64_t i = 0; i < k.count; i++) {
        empty += table->keys[i] == 0;
        if (table->keys[i] && table->values[i] >= most)
            return false;
    }
    return empty > 0; /* an empty slot ends every probe */
}

static const uint32_t *open_lines(const dem_model *model, const char *at, dem_str text, uint32_t *lines)
{
    dem_tensor t = dem_model_get(model, at, DEM_U32);
    const uint32_t *offsets = t.at;
    if (!offsets || t.count < 2 || t.count > 65536 || offsets[t.count - 1] != text.len)
        return NULL;
    for (uint64_t i = 0; i + 1 < t.count; i++)
        if (offsets[i] > offsets[i + 1])
            return NULL;
    *lines = (uint32_t)t.count - 1;
    return offsets;
}

bool dem_lemmas_open(dem_lemmas *l, const dem_model *model, dem_error *err)
{
    l->edit_text = dem_model_text(model, "edit.text");
    l->feats_text = dem_model_text(model, "feats.text");
    l->edit_at = open_lines(model, "edit.at", l->edit_text, &l->edits);
    l->feats_at = open_lines(model, "feats.at", l->feats_text, &l->feat_lines);
    bool ok = l->edit_at && l->feats_at &&
              open_lookup(&l->rules, model, "lemma.keys", "lemma.edits", l->edits) &&
              open_lookup(&l->feats, model, "feats.keys", "feats.lines", l->feat_lines);
    return ok || dem_fail(err, DEM_E_FORMAT, model->name, -1, "the lemma tables are missing or damaged");
}

static dem_str line_of(dem_str text, const uint32_t *at, uint16_t line)
{
    return dem_str_cut(text, at[line], at[line + 1]);
}

/* "l3y": l lower-cases first (c keeps the case), a digit 0-9 says how many bytes go, the rest is added. */
dem_str dem_lemma_edit(dem_str line, dem_str form, dem_arena *arena)
{
    if (line.len < 2 || line.at[1] < '0' || line.at[1] > '9')
        return (dem_str){0};
    dem_str base = line.at[0] == 'l' ? dem_str_lower(form, arena) : form;
    size_t cut = (size_t)(line.at[1] - '0');
    if (cut > base.len || !dem_utf8_boundary(base, base.len - cut))
        return (dem_str){0};
    dem_str stem = dem_str_cut(base, 0, base.len - cut), added = dem_str_cut(line, 2, line.len);
    return added.len ? dem_str_join(stem, added, arena) : stem;
}

dem_str dem_lemma(const dem_lemmas *l, dem_str form, uint8_t label, dem_arena *arena)
{
    dem_str low = form.len <= 64 ? dem_str_lower(form, arena) : form;
    uint16_t edit;
    bool found = form.len <= 64 && find(&l->rules, dem_lemma_key(label, low, true), &edit);
    for (size_t n = low.len < DEM_LEMMA_SUFFIX ? low.len : DEM_LEMMA_SUFFIX; !found; n--) {
        if (dem_utf8_boundary(low, low.len - n))
            found = find(&l->rules, dem_lemma_key(label, dem_str_cut(low, low.len - n, low.len), false), &edit);
        if (!n)
            break;
    }
    dem_str lemma = found ? dem_lemma_edit(line_of(l->edit_text, l->edit_at, edit), form, arena)
                          : (dem_str){0};
    return lemma.len ? lemma : low;
}

dem_str dem_feats(const dem_lemmas *l, dem_str form, uint8_t label)
{
    char low[64];
    size_t n = form.len < sizeof low ? form.len : sizeof low;
    for (size_t i = 0; i < n; i++)
        low[i] = (char)(form.at[i] >= 'A' && form.at[i] <= 'Z' ? form.at[i] + 32 : form.at[i]);
    uint16_t line;
    if (!find(&l->feats, dem_lemma_key(label, (dem_str){low, n}, true), &line) &&
        !find(&l->feats, dem_lemma_key(label, DEM_STR(""), false), &line))
        return (dem_str){0};
    return line_of(l->feats_text, l->feats_at, line);
}
