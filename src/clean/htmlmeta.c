#include "clean/htmlmeta.h"
#include "base/utf8.h"
#include "clean/byline.h"
#include "clean/entities.h"

#include <string.h>

static dem_str meta_of(const dem_page *page, const char *key)
{
    for (int32_t i = 0; i < page->metas.len; i++)
        if (dem_str_eq(page->metas.at[i].key, dem_str_of(key)) && page->metas.at[i].value.len)
            return page->metas.at[i].value;
    return (dem_str){0};
}

static dem_str first_meta(const dem_page *page, const char *const *keys, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        dem_str v = meta_of(page, keys[i]);
        if (v.len)
            return v;
    }
    return (dem_str){0};
}

/* White space of any kind made single. */
static dem_str squeeze(dem_str s, dem_arena *arena)
{
    char *out = dem_new(arena, char, s.len);
    size_t n = 0;
    for (size_t i = 0; i < s.len;) {
        uint32_t code;
        size_t step = dem_utf8_decode(dem_str_cut(s, i, s.len), &code);
        if (code == DEM_UTF8_BAD || code == 0xFEFF || (code >= 0x200B && code <= 0x200F)) {
            /* left out */
        } else if (dem_utf8_is_space(code) || code < 32) {
            if (n && out[n - 1] != ' ')
                out[n++] = ' ';
        } else {
            memcpy(out + n, s.at + i, step);
            n += step;
        }
        i += step;
    }
    return dem_str_trim((dem_str){out, n});
}

/* ---- title ---- */

/* Letters and digits only, lower case: titles are the same when these are. */
static dem_str folded(dem_str s, dem_arena *arena)
{
    dem_str low = dem_str_lower(s, arena);
    char *out = dem_new(arena, char, low.len);
    size_t n = 0;
    for (size_t i = 0; i < low.len; i++)
        if ((low.at[i] >= 'a' && low.at[i] <= 'z') || (low.at[i] >= '0' && low.at[i] <= '9') ||
            (unsigned char)low.at[i] >= 0x80)
            out[n++] = low.at[i];
    return (dem_str){out, n};
}

static const struct {
    const char *mark;
    uint8_t len;
} BARS[] = {{" | ", 3}, {" - ", 3},  {" – ", 5}, {" — ", 5}, {" · ", 4},
            {" » ", 4}, {" :: ", 4}, {" « ", 4}, {" / ", 3}, {" • ", 5}};

/* "Headline - Outlet" without its last part, when that part is short beside the rest or the outlet's. */
static dem_str without_site(dem_str title, dem_str site, dem_arena scratch)
{
    for (int round = 0; round < 3; round++) {
        size_t best = title.len, skip = 0;
        for (size_t i = 0; i < sizeof BARS / sizeof *BARS; i++) {
            dem_str bar = {BARS[i].mark, BARS[i].len};
            for (size_t at = 0; at < title.len; at++) {
                size_t hit = dem_str_find(dem_str_cut(title, at, title.len), bar) + at;
                if (hit >= title.len)
                    break;
                if (best == title.len || hit > best) {
                    best = hit;
                    skip = bar.len;
                }
                at = hit;
            }
        }
        if (best == title.len)
            return title;
        dem_str head = dem_str_cut(title, 0, best),
                tail = dem_str_cut(title, best + skip, title.len);
        dem_str a = folded(tail, &scratch), b = folded(site, &scratch);
        bool named =
            b.len && (dem_str_find(a, b) < a.len || (a.len > 3 && dem_str_find(b, a) < b.len));
        if (!named && (tail.len * 2 > head.len || tail.len > 40 || head.len < 15))
            return title;
        title = dem_str_trim(head);
    }
    return title;
}

static dem_str block_line(const dem_page *page, const dem_page_block *b, dem_arena *arena)
{
    return squeeze((dem_str){page->text.at + b->span.begin, b->span.end - b->span.begin}, arena);
}

/* The h1 that the page's own titles repeat, else the first of three words or more. `sure`: repeated.
 * `title` and `og` come without the site's name, which many pages put in an h1 too. */
