#include "clean/features.h"
#include "base/date.h"
#include "base/map.h"
#include "base/utf8.h"
#include "clean/byline.h"
#include "clean/cues.h"

#include <assert.h>
#include <math.h>
#include <string.h>

enum {
    FURNITURE = DEM_HINT_COMMENT | DEM_HINT_FOOTER | DEM_HINT_NAV | DEM_HINT_POPUP |
                DEM_HINT_SUBSCRIBE | DEM_HINT_RELATED | DEM_HINT_SEARCH
};

#define LIT(text) {text, sizeof(text) - 1}

/* Frequent function words of English and its neighbours: prose has many, menus few. */
static bool is_idle(dem_str w)
{
    /* By length. */
    static const char *const words[5][42] = {
        {"a"},
        {"an", "as", "at", "be", "by", "de", "di", "el", "en", "et", "he",
         "il", "in", "is", "it", "la", "le", "of", "on", "or", "to", "we"},
        {"and", "are", "but", "che", "con", "das", "del", "den", "der", "des", "die",
         "een", "ein", "est", "for", "had", "has", "her", "het", "his", "ist", "its",
         "las", "les", "los", "mit", "non", "not", "per", "por", "que", "she", "the",
         "una", "und", "une", "van", "von", "was", "who", "you"},
        {"dans", "eine", "from", "have", "para", "pour", "said", "that", "they", "this", "were",
         "will", "with"},
        {"nicht", "their", "which"},
    };
    if (!w.len || w.len > 5)
        return false;
    char low[5];
    for (size_t i = 0; i < w.len; i++)
        low[i] = (char)(w.at[i] | 0x20);
    for (const char *const *k = words[w.len - 1]; *k; k++)
        if ((*k)[0] == low[0] && memcmp(*k, low, w.len) == 0)
            return true;
    return false;
}

/* What a site says of itself and to its readers; no article is full of it. */
static bool is_service(dem_str w)
{
    static const char *const words[][14] = {
        [4] = {"blog", "chat", "free", "join", "link", "menu", "news", "read", "site", "tags"},
        [5] = {"click", "email", "login", "posts", "reply", "share", "terms", "topic"},
        [6] = {"access", "cookie", "browse", "follow", "inbox", "latest", "logged", "mobile",
               "photos", "rights", "search", "signup", "videos"},
        [7] = {"account", "browser", "comment", "contact", "content", "cookies", "sign-up",
               "donate", "editors", "podcast", "privacy", "twitter", "website"},
        [8] = {"archives", "articles", "comments", "delivery", "facebook", "magazine", "password",
               "register", "reserved", "sponsors", "stories"},
        [9] = {"advertise", "community", "copyright", "donations", "editorial", "instagram",
               "marketing", "newspaper", "subscribe"},
        [10] = {"categories", "javascript", "newsletter", "moderators", "registered", "subscriber",
                "trademarks"},
        [11] = {"advertising", "newsletters", "permissions", "subscribers"},
        [12] = {"notification", "registration", "subscription"},
        [13] = {"advertisement", "advertisements", "notifications", "subscriptions"}};
    char low[13];
    if (w.len < 4 || w.len > 13)
        return false;
    for (size_t i = 0; i < w.len; i++)
        low[i] = (char)(w.at[i] | 0x20);
    for (const char *const *k = words[w.len]; k < words[w.len] + 14 && *k; k++)
        if ((*k)[0] == low[0] && memcmp(*k, low, w.len) == 0)
            return true;
    return false;
}

/* The reader, or the site speaking. */
static bool is_address(dem_str w)
{
    static const dem_str words[] = {{"we", 2}, {"us", 2}, {"you", 3}, {"our", 3}, {"your", 4}};
    for (size_t i = 0; i < sizeof words / sizeof *words && w.len <= 4; i++)
        if (words[i].len == w.len && dem_str_eq_nocase(w, words[i]))
            return true;
    return false;
}

static bool is_alpha(unsigned char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? true : c >= 0x80;
}

