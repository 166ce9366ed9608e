#include "clean/html.h"
#include "base/map.h"
#include "clean/byline.h"
#include "clean/cues.h"

#include <string.h>

enum { UNITS = 48 }; /* a constant, so that the inner loop is unrolled */

bool dem_html_model_open(dem_html_model *m, const dem_model *weights, dem_error *err)
{
    dem_tensor hidden = dem_model_get(weights, "hidden", DEM_F32),
               bias = dem_model_get(weights, "hidden.bias", DEM_F32);
    dem_tensor out = dem_model_get(weights, "out", DEM_F32),
               last = dem_model_get(weights, "out.bias", DEM_F32);
    bool fits = hidden.at && bias.at && out.at && last.at && bias.count == UNITS &&
                out.count == UNITS && last.count == 1 && hidden.count == bias.count * DEM_FEATURES;
    if (!fits)
        return dem_fail(err, DEM_E_VERSION, weights->name, -1,
                        "weights do not fit this program's features");
    *m = (dem_html_model){hidden.at, bias.at, out.at, last.at};
    return true;
}

/* The network's answer before the sigmoid: positive for main text. Most features are zero. */
static float score(const dem_html_model *m, const float *x)
{
    float h[UNITS], sum = m->out_bias[0];
    memcpy(h, m->hidden_bias, sizeof h);
    for (int32_t k = 0; k < DEM_FEATURES; k++) {
        if (x[k] == 0)
            continue;
        const float *row = m->hidden + (size_t)k * UNITS;
        for (int32_t u = 0; u < UNITS; u++)
            h[u] += x[k] * row[u];
    }
    for (int32_t u = 0; u < UNITS; u++)
        sum += h[u] > 0 ? h[u] * m->out[u] : 0;
    return sum;
}

static dem_str block_str(const dem_features *f, int32_t i)
{
    dem_span s = f->page->blocks.at[i].span;
    return (dem_str){f->page->text.at + s.begin, s.end - s.begin};
}

/* Each block's first place among those chosen: a paragraph that a page shows twice counts once. */
static void drop_copies(const dem_features *f, bool *body, dem_arena scratch)
{
    dem_map seen = {0};
    for (int32_t i = 0; i < f->count; i++)
        if (body[i] && f->facts[i].twins > 1 && f->facts[i].words >= 6) {
            int32_t *n = dem_map_put(&seen, block_str(f, i), &scratch, NULL);
            body[i] = (*n)++ == 0;
        }
}

/* What is main text on a page: a probability of 0.42; on a page that is sure of nothing, what comes near
 * its surest paragraph. (In log odds.) */
static float threshold_of(const dem_features *f, const float *scores)
{
    float best = -20.0f;
    for (int32_t i = 0; i < f->count; i++)
        if (f->facts[i].letters >= 50 && scores[i] > best)
            best = scores[i];
    return best - 0.5f < -0.3228f ? best - 0.5f : -0.3228f;
}

static void choose(const dem_html_model *m, const dem_features *f, bool *body, dem_arena scratch)
{
    float x[DEM_FEATURES], *scores = dem_new(&scratch, float, f->count);
    for (int32_t i = 0; i < f->count; i++) {
        dem_features_of(f, i, x);
        scores[i] = score(m, x);
    }
    float threshold = threshold_of(f, scores);
    bool any = false;
    for (int32_t i = 0; i < f->count; i++) {
        body[i] = scores[i] >= threshold && i != f->h1;
        any |= body[i];
    }
    drop_copies(f, body, scratch);
    for (int32_t i = 0; i < f->count && !any; i++)
        body[i] = f->facts[i].prose;
    for (int32_t i = 0; i < f->count && !any && !f->prose; i++)
        body[i] = f->facts[i].words >= 8 && f->facts[i].links < 0.5f && i != f->h1;
}

/* The box or phrase that betrays a block that was not chosen. */
static const char *why(const dem_features *f, int32_t i)
{
    static const struct {
        uint32_t hint;
        const char *rule;
    } boxes[] = {
        {DEM_HINT_COMMENT, "comments"},      {DEM_HINT_NAV, "navigation"},
        {DEM_HINT_RELATED, "other-stories"}, {DEM_HINT_SHARE, "share"},
        {DEM_HINT_AD, "advertisement"},      {DEM_HINT_SUBSCRIBE, "subscription"},
        {DEM_HINT_CAPTION, "caption"},       {DEM_HINT_TAGS, "tags"},
        {DEM_HINT_POPUP, "popup"},           {DEM_HINT_FOOTER, "footer"},
        {DEM_HINT_SIDEBAR, "sidebar"},       {DEM_HINT_BIO, "author-box"},
        {DEM_HINT_SEARCH, "form"},           {DEM_HINT_HEADER, "header"},
    };
    dem_cue cue = f->facts[i].words <= 60 ? dem_cue_match(block_str(f, i)) : (dem_cue){0};
    if (cue.rule)
        return cue.rule;
    int32_t n = f->page->blocks.at[i].node;
    if (n < 0)
        return "model";
    uint32_t tags = f->nodes[n].tags, near = f->nodes[n].hints, far = f->nodes[n].above;
    for (int pass = 0; pass < 2; pass++)
        for (size_t k = 0; k < sizeof boxes / sizeof *boxes; k++)
            if ((pass == 0 ? near : far) & boxes[k].hint)
                return boxes[k].rule;
    return tags >> DEM_TAG_NAV & 1      ? "navigation"
           : tags >> DEM_TAG_FOOTER & 1 ? "footer"
           : tags >> DEM_TAG_ASIDE & 1  ? "sidebar"
           : tags >> DEM_TAG_FIGURE & 1 ? "caption"
                                        : "model";
}