static dem_str headline(const dem_page *page, dem_str title, dem_str og, bool *sure,
                        dem_arena *arena)
{
    dem_str first = {0}, t = folded(title, arena), o = folded(og, arena);
    *sure = false;
    for (int32_t i = 0; i < page->blocks.len; i++) {
        const dem_page_block *b = &page->blocks.at[i];
        if (b->node < 0 || !(page->nodes.at[b->node].tags >> DEM_TAG_H1 & 1) || b->words > 60)
            continue;
        dem_str line = block_line(page, b, arena), a = folded(line, arena);
        bool in_title = dem_str_find(t, a) < t.len && a.len * 3 >= t.len,
             in_og = dem_str_find(o, a) < o.len && a.len * 3 >= o.len;
        if (a.len > 3 && (in_title || in_og)) {
            *sure = true;
            return line;
        }
        if (!first.len && b->words >= 3)
            first = line;
    }
    return first;
}

/* Per cent of a's words that stand in b too. */
static int shared_words(dem_str a, dem_str b, dem_arena scratch)
{
    int all = 0, hits = 0;
    dem_str low = dem_str_lower(b, &scratch), rest = dem_str_lower(a, &scratch);
    while (rest.at && rest.len) {
        dem_str word = dem_str_split(&rest, ' ');
        all += word.len > 2;
        hits += word.len > 2 && dem_str_find(low, word) < low.len;
    }
    return all ? hits * 100 / all : 0;
}

dem_str dem_html_title(const dem_page *page, const dem_jsonld *said, const char **how,
                       dem_arena *arena)
{
    static const char *const keys[] = {"og:title",       "twitter:title", "dc.title",
                                       "sailthru.title", "parsely-title", "title"};
    dem_str site = meta_of(page, "og:site_name");
    if (!site.len)
        site = said->publisher;
    bool sure;
    dem_str title = squeeze(page->title, arena);
    dem_str og = squeeze(
        dem_entities_decode(first_meta(page, keys, sizeof keys / sizeof *keys), arena), arena);
    dem_str short_og = without_site(og, site, *arena),
            short_title = without_site(title, site, *arena);
    dem_str h1 = headline(page, short_title, short_og, &sure, arena);
    dem_str best = short_og.len ? short_og : short_title;
    *how = "h1";
    if (sure)
        return h1;
    /* An h1 with more than the title ("7 Jan Talks resume") is the title with something before it. */
    dem_str a = folded(h1, arena), o = folded(best, arena);
    bool wider = o.len > 8 && dem_str_find(a, o) < a.len;
    if (h1.len && !wider && (!best.len || shared_words(h1, best, *arena) >= 40))
        return h1;
    *how = "json-ld";
    if (said->rank == 2 && said->headline.len)
        return squeeze(said->headline, arena);
    *how = short_og.len ? "meta" : "title";
    if (best.len)
        return best;
    *how = h1.len ? "h1" : NULL;
    return h1;
}

/* ---- dates ---- */

typedef struct dates {
    dem_html_meta *meta;
    dem_arena *arena;
    dem_date_order order;
} dates;

/* Keeps the first date offered; later ones come with less confidence. */
static bool offer(dates *f, dem_str text, const char *how, float confidence)
{
    dem_date d;
    if (f->meta->date.len || !text.len ||
        !dem_date_find(dem_str_cut(text, 0, 400), f->order, &d, NULL))
        return f->meta->date.len > 0;
    f->meta->date = dem_date_iso(d, f->arena);
    f->meta->date_how = how;
    f->meta->date_confidence = confidence;
    f->meta->date_text = dem_str_copy(dem_str_cut(text, 0, 80), f->arena);
    return true;
}

static void offer_change(dates *f, dem_str text, const char *how)
{
    dem_date d;
    if (!f->meta->modified.len && text.len && dem_date_find(text, f->order, &d, NULL)) {
        f->meta->modified = dem_date_iso(d, f->arena);
        f->meta->modified_how = how;
    }
}

static dem_str capture_str(const dem_page *page, const dem_capture *c)
{
    if (c->value.len)
        return c->value;
    size_t end = c->span.end < c->span.begin + 200 ? c->span.end : c->span.begin + 200;
    return end > c->span.begin
               ? dem_str_trim((dem_str){page->text.at + c->span.begin, end - c->span.begin})
               : (dem_str){0};
}

