#include "clean/html.h"
#include "base/map.h"
#include "clean/byline.h"
#include "clean/cues.h"

#include <string.h>

/* Constants, so that inner loops are unrolled. */
enum {
    NETS = 1, /* three were no better on pages not seen */
    UNITS = 40, /* of one network's first pass */
    AGAIN = 16, /* of its second */
    RANGES = 11 + DEM_BOXES_UP,
    CONTEXT = 2 * RANGES + 4 + 2 * DEM_SHAPES,
    BLOCKS = 1 << 16 /* beyond, the first pass decides: memory stays bounded */
};

typedef struct section {
    const char *name;
    uint64_t count;
    const float **to;
} section;

bool dem_html_model_open(dem_html_model *m, const dem_model *weights, dem_error *err)
{
    const section sections[] = {
        {"hidden", (uint64_t)DEM_FEATURES * NETS * UNITS, &m->hidden},
        {"hidden.bias", NETS * UNITS, &m->hidden_bias},
        {"out", NETS * UNITS, &m->out},
        {"out.bias", NETS, &m->out_bias},
        {"again", (uint64_t)NETS * (UNITS + CONTEXT) * AGAIN, &m->again},
        {"again.bias", NETS * AGAIN, &m->again_bias},
        {"last", NETS * AGAIN, &m->last},
        {"last.bias", NETS, &m->last_bias},
    };
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        dem_tensor t = dem_model_get(weights, sections[i].name, DEM_F32);
        if (!t.at || t.count != sections[i].count)
            return dem_fail(err, DEM_E_VERSION, weights->name, -1,
                            "weights do not fit this program's features");
        *sections[i].to = t.at;
    }
    return true;
}

/* The first pass: units and answer of each network. Most features are zero. */
static void first_pass(const dem_html_model *m, const float *x, float *restrict h, float z[NETS])
{
    memcpy(h, m->hidden_bias, sizeof(float) * NETS * UNITS);
    for (int32_t k = 0; k < DEM_FEATURES; k++) {
        if (x[k] == 0)
            continue;
        const float *row = m->hidden + (size_t)k * NETS * UNITS;
        float value = x[k];
        for (int32_t u = 0; u < NETS * UNITS; u++)
            h[u] += value * row[u];
    }
    for (int32_t n = 0; n < NETS; n++) {
        z[n] = m->out_bias[n];
        for (int32_t u = n * UNITS; u < (n + 1) * UNITS; u++) {
            h[u] = h[u] > 0 ? h[u] : 0;
            z[n] += h[u] * m->out[u];
        }
    }
}

/* The logistic curve in straight lines: the same on every machine. */
static float likely(float z)
{
    float p = 0.5f + z / 6.0f;
    return p < 0 ? 0 : p > 1 ? 1 : p;
}

/* What a network's first pass made of the page. Sums run over the blocks before each. */
typedef struct overview {
    const dem_features *f;
    float *p;             /* of each block */
    double *text, *words; /* sums of p times words, and of words (at most 100 a block) */
    double *kin_text[DEM_SHAPES], *kin_words[DEM_SHAPES];
    float best; /* p of the likeliest block of ten words */
} overview;

static overview overview_new(const dem_features *f, dem_arena *arena)
{
    overview s = {.f = f};
    s.p = dem_new(arena, float, f->count);
    s.text = dem_new(arena, double, f->count + 1);
    s.words = dem_new(arena, double, f->count + 1);
    for (int k = 0; k < DEM_SHAPES; k++) {
        s.kin_text[k] = dem_new(arena, double, f->kins[k]);
        s.kin_words[k] = dem_new(arena, double, f->kins[k]);
    }
    return s;
}

static void look_over(overview *s, const float *z)
{
    s->best = 0;
    for (int k = 0; k < DEM_SHAPES; k++) {
        memset(s->kin_text[k], 0, sizeof(double) * (size_t)s->f->kins[k]);
        memset(s->kin_words[k], 0, sizeof(double) * (size_t)s->f->kins[k]);
    }
    for (int32_t i = 0; i < s->f->count; i++) {
        const dem_block_facts *x = &s->f->facts[i];
        double words = x->words < 100 ? x->words : 100;
        s->p[i] = likely(z[i]);
        s->text[i + 1] = s->text[i] + (double)s->p[i] * words;
        s->words[i + 1] = s->words[i] + words;
        for (int k = 0; k < DEM_SHAPES; k++) {
            s->kin_text[k][x->kin[k]] += (double)s->p[i] * words;
            s->kin_words[k][x->kin[k]] += words;
        }
        if (words >= 10 && s->p[i] > s->best)
            s->best = s->p[i];
    }
}