/* A short block that is a date or a name by the page's own markup: "7 January" in a time element. */
static bool is_marked(const dem_features *f, int32_t i)
{
    dem_span b = f->page->blocks.at[i].span;
    if (f->facts[i].words > 8)
        return false;
    for (int32_t k = 0; k < f->page->captures.len; k++) {
        const dem_capture *c = &f->page->captures.at[k];
        bool within =
            c->span.begin + 2 >= b.begin && c->span.begin < b.end && c->span.end <= b.end + 4;
        if (within && (dem_span_len(c->span) + 4) * 3 > dem_span_len(b) * 2)
            return true;
    }
    return false;
}

static void add_blocks(const dem_features *f, const bool *body, dem_doc *doc)
{
    for (int32_t i = 0; i < f->count; i++) {
        const dem_block_facts *x = &f->facts[i];
        dem_block b = {.span = f->page->blocks.at[i].span, .kind = DEM_BLOCK_FURNITURE};
        bool head = f->h1 >= 0 && i > f->h1 - 6 && i < f->h1 + 10;
        bool about = head && (x->date || x->byline || is_marked(f, i));
        if (i == f->h1)
            b.kind = DEM_BLOCK_TITLE;
        else if (about)
            b.kind = DEM_BLOCK_META, b.why = x->byline ? "byline"
                                             : x->date ? "date-line"
                                                       : "marked";
        else if (body[i])
            b.kind = DEM_BLOCK_BODY;
        if (b.kind == DEM_BLOCK_FURNITURE)
            b.why = why(f, i);
        *dem_push(&doc->blocks, doc->arena) = b;
    }
}

static dem_str join_authors(const dem_html_meta *m, dem_arena *arena)
{
    dem_str out = {0};
    for (int i = 0; i < m->n_authors; i++)
        out = i ? dem_str_format(arena, "%.*s, %.*s", (int)out.len, out.at, (int)m->authors[i].len,
                                 m->authors[i].at)
                : m->authors[i];
    return out;
}

static void set(dem_str *to, dem_str from, dem_arena *arena)
{
    if (!to->len && from.len)
        *to = dem_str_copy(from, arena);
}

/* "en-GB", "en_US" are "en". */
static dem_str language_of(dem_str said)
{
    size_t n = 0;
    while (n < said.len && n < 3 && ((said.at[n] | 0x20) >= 'a' && (said.at[n] | 0x20) <= 'z'))
        n++;
    return n == 2 || n == 3 ? dem_str_cut(said, 0, n) : (dem_str){0};
}

static void fill_meta(dem_doc *doc, const dem_html_meta *m)
{
    dem_meta *to = &doc->meta;
    set(&to->title, m->title, doc->arena);
    set(&to->outlet, m->outlet, doc->arena);
    set(&to->url, m->url, doc->arena);
    set(&to->author, join_authors(m, doc->arena), doc->arena);
    set(&to->language, dem_str_lower(language_of(m->language), doc->arena), doc->arena);
    if (!to->published.len && m->date.len && strcmp(m->date_how, "modified")) {
        to->published = dem_str_copy(m->date, doc->arena);
        to->published_how = m->date_how;
    }
}

void dem_clean_html(const dem_html_model *model, dem_str html, dem_doc *doc, dem_html_meta *meta,
                    dem_arena scratch)
{
    dem_page *page = dem_new(&scratch, dem_page, 1);
    dem_features f;
    dem_jsonld said = {0};
    *meta = (dem_html_meta){0};
    dem_page_read(page, html, &scratch);
    for (int32_t i = 0; i < page->jsonld.len; i++)
        dem_jsonld_read(&said, page->jsonld.at[i], &scratch);
    meta->title = dem_html_title(page, &said, &meta->title_how, doc->arena);
    dem_features_init(&f, page, meta->title, &scratch);
    dem_html_meta_read(meta, page, &f, &said, doc->arena);
    bool *body = dem_new(&scratch, bool, f.count);
    choose(model, &f, body, scratch);
    size_t len = (size_t)page->text.len;
    doc->text = dem_str_copy((dem_str){page->text.at ? page->text.at : "", len > 2 ? len - 1 : len},
                             doc->arena);
    add_blocks(&f, body, doc);
    fill_meta(doc, meta);
    if (page->cut)
        dem_doc_note(doc, "text.cut", (dem_span){0, 0}, DEM_STR("page is longer than the limit"));
}