/* Within the article's own head, not in a list of other stories: a place near the title. */
static int distance(const dem_features *f, const dem_capture *c)
{
    if (f->h1 < 0)
        return 1000;
    int64_t gap = (int64_t)c->span.begin - (int64_t)f->page->blocks.at[f->h1].span.end;
    return gap < 0 ? (int)(-gap > 100000 ? 100000 : -gap + 100)
                   : (int)(gap > 100000 ? 100000 : gap);
}

static bool elsewhere(const dem_features *f, const dem_capture *c)
{
    if (c->node < 0)
        return false;
    const dem_node *n = &f->nodes[c->node], *p = n->parent >= 0 ? &f->nodes[n->parent] : n;
    uint32_t hints = n->hints | p->hints | c->hints;
    return (hints & (DEM_HINT_COMMENT | DEM_HINT_RELATED | DEM_HINT_FOOTER | DEM_HINT_SIDEBAR |
                     DEM_HINT_NAV)) ||
           (n->tags & (1u << DEM_TAG_ASIDE | 1u << DEM_TAG_FOOTER | 1u << DEM_TAG_NAV));
}

/* The capture of a kind that stands nearest behind the title. */
static const dem_capture *nearest(const dem_page *page, const dem_features *f, bool time,
                                  bool changed, dem_date_order order)
{
    const dem_capture *best = NULL;
    int best_cost = 0;
    for (int32_t i = 0; i < page->captures.len; i++) {
        const dem_capture *c = &page->captures.at[i];
        dem_date d;
        if (c->kind == DEM_CAPTURE_AUTHOR || (c->kind == DEM_CAPTURE_TIME) != time ||
            c->changed != changed || !dem_date_find(capture_str(page, c), order, &d, NULL))
            continue;
        int cost = distance(f, c) + (elsewhere(f, c) ? 20000 : 0) - (c->strong ? 10000 : 0);
        if (!best || cost < best_cost) {
            best = c;
            best_cost = cost;
        }
    }
    return best && best_cost < 20000 ? best : NULL;
}

static void visible_lines(dates *found, const dem_page *page, const dem_features *f)
{
    int32_t from = f->h1 >= 0      ? f->h1 - 4
                   : f->first >= 0 ? f->first - 12
                                   : 0,
            to = (f->first >= 0 ? f->first : f->h1) + 4;
    for (int pass = 0; pass < 2; pass++)
        for (int32_t i = from < 0 ? 0 : from; i < to && i < f->count; i++) {
            const dem_page_block *b = &page->blocks.at[i];
            dem_str s = {page->text.at + b->span.begin, b->span.end - b->span.begin};
            dem_date d;
            bool changed = false;
            if (s.len > 200 || (pass == 0 && !dem_line_is_date(s, &d, &changed)) || changed)
                continue;
            if (f->facts[i].words <= 20 && !f->facts[i].prose)
                offer(found, s, "visible", 0.8f);
        }
}