static void shape(dem_str s, dem_block_facts *f)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];
        f->letters += is_alpha(c) && (c < 0x80 || c >= 0xC0);
        f->upper += c >= 'A' && c <= 'Z';
        f->digits += c >= '0' && c <= '9';
        f->commas += c == ',' || c == ';';
        f->sentences += (c == '.' || c == '!' || c == '?') &&
                        (i + 1 == s.len || s.at[i + 1] == ' ' || s.at[i + 1] == '\n');
        if (is_alpha(c) && (i == 0 || !is_alpha((unsigned char)s.at[i - 1]))) {
            size_t end = i;
            while (end < s.len && end < i + 14 && is_alpha((unsigned char)s.at[end]))
                end++;
            dem_str word = {s.at + i, end - i};
            f->idle += is_idle(word);
            f->service = (uint8_t)(f->service + (f->service < 200 && is_service(word)));
            f->address = (uint8_t)(f->address + (f->address < 200 && is_address(word)));
        }
    }
    f->shout = f->letters > 3 && f->upper * 5 > f->letters * 4;
    f->capital = s.len && s.at[0] >= 'A' && s.at[0] <= 'Z';
    f->mark = s.len && strchr("|>-*#@+<[{(/", s.at[0])                              ? 1
              : dem_str_starts(s, DEM_STR("©"))                                     ? 2
              : dem_str_starts(s, DEM_STR("“")) || dem_str_starts(s, DEM_STR("\"")) ? 3
                                                                                    : 0;
}

static uint8_t final_of(dem_str s)
{
    static const dem_str closers[] = {LIT("”"),  LIT("’"), LIT("»"), LIT("\""),
                                      LIT("'"), LIT(")"), LIT("]")};
    for (size_t i = 0; i < sizeof closers / sizeof *closers; i++)
        if (dem_str_ends(s, closers[i])) {
            s.len -= closers[i].len;
            break;
        }
    if (!s.len)
        return 0;
    char c = s.at[s.len - 1];
    if (dem_str_ends(s, DEM_STR("...")))
        return 4;
    return c == '.'                        ? 1
           : c == '!' || c == '?'          ? 2
           : c == ':'                      ? 3
           : dem_str_ends(s, DEM_STR("…")) ? 4
           : c == ','                      ? 5
                                           : 0;
}

/* Per cent of the block's words (letters only, lower case) that are among the title's. */
static uint8_t title_share(dem_str s, const dem_map *title, dem_arena scratch)
{
    uint32_t all = 0, hits = 0;
    for (size_t i = 0; i < s.len;) {
        size_t end = i;
        while (end < s.len && is_alpha((unsigned char)s.at[end]))
            end++;
        if (end > i) {
            all++;
            hits += dem_map_get(title, dem_str_lower(dem_str_cut(s, i, end), &scratch)) != NULL;
        }
        i = end > i ? end : i + 1;
    }
    return (uint8_t)(all ? hits * 100 / all : 0);
}

static void gather_title(dem_str title, dem_map *words, dem_arena *arena)
{
    for (size_t i = 0; i < title.len;) {
        size_t end = i;
        while (end < title.len && is_alpha((unsigned char)title.at[end]))
            end++;
        if (end > i)
            *dem_map_put(words, dem_str_lower(dem_str_cut(title, i, end), arena), arena, NULL) = 1;
        i = end > i ? end : i + 1;
    }
}

static dem_str block_str(const dem_page *page, const dem_page_block *b)
{
    return (dem_str){page->text.at + b->span.begin, b->span.end - b->span.begin};
}