static int32_t within(int32_t i, int32_t count)
{
    return i < 0 ? 0 : i > count ? count : i;
}

static void context_of(const overview *s, int32_t i, float z, float out[CONTEXT])
{
    int32_t n = s->f->count;
    int32_t from[RANGES] = {i - 1, i - 2, i + 1, i + 2, i - 5, i + 1, i - 15, i + 1};
    int32_t to[RANGES] = {i, i - 1, i + 2, i + 3, i, i + 6, i, i + 16};
    for (int up = 0; up < DEM_BOXES_UP; up++)
        dem_features_box(s->f, i, up, &from[8 + up], &to[8 + up]);
    from[RANGES - 3] = 0, to[RANGES - 3] = i;
    from[RANGES - 2] = i + 1, to[RANGES - 2] = n;
    from[RANGES - 1] = 0, to[RANGES - 1] = n;
    double all = s->text[n];
    int k = 0;
    out[k++] = z / 4.0f;
    for (int r = 0; r < RANGES; r++) {
        int32_t a = within(from[r], n), b = within(to[r], n);
        double text = b > a ? s->text[b] - s->text[a] : 0, words = b > a ? s->words[b] - s->words[a] : 0;
        out[k + r] = (float)(text / (words + 1));
        out[k + RANGES + r] = (float)(text / (all + 20));
    }
    k += 2 * RANGES;
    for (int shape = 0; shape < DEM_SHAPES; shape++) {
        int32_t kin = s->f->facts[i].kin[shape];
        out[k++] = (float)(s->kin_text[shape][kin] / (s->kin_words[shape][kin] + 1));
        out[k++] = (float)(s->kin_text[shape][kin] / (all + 20));
    }
    out[k++] = s->best;
    out[k++] = s->p[i] - s->best;
    out[k++] = (float)(all / (all + 300));
}

/* What network `n` adds to its first answer. */
static float second_pass(const dem_html_model *m, int n, const float *h, const float *context)
{
    float g[AGAIN], sum = m->last_bias[n];
    const float *rows = m->again + (size_t)n * (UNITS + CONTEXT) * AGAIN;
    memcpy(g, m->again_bias + (size_t)n * AGAIN, sizeof g);
    for (int k = 0; k < UNITS + CONTEXT; k++) {
        float x = k < UNITS ? h[k] : context[k - UNITS];
        if (x == 0)
            continue;
        for (int u = 0; u < AGAIN; u++)
            g[u] += x * rows[k * AGAIN + u];
    }
    for (int u = 0; u < AGAIN; u++)
        sum += g[u] > 0 ? g[u] * m->last[n * AGAIN + u] : 0;
    return sum;
}

/* Each block's log odds of being main text: the mean of the networks. */
static void judge(const dem_html_model *m, const dem_features *f, float *scores, dem_arena scratch)
{
    bool twice = f->count <= BLOCKS;
    int32_t room = twice ? f->count : 1;
    float x[DEM_FEATURES], context[CONTEXT], z[NETS];
    float *h = dem_new_unset(&scratch, float, (size_t)room *NETS *UNITS);
    float *first = dem_new(&scratch, float, (size_t)room *NETS); /* by network */
    for (int32_t i = 0; i < f->count; i++) {
        dem_features_of(f, i, x);
        first_pass(m, x, h + (twice ? (size_t)i * NETS * UNITS : 0), z);
        for (int32_t n = 0; n < NETS; n++) {
            scores[i] += z[n] / NETS;
            if (twice)
                first[n * f->count + i] = z[n];
        }
    }
    overview s = overview_new(f, &scratch);
    for (int32_t n = 0; n < NETS && twice; n++) {
        look_over(&s, first + n * f->count);
        for (int32_t i = 0; i < f->count; i++) {
            context_of(&s, i, first[n * f->count + i], context);
            scores[i] += second_pass(m, n, h + ((size_t)i * NETS + (size_t)n) * UNITS, context) / NETS;
        }
    }
}

static dem_str block_str(const dem_features *f, int32_t i)
{
    dem_span s = f->page->blocks.at[i].span;
    return (dem_str){f->page->text.at + s.begin, s.end - s.begin};
}

/* A text that the page shows more than once: its likeliest place, and the first of those built like it. */
typedef struct places {
    int32_t best, first;
} places;

static bool is_repeated(const dem_features *f, int32_t i)
{
    return f->facts[i].twins > 1 && f->facts[i].words >= 6;
}

static bool built_alike(const dem_features *f, int32_t a, int32_t b)
{
    enum { WITH_TWO_AROUND = 2 };
    return f->facts[a].kin[WITH_TWO_AROUND] == f->facts[b].kin[WITH_TWO_AROUND];
}