static void find_dates(dates *found, const dem_page *page, const dem_features *f,
                       const dem_jsonld *said)
{
    static const char *const published[] = {
        "article:published_time",
        "article:published",
        "og:article:published_time",
        "og:published_time",
        "datepublished",
        "parsely-pub-date",
        "sailthru.date",
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
        "published-date",
        "published_time",
        "published",
        "publication_date",
        "dc.date.issued",
        "dcterms.issued",
        "dcterms.created",
        "dc.date",
        "dcterms.date",
        "dc.date.created",
        "citation_publication_date",
        "citation_date",
        "bt:pubdate",
        "cxenseparse:recs:publishtime",
        "article.published",
        "article_date_original",
        "originalpublicationdate",
        "rnews:datepublished",
        "date",
        "last-publish",
        "displaydate",
        "og:pubdate",
        "cxenseparse:publishtime",
        "iso-8601-publish-date",
        "shareaholic:article_published_time",
        "datecreated",
        "og:article:published",
        "doc_date",
        "time",
    };
    static const char *const modified[] = {
        "article:modified_time", "og:updated_time",  "datemodified",     "lastmod",
        "last-modified",         "dcterms.modified", "article:modified", "revision_date",
        "dc.date.modified"};
    offer(found, said->rank == 2 ? said->published : (dem_str){0}, "json-ld", 0.97f);
    offer(found, first_meta(page, published, sizeof published / sizeof *published), "meta", 0.96f);
    offer(found, said->published, "json-ld", 0.93f);
    const dem_capture *time = nearest(page, f, true, false, found->order),
                      *date = nearest(page, f, false, false, found->order);
    if (time && time->strong)
        offer(found, capture_str(page, time), "time", 0.95f);
    if (date && date->strong)
        offer(found, capture_str(page, date), "itemprop", 0.95f);
    dem_str url = page->canonical.len ? page->canonical : meta_of(page, "og:url");
    dem_date d;
    if (dem_date_find(url, DEM_DATE_STRICT, &d, NULL))
        offer(found, url, "url", 0.9f);
    if (time)
        offer(found, capture_str(page, time), "time", 0.88f);
    if (date)
        offer(found, capture_str(page, date), "visible", 0.85f);
    visible_lines(found, page, f);
    offer_change(found, said->modified, "json-ld");
    offer_change(found, first_meta(page, modified, sizeof modified / sizeof *modified), "meta");
    const dem_capture *changed = nearest(page, f, true, true, found->order);
    if (changed)
        offer_change(found, capture_str(page, changed), "time");
    /* Better the day of the last change than none, and said so. */
    if (!found->meta->date.len && found->meta->modified.len)
        offer(found, found->meta->modified, "modified", 0.5f);
}

/* ---- authors ---- */

static bool one_of(dem_str s, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (dem_str_eq_nocase(s, dem_str_of(list[i])))
            return true;
    return false;
}

/* A name without "By", titles and what follows a bar or a comma that is no name. */
static dem_str clean_name(dem_str s)
{
    static const char *const front[] = {"by ",
                                        "by: ",
                                        "written by ",
                                        "written by: ",
                                        "posted by ",
                                        "posted by: ",
                                        "author: ",
                                        "authors: ",
                                        "words by ",
                                        "story by ",
                                        "von ",
                                        "por ",
                                        "par ",
                                        "published by ",
                                        "reviewed by ",
                                        "recipe by ",
                                        "updated by ",
                                        "contributed by ",
                                        "medically reviewed by ",
                                        "dr. ",
                                        "dr ",
                                        "prof. ",
                                        "mr. ",
                                        "mrs. ",
                                        "ms. "};
    for (bool again = true; again;) {
        again = false;
        s = dem_str_trim(s);
        while (s.len && strchr(",;:|-*/", s.at[0]))
            s = dem_str_trim(dem_str_cut(s, 1, s.len));
        while (s.len && strchr(",;:|-*/", s.at[s.len - 1]))
            s = dem_str_trim(dem_str_cut(s, 0, s.len - 1));
        for (size_t i = 0; i < sizeof front / sizeof *front && !again; i++) {
            size_t n = strlen(front[i]);
            if (s.len > n && dem_str_eq_nocase(dem_str_cut(s, 0, n), dem_str_of(front[i]))) {
                s = dem_str_cut(s, n, s.len);
                again = true;
            }
        }
    }
    for (size_t i = 0; i < s.len; i++)
        if (strchr("|(<[\n", s.at[i]) || (i + 2 < s.len && memcmp(s.at + i, "•", 3) == 0) ||
            (i + 4 < s.len && (memcmp(s.at + i, " - ", 3) == 0 || memcmp(s.at + i, " – ", 5) == 0)))
            return dem_str_trim(dem_str_cut(s, 0, i));
    return s;
}

static bool could_be_name(dem_str s)
{
    static const char *const none[] = {"admin",
                                       "administrator",
                                       "editor",
                                       "staff",
                                       "author",
                                       "guest",
                                       "webmaster",
                                       "news desk",
                                       "anonymous",
                                       "none",
                                       "null",
                                       "unknown",
                                       "about the author",
                                       "read more",
                                       "follow",
                                       "share",
                                       "user",
                                       "root",
                                       "the editors",
                                       "written by",
                                       "posted by",
                                       "published by",
                                       "by"};
    if (s.len < 2 || s.len > 60 || one_of(s, none, sizeof none / sizeof *none))
        return false;
    int words = 1, digits = 0;
    for (size_t i = 0; i < s.len; i++) {
        words += s.at[i] == ' ';
        digits += s.at[i] >= '0' && s.at[i] <= '9';
        if (strchr("@#{}=\\?!", s.at[i]) || (s.at[i] == ':' && i + 2 < s.len && s.at[i + 1] == '/'))
            return false;
    }
    return words <= 6 && digits <= 2;
}