static void look(dem_features *f, int32_t i, const dem_map *title, dem_arena scratch)
{
    const dem_page_block *b = &f->page->blocks.at[i];
    dem_block_facts *x = &f->facts[i];
    dem_str s = block_str(f->page, b), names;
    dem_date date;
    bool changed;
    x->words = b->words ? b->words : 1;
    x->links = (float)b->link_words / (float)x->words;
    shape(s, x);
    x->final = final_of(s);
    dem_cue cue = x->words <= 60 ? dem_cue_match(s) : (dem_cue){0};
    x->cue = cue.rule != NULL;
    x->place = (uint8_t)cue.place;
    x->date = x->words <= 14 && x->digits && dem_line_is_date(s, &date, &changed);
    x->byline = x->words <= 20 && dem_line_is_byline(s, &names);
    x->title = x->words <= 40 ? title_share(s, title, scratch) : 0;
    const dem_node *n = b->node >= 0 ? &f->nodes[b->node] : NULL;
    uint32_t hints = n ? n->hints | n->above : 0, tags = n ? n->tags : 0;
    bool outside = (hints & FURNITURE & ~(uint32_t)DEM_HINT_RELATED) ||
                   (n && (n->hints & DEM_HINT_RELATED)) ||
                   (tags & (1u << DEM_TAG_NAV | 1u << DEM_TAG_FOOTER | 1u << DEM_TAG_FORM)) ||
                   (n && n->hidden);
    x->prose =
        x->words >= 10 && x->links < 0.35f && (x->final || x->words >= 25) && !x->cue && !outside;
}

static void add_to(dem_node *to, const dem_node *from)
{
    to->words += from->words;
    to->link_words += from->link_words;
    to->prose += from->prose;
    to->blocks += from->blocks;
    to->paragraphs += from->paragraphs;
}

/* Words of every box, summed up to the root; the boxes that hold most of the prose. */
static void sum_up(dem_features *f)
{
    for (int32_t i = 0; i < f->count; i++) {
        const dem_page_block *b = &f->page->blocks.at[i];
        const dem_block_facts *x = &f->facts[i];
        f->prose += x->prose ? x->words : 0;
        if (b->node >= 0)
            f->nodes[b->node].first = f->nodes[b->node].blocks ? f->nodes[b->node].first : i;
        if (b->node >= 0)
            add_to(&f->nodes[b->node], &(dem_node){.words = x->words,
                                                   .link_words = b->link_words,
                                                   .prose = x->prose ? x->words : 0,
                                                   .blocks = 1,
                                                   .paragraphs = x->prose});
        if (x->prose && x->words > f->longest)
            f->longest = x->words;
        if (x->prose) {
            f->last = i;
            if (f->first < 0)
                f->first = i;
        }
    }
    for (int32_t n = f->page->nodes.len - 1; n >= 0; n--) {
        dem_node *d = &f->nodes[n], *up = d->parent >= 0 ? &f->nodes[d->parent] : NULL;
        if (!up || !d->blocks)
            continue;
        if (!up->blocks || d->first < up->first)
            up->first = d->first;
        add_to(up, d);
    }
    for (int32_t n = 0; n < f->page->nodes.len; n++) {
        const dem_node *d = &f->nodes[n];
        if ((uint64_t)d->prose * 10 >= (uint64_t)f->prose * 6 && f->prose &&
            (f->core < 0 || d->depth >= f->nodes[f->core].depth))
            f->core = n;
        if ((uint64_t)d->prose * 10 >= (uint64_t)f->prose * 9 && f->prose &&
            (f->wide < 0 || d->depth >= f->nodes[f->wide].depth))
            f->wide = n;
    }
}

/* Blocks with which one of the page's descriptions begins, or that begin with one. */
static void find_described(dem_features *f)
{
    enum { SAME = 40 };
    for (int32_t m = 0; m < f->page->metas.len; m++) {
        const dem_meta_tag *tag = &f->page->metas.at[m];
        if (!dem_str_ends(tag->key, DEM_STR("description")) || tag->value.len < SAME)
            continue;
        dem_str head = dem_str_cut(tag->value, 0, SAME);
        for (int32_t i = 0; i < f->count; i++) {
            dem_str s = block_str(f->page, &f->page->blocks.at[i]);
            f->facts[i].described |= s.len >= SAME && dem_str_starts(s, head);
        }
    }
}