/* The likeliest place of each repeated text, by block. */
static places *find_places(const dem_features *f, const float *scores, int32_t *text_of, dem_arena *arena)
{
    dem_map texts = {0};
    places *out = dem_new(arena, places, f->count);
    for (int32_t i = 0; i < f->count; i++) {
        bool fresh;
        if (!is_repeated(f, i))
            continue;
        int32_t *text = dem_map_put(&texts, block_str(f, i), arena, &fresh);
        if (fresh) {
            *text = i;
            out[i] = (places){i, -1};
        }
        text_of[i] = *text;
        if (scores[i] > scores[out[*text].best])
            out[*text].best = i;
    }
    return out;
}

/* What a page shows again in a box built otherwise is its own doing: a pull quote, a list of contents, a
 * teaser. All but the likeliest place are set aside. In boxes built alike the author repeats himself, unless
 * from the first repetition on hardly anything is new: then the page holds its article twice. */
static void drop_copies(const dem_features *f, const float *scores, bool *aside, dem_arena scratch)
{
    int32_t *text_of = dem_new(&scratch, int32_t, f->count);
    bool *again = dem_new(&scratch, bool, f->count), any = false;
    places *at = find_places(f, scores, text_of, &scratch);
    uint64_t copies = 0, rest = 0;
    for (int32_t i = 0; i < f->count; i++) {
        places *p = is_repeated(f, i) ? &at[text_of[i]] : NULL;
        aside[i] = p && !built_alike(f, i, p->best);
        again[i] = p && !aside[i] && p->first >= 0;
        if (p && !aside[i] && p->first < 0)
            p->first = i;
        any |= again[i] && scores[i] > 0;
        copies += again[i] && scores[i] > 0 ? f->facts[i].words : 0;
        rest += any && scores[i] > 0 ? f->facts[i].words : 0;
    }
    for (int32_t i = 0; i < f->count && copies * 3 > rest * 2; i++)
        aside[i] |= again[i];
}

/* Log odds in steps of 1/32 from -16. */
enum { STEPS = 1024 };

static int32_t step_of(float score)
{
    float at = (score + 16.0f) * 32.0f;
    return at < 0 ? 0 : at >= STEPS ? STEPS - 1 : (int32_t)at;
}

/* The chance that a block is main text, in the log odds' own terms: the network is surer on pages it
 * has learned from than it can be elsewhere. The logistic curve from products alone: the same on every machine. */
static double chance(float score)
{
    double u = (double)score * 0.5 - 0.75;
    double e = 1 - (u < -30 ? -30 : u > 30 ? 30 : u) / 64;
    for (int k = 0; k < 6; k++)
        e *= e;
    return 1 / (1 + e);
}

/* The step from which on blocks are main text: where the F measure of the words chosen can be expected to
 * be highest, recall counting for somewhat more (Lewis 1995; the weight, like chance(), fits held-out pages). A page that
 * holds one sure article is cut where it ends; of one that is sure of nothing the likelier half is taken. */
static int32_t threshold_of(const dem_features *f, const float *scores, const bool *aside)
{
    enum { MOST = 100 }; /* words of a block: none decides for all */
    static const double weight = 1.5; /* of recall: beta squared */
    double words[STEPS] = {0}, right[STEPS] = {0}, all = 0, n = 0, hits = 0, best = -1;
    int32_t threshold = 0;
    for (int32_t i = 0; i < f->count; i++) {
        if (aside[i])
            continue;
        double count = f->facts[i].words < MOST ? f->facts[i].words : MOST, hit = chance(scores[i]) * count;
        words[step_of(scores[i])] += count;
        right[step_of(scores[i])] += hit;
        all += hit;
    }
    for (int32_t s = STEPS - 1; s >= 0; s--) {
        n += words[s];
        hits += right[s];
        double value = n > 0 ? (1 + weight) * hits / (n + weight * all) : -1;
        if (value > best) {
            best = value;
            threshold = s;
        }
    }
    return threshold;
}

static void choose(const dem_html_model *m, const dem_features *f, bool *body, dem_arena scratch)
{
    float *scores = dem_new(&scratch, float, f->count);
    bool *aside = dem_new(&scratch, bool, f->count);
    judge(m, f, scores, scratch);
    drop_copies(f, scores, aside, scratch);
    if (f->h1 >= 0)
        aside[f->h1] = true;
    int32_t threshold = threshold_of(f, scores, aside);
    bool any = false;
    for (int32_t i = 0; i < f->count; i++) {
        body[i] = !aside[i] && step_of(scores[i]) >= threshold;
        any |= body[i];
    }
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