/* Degrees and other letters behind a name. */
static bool is_degree(dem_str s)
{
    static const char *const list[] = {"md",   "m.d.", "m.d", "phd",  "ph.d.", "ph.d", "mba", "ma",
                                       "m.a.", "ba",   "bsc", "msc",  "ms",    "rd",   "rdn", "cpa",
                                       "cfp",  "cfa",  "esq", "esq.", "jd",    "j.d.", "rn",  "dvm",
                                       "dds",  "edd",  "mph", "lcsw", "jr",    "jr.",  "sr.", "ii",
                                       "iii",  "cscs", "ldn", "frcp", "frs",   "pe",   "pmp"};
    return one_of(s, list, sizeof list / sizeof *list);
}

static void add_name(dem_html_meta *m, dem_str name, dem_arena *arena)
{
    name = clean_name(squeeze(dem_entities_decode(name, arena), arena));
    dem_date date;
    if (!could_be_name(name) || m->n_authors == DEM_AUTHORS || is_degree(name) ||
        dem_date_find(name, DEM_DATE_STRICT, &date, NULL))
        return;
    dem_str mine = folded(name, arena);
    for (int i = 0; i < m->n_authors; i++)
        if (dem_str_starts(
                mine, folded(m->authors[i], arena))) /* the same, or with something stuck to it */
            return;
        else if (dem_str_starts(folded(m->authors[i], arena), mine)) {
            m->authors[i] = name;
            return;
        }
    m->authors[m->n_authors++] = name;
}

/* "A B, C D and E F"; a single "Last, First" is not split. */
static void add_names(dem_html_meta *m, dem_str list, dem_arena *arena)
{
    static const char *const joints[] = {" and ", " & ", ";",     " And ", " AND ",
                                         ", ",    ",",   " und ", " et ",  " y "};
    list = clean_name(squeeze(dem_entities_decode(list, arena), arena));
    while (list.len) {
        size_t best = list.len, skip = 0;
        for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
            size_t at = dem_str_find(list, dem_str_of(joints[i]));
            if (at < best) {
                best = at;
                skip = strlen(joints[i]);
            }
        }
        add_name(m, dem_str_cut(list, 0, best), arena);
        list = dem_str_cut(list, best + skip, list.len);
    }
}

/* What a capture costs as a byline: its distance from the title, and what stands beside the name. */
static int byline_cost(const dem_page *page, const dem_features *f, const dem_capture *c,
                       dem_str *line)
{
    dem_str s = capture_str(page, c);
    *line = clean_name(dem_str_cut(s, 0, dem_str_find(s, DEM_STR("\n"))));
    size_t n = dem_name_prefix(*line);
    if (c->kind != DEM_CAPTURE_AUTHOR || elsewhere(f, c) || !n || line->len > 120)
        return -1;
    int cost = distance(f, c) - (c->strong ? 300 : 0) - (c->name ? 60 : 0) +
               (n < line->len ? 40 : 0) + 1000;
    dem_str rest = dem_str_cut(*line, n, line->len);
    bool list = !rest.len || rest.at[0] == ',' || dem_str_starts(rest, DEM_STR(" and ")) ||
                dem_str_starts(rest, DEM_STR(" & "));
    if (!list)
        *line = dem_str_cut(*line, 0, n);
    return cost;
}

static void authors_from_captures(dem_html_meta *m, const dem_page *page, const dem_features *f,
                                  dem_arena *arena)
{
    int best = -1;
    uint32_t at = 0;
    dem_str line;
    for (int32_t i = 0; i < page->captures.len; i++) {
        int cost = byline_cost(page, f, &page->captures.at[i], &line);
        if (cost >= 0 && (best < 0 || cost < best)) {
            best = cost;
            at = page->captures.at[i].span.begin;
        }
    }
    for (int32_t i = 0; i < page->captures.len && best >= 0; i++) {
        const dem_capture *c = &page->captures.at[i];
        int cost = byline_cost(page, f, c, &line);
        if (cost >= 0 && cost <= best + 120 && c->span.begin + 120 > at && c->span.begin < at + 120)
            add_names(m, line, arena);
    }
}