static void find_title(dem_features *f)
{
    int best = 0;
    for (int32_t i = 0; i < f->count; i++) {
        const dem_page_block *b = &f->page->blocks.at[i];
        uint32_t tags = b->node >= 0 ? f->nodes[b->node].tags : 0;
        int score = f->facts[i].words >= 2 ? f->facts[i].title : 0;
        score += tags & 1u << DEM_TAG_H1 ? 60 : tags & 1u << DEM_TAG_H2 ? 20 : 0;
        score -= f->facts[i].words < 3 ? 40 : 0;
        if (score > best && score >= 60) {
            best = score;
            f->h1 = i;
        }
    }
}

/* Keys and what is known of each: open addressing, at most half full. */
typedef struct key_table {
    uint32_t *keys; /* odd; 0 is free */
    int32_t *values;
    uint32_t mask;
} key_table;

static key_table key_table_new(int32_t count, dem_arena *arena)
{
    uint32_t size = 1024;
    while (size < (uint32_t)count * 2)
        size *= 2;
    return (key_table){dem_new(arena, uint32_t, size), dem_new(arena, int32_t, size), size - 1};
}

static int32_t *value_of(key_table *t, uint32_t key)
{
    uint32_t at = ((key | 1) * 2654435761u) & t->mask;
    while (t->keys[at] && t->keys[at] != (key | 1))
        at = (at + 1) & t->mask;
    t->keys[at] = key | 1;
    return &t->values[at];
}

/* Boxes built alike (same tag, same class): cards of a list come by the dozen. */
static void count_kin(dem_features *f, dem_arena scratch)
{
    key_table counts = key_table_new(f->page->nodes.len, &scratch);
    for (int32_t n = 0; n < f->page->nodes.len; n++)
        ++*value_of(&counts, f->nodes[n].kin);
    for (int32_t i = 0; i < f->count; i++) {
        int32_t node = f->page->blocks.at[i].node;
        int32_t count = node >= 0 ? *value_of(&counts, f->nodes[node].kin) : 0;
        f->facts[i].alike = (uint16_t)(count < 60000 ? count : 60000);
    }
}

/* The box's own build and that of as many around it; 0 beyond the root. */
static uint32_t build_of(const dem_features *f, int32_t node, int around)
{
    uint32_t key = 0;
    for (int up = 0; up <= around; up++) {
        key = key * 16777619u ^ (node >= 0 ? f->nodes[node].kin : 0);
        node = node >= 0 ? f->nodes[node].parent : -1;
    }
    return key;
}

static void number_shape(dem_features *f, int shape, dem_arena scratch)
{
    key_table ids = key_table_new(f->count, &scratch); /* from 1 */
    for (int32_t i = 0; i < f->count; i++) {
        int32_t node = f->page->blocks.at[i].node;
        if (node < 0)
            continue;
        bool outer = shape == DEM_SHAPES - 1;
        int32_t *id = value_of(&ids, outer ? build_of(f, f->nodes[node].parent, 1) : build_of(f, node, shape));
        if (!*id)
            *id = ++f->kins[shape];
        f->facts[i].kin[shape] = *id;
    }
    f->kins[shape]++; /* 0: blocks in no box */
}

static bool inside(const dem_features *f, int32_t node, int32_t box)
{
    if (box < 0)
        return false;
    while (node > box)
        node = f->nodes[node].parent; /* a parent's index is smaller */
    return node == box;
}

static bool is_heading(const dem_features *f, int32_t i)
{
    uint8_t tag = f->page->blocks.at[i].tag;
    return (tag >= DEM_TAG_H1 && tag <= DEM_TAG_H4) ||
           (f->facts[i].cue && f->facts[i].place == DEM_CUE_TAIL && f->facts[i].words < 8);
}

/* Runs of prose, and the headings that open sections. */
static void walk(dem_features *f)
{
    uint8_t section = 0;
    uint16_t since = 0;
    for (int32_t i = 0; i < f->count; i++) {
        dem_block_facts *x = &f->facts[i];
        x->section = section;
        x->since = since;
        since = (uint16_t)(since + (since < 60000));
        if (is_heading(f, i)) {
            section = x->cue ? 1 : 2;
            since = 0;
        }
    }
    for (int32_t i = 0; i < f->count;) {
        int32_t end = i;
        while (end < f->count && f->facts[end].prose)
            end++;
        for (int32_t k = i; k < end; k++)
            f->facts[k].run = (uint16_t)(end - i < 60000 ? end - i : 60000);
        i = end > i ? end : i + 1;
    }
}

static int32_t article_of(const dem_features *f, int32_t node)
{
    while (node >= 0 && f->nodes[node].tag != DEM_TAG_ARTICLE)
        node = f->nodes[node].parent;
    return node;
}

static void find_home(dem_features *f)
{
    for (int32_t n = 0; n < f->page->nodes.len; n++)
        if (f->nodes[n].tag == DEM_TAG_ARTICLE && f->nodes[n].prose) {
            f->articles++;
            if (f->home < 0 || f->nodes[n].prose > f->nodes[f->home].prose)
                f->home = n;
        }
    int32_t title = f->h1 >= 0 ? article_of(f, f->page->blocks.at[f->h1].node) : -1;
    if (title >= 0 && (uint64_t)f->nodes[title].prose * 4 > f->prose)
        f->home = title;
}

void dem_features_init(dem_features *f, dem_page *page, dem_str title, dem_arena *arena)
{
    *f = (dem_features){.page = page,
                        .nodes = page->nodes.at,
                        .count = page->blocks.len,
                        .core = -1,
                        .wide = -1,
                        .first = -1,
                        .last = -1,
                        .core_first = -1,
                        .core_last = -1,
                        .home = -1,
                        .h1 = -1};
    f->facts = dem_new(arena, dem_block_facts, f->count);
    dem_map words = {0}, seen = {0};
    gather_title(title, &words, arena);
    for (int32_t i = 0; i < f->count; i++)
        look(f, i, &words, *arena);
    for (int pass = 0; pass < 2; pass++)
        for (int32_t i = 0; i < f->count; i++) {
            int32_t *n = dem_map_put(&seen, block_str(page, &page->blocks.at[i]), arena, NULL);
            *n += pass == 0;
            f->facts[i].twins = (uint16_t)(*n < 60000 ? *n : 60000);
        }
    sum_up(f);
    uint32_t before = 0;
    for (int32_t i = 0; i < f->count; i++) {
        bool same = i && page->blocks.at[i].node == page->blocks.at[i - 1].node;
        f->facts[i].before = before;
        f->facts[i].group = same ? f->facts[i - 1].group + 1 : 0;
        before += f->facts[i].prose ? f->facts[i].words : 0;
    }
    find_title(f);
    find_described(f);
    count_kin(f, *arena);
    for (int shape = 0; shape < DEM_SHAPES; shape++)
        number_shape(f, shape, *arena);
    walk(f);
    find_home(f);
    for (int32_t i = 0; i < f->count; i++)
        if (inside(f, page->blocks.at[i].node, f->core)) {
            f->core_last = i;
            if (f->core_first < 0)
                f->core_first = i;
        }
}

/* log2(1 + n) / 8, from a table of whole steps with straight lines between: the same everywhere. */
static float logish(uint32_t n)
{
    uint32_t v = n + 1, bit = 31u - (uint32_t)__builtin_clz(v);
    float part = (float)(v - (1u << bit)) / (float)(1u << bit);
    return ((float)bit + part) / 8.0f;
}

static float ratio(uint32_t a, uint32_t b)
{
    return b ? (float)a / (float)b : 0.0f;
}