/* "By Ann Lee", "7 January 2019 by Ann Lee, editor", "Contributors: Ann Lee" in a short block near the
 * title. */
static void authors_from_lines(dem_html_meta *m, const dem_page *page, const dem_features *f,
                               dem_arena *arena)
{
    static const char *const openers[] = {" by ",          " By ",        " BY ",
                                          "Author: ",      "Authors: ",   "Contributors: ",
                                          "Contributor: ", "Written by: "};
    int32_t from = f->h1 >= 0 ? f->h1 - 3 : 0,
            to = (f->first >= 0 && f->first > f->h1 ? f->first : f->h1) + 3;
    for (int32_t i = from < 0 ? 0 : from; i < to && i < f->count && !m->n_authors; i++) {
        const dem_page_block *b = &page->blocks.at[i];
        dem_str s = block_line(page, b, arena), names;
        if (s.len > 160 || i == f->h1)
            continue;
        if (dem_line_is_byline(s, &names) && names.len)
            add_names(m, names, arena);
        for (size_t k = 0; k < sizeof openers / sizeof *openers && !m->n_authors; k++) {
            size_t at = dem_str_find(s, dem_str_of(openers[k]));
            dem_str rest = dem_str_cut(s, at + strlen(openers[k]), s.len);
            size_t n = at < s.len ? dem_name_prefix(rest) : 0;
            if (n)
                add_name(m, dem_str_cut(rest, 0, n), arena);
        }
    }
}

static void find_authors(dem_html_meta *m, const dem_page *page, const dem_features *f,
                         const dem_jsonld *said, dem_arena *arena)
{
    static const char *const keys[] = {"author",
                                       "article:author",
                                       "parsely-author",
                                       "sailthru.author",
                                       "dc.creator",
                                       "byl",
                                       "article:author_name",
                                       "citation_author",
                                       "dcterms.creator",
                                       "author_name",
                                       "article.author",
                                       "rnews:author",
                                       "cxenseparse:author",
                                       "twitter:data1"};
    m->authors_how = "json-ld";
    for (int i = 0; i < said->n_authors; i++)
        add_names(m, said->authors[i], arena);
    for (size_t k = 0; k < sizeof keys / sizeof *keys && !m->n_authors; k++) {
        m->authors_how = "meta";
        if (strcmp(keys[k], "twitter:data1") == 0 &&
            !dem_str_eq_nocase(meta_of(page, "twitter:label1"), DEM_STR("written by")))
            continue;
        for (int32_t i = 0; i < page->metas.len; i++)
            if (dem_str_eq(page->metas.at[i].key, dem_str_of(keys[k])))
                add_names(m, page->metas.at[i].value, arena);
    }
    if (!m->n_authors) {
        m->authors_how = "markup";
        authors_from_captures(m, page, f, arena);
    }
    if (!m->n_authors) {
        m->authors_how = "visible";
        authors_from_lines(m, page, f, arena);
    }
    if (!m->n_authors)
        m->authors_how = NULL;
}

void dem_html_meta_read(dem_html_meta *m, const dem_page *page, const dem_features *f,
                        const dem_jsonld *said, dem_arena *arena)
{
    static const char *const sites[] = {"og:site_name", "application-name", "publisher",
                                        "dc.publisher", "twitter:site"};
    dates found = {m, arena, DEM_DATE_STRICT};
    m->outlet = first_meta(page, sites, 3);
    if (!m->outlet.len)
        m->outlet = said->publisher;
    m->outlet = squeeze(dem_entities_decode(m->outlet, arena), arena);
    m->language = page->language.len   ? page->language
                  : said->language.len ? said->language
                                       : meta_of(page, "og:locale");
    if (!m->language.len)
        m->language = meta_of(page, "content-language");
    m->url = page->canonical.len ? page->canonical : meta_of(page, "og:url");
    find_dates(&found, page, f, said);
    find_authors(m, page, f, said, arena);
}