static int own_features(const dem_features *f, int32_t i, float *o)
{
    const dem_block_facts *x = &f->facts[i];
    const dem_page_block *b = &f->page->blocks.at[i];
    int k = 0;
    o[k++] = 1.0f;
    o[k++] = logish(x->words);
    o[k++] = x->words < 4, o[k++] = x->words < 8, o[k++] = x->words < 15, o[k++] = x->words >= 30,
    o[k++] = x->words >= 60;
    o[k++] = x->links;
    o[k++] = x->links > 0.5f, o[k++] = x->links > 0.99f;
    o[k++] = ratio(x->letters, x->words) / 8.0f;
    o[k++] = ratio(x->upper, x->letters + 1);
    o[k++] = ratio(x->digits, x->letters + x->digits + 1);
    o[k++] = ratio(x->commas, x->words) * 4.0f;
    o[k++] = ratio(x->idle, x->words);
    o[k++] = x->idle == 0;
    o[k++] = logish(x->sentences);
    for (uint8_t v = 0; v < 6; v++)
        o[k++] = x->final == v;
    o[k++] = x->shout, o[k++] = x->capital;
    o[k++] = x->mark == 1, o[k++] = x->mark == 2, o[k++] = x->mark == 3;
    o[k++] = x->cue && x->place == 0, o[k++] = x->cue && x->place == 1,
    o[k++] = x->cue && x->place == 2;
    o[k++] = x->date, o[k++] = x->byline;
    o[k++] = (float)x->title / 100.0f;
    o[k++] = x->title > 80 && x->words >= 3;
    o[k++] = x->twins > 1, o[k++] = x->twins > 3;
    o[k++] = x->prose;
    for (uint8_t t = 0; t <= DEM_TAG_ADDRESS; t++)
        o[k++] = b->tag == t;
    return k; /* 38 + 15 = 53 */
}

static int box_features(const dem_features *f, int32_t i, float *o)
{
    const dem_page_block *b = &f->page->blocks.at[i];
    int k = 0;
    const dem_node *n = b->node >= 0 ? &f->nodes[b->node] : NULL;
    const dem_node *p = n && n->parent >= 0 ? &f->nodes[n->parent] : NULL;
    const dem_node *g = p && p->parent >= 0 ? &f->nodes[p->parent] : NULL;
    uint32_t tags = n ? n->tags : 0;
    for (int t = DEM_TAG_BOX + 1; t < DEM_TAG_BODY; t++)
        if (t != DEM_TAG_PRE && t != DEM_TAG_LABEL && t != DEM_TAG_DD)
            o[k++] = (tags >> t & 1) != 0;
    uint32_t near = (n ? n->hints : 0) | (p ? p->hints : 0) | (g ? g->hints : 0) | b->inner,
             far = n ? n->above : 0;
    for (int h = 0; h < DEM_HINTS; h++)
        o[k++] = (near >> h & 1) != 0;
    for (int h = 0; h < DEM_HINTS; h++)
        o[k++] = (far >> h & 1) != 0 && !(near >> h & 1);
    o[k++] = n && n->hidden;
    const dem_node *up[3] = {n, p, g};
    for (int u = 0; u < 3; u++) {
        const dem_node *a = up[u];
        o[k++] = a ? ratio(a->prose, f->prose) : 0;
        o[k++] = a ? ratio(a->link_words, a->words) : 0;
        o[k++] = a ? logish(a->prose) : 0;
        o[k++] = a ? ratio(a->paragraphs, a->blocks) : 0;
    }
    o[k++] = n ? (float)(n->depth < 40 ? n->depth : 40) / 40.0f : 0;
    o[k++] = n && inside(f, b->node, f->core);
    o[k++] = n && inside(f, b->node, f->wide);
    o[k++] = n && f->core >= 0 && (b->node == f->core || n->parent == f->core);
    return k; /* 25 + 54 + 1 + 12 + 4 = 96 */
}

static int place_features(const dem_features *f, int32_t i, float *o)
{
    const dem_block_facts *x = &f->facts[i];
    int k = 0;
    o[k++] = (float)i / (float)f->count;
    o[k++] = ratio(x->before, f->prose);
    o[k++] = f->first >= 0 && i < f->first, o[k++] = f->last >= 0 && i > f->last;
    o[k++] = f->h1 >= 0 && i < f->h1, o[k++] = i == f->h1, o[k++] = f->h1 < 0;
    o[k++] = logish(f->prose);
    return k; /* 8 */
}

static int neighbour_features(const dem_features *f, int32_t i, float *o)
{
    static const int steps[] = {-2, -1, 1, 2};
    int k = 0;
    int32_t node = f->page->blocks.at[i].node;
    for (int s = 0; s < 4; s++) {
        int32_t j = i + steps[s];
        bool there = j >= 0 && j < f->count;
        const dem_block_facts *y = there ? &f->facts[j] : NULL;
        int32_t other = there ? f->page->blocks.at[j].node : -1;
        o[k++] = y ? logish(y->words) : 0;
        o[k++] = y ? y->links : 0;
        o[k++] = y && y->prose;
        o[k++] = y && y->cue;
        o[k++] = y && (other == node || (other >= 0 && node >= 0 &&
                                         f->nodes[other].parent == f->nodes[node].parent));
        o[k++] = y && f->page->blocks.at[j].tag == f->page->blocks.at[i].tag;
        o[k++] = y && y->final == 1;
    }
    return k; /* 28 */
}

/* Prose words among the blocks in [from, to). */
static uint32_t prose_in(const dem_features *f, int32_t from, int32_t to)
{
    uint32_t sum = 0;
    for (int32_t j = from < 0 ? 0 : from; j < to && j < f->count; j++)
        sum += f->facts[j].prose ? f->facts[j].words : 0;
    return sum;
}

static int section_features(const dem_features *f, int32_t i, float *o)
{
    const dem_block_facts *x = &f->facts[i];
    int32_t node = f->page->blocks.at[i].node, home = article_of(f, node);
    int k = 0, up = 0;
    o[k++] = x->alike == 1, o[k++] = logish(x->alike), o[k++] = logish(x->run);
    o[k++] = x->section == 1, o[k++] = x->section == 1 && x->since < 12, o[k++] = x->section == 2,
    o[k++] = logish(x->since);
    o[k++] = logish(prose_in(f, i - 6, i)), o[k++] = logish(prose_in(f, i + 1, i + 7));
    o[k++] = logish(prose_in(f, i - 16, i)), o[k++] = logish(prose_in(f, i + 1, i + 17));
    o[k++] = f->core_first >= 0 && i<f->core_first, o[k++] = i> f->core_last;
    o[k++] = f->home >= 0 && home == f->home, o[k++] = f->home >= 0 && home >= 0 && home != f->home,
    o[k++] = f->home < 0;
    o[k++] = f->articles > 1;
    for (int32_t n = node; n >= 0 && !inside(f, n, f->core) && up < 12; n = f->nodes[n].parent)
        up++;
    for (int32_t n = f->core; f->core >= 0 && n >= 0 && !inside(f, node, n) && up < 12;
         n = f->nodes[n].parent)
        up++;
    o[k++] = (float)up / 12.0f, o[k++] = up == 0;
    o[k++] = i + 1 < f->count && is_heading(f, i), o[k++] = i > 0 && is_heading(f, i - 1);
    return k; /* 21 */
}

static int text_features(const dem_features *f, int32_t i, float *o)
{
    const dem_block_facts *x = &f->facts[i];
    int k = 0;
    o[k++] = ratio(x->service, x->words) * 4.0f, o[k++] = x->service > 0, o[k++] = x->service > 2;
    o[k++] = ratio(x->address, x->words) * 4.0f, o[k++] = x->address > 1;
    o[k++] = x->described;
    o[k++] = x->prose ? ratio(x->words, f->longest) : 0;
    o[k++] = logish((uint32_t)f->count);
    return k; /* 8 */
}

void dem_features_box(const dem_features *f, int32_t i, int up, int32_t *first, int32_t *end)
{
    int32_t n = f->page->blocks.at[i].node;
    while (up-- > 0 && n >= 0)
        n = f->nodes[n].parent;
    *first = n >= 0 ? f->nodes[n].first : 0;
    *end = n >= 0 ? *first + (int32_t)f->nodes[n].blocks : 0;
}

void dem_features_of(const dem_features *f, int32_t i, float out[DEM_FEATURES])
{
    int k = own_features(f, i, out);
    k += box_features(f, i, out + k);
    k += place_features(f, i, out + k);
    k += neighbour_features(f, i, out + k);
    k += section_features(f, i, out + k);
    k += text_features(f, i, out + k);
    assert(k <= DEM_FEATURES);
    while (k < DEM_FEATURES)
        out[k++] = 0;
}
