#include "clean/text.h"
#include "base/map.h"
#include "base/utf8.h"
#include "clean/byline.h"
#include "clean/cues.h"
#include "base/date.h"
#include "clean/glued.h"
#include "clean/lines.h"

#include <string.h>

enum { HEAD_LINES = 40, TITLE_WORDS = 40 };

typedef struct row {
    dem_para para;
    dem_cue cue;
    uint8_t kind; /* dem_block_kind */
    const char *why;
} row;

typedef struct rows {
    row *at;
    int32_t len, cap;
    uint32_t body_words; /* of paragraphs that read as sentences */
    bool shouting; /* the whole text is in capitals */
} rows;

/* A paragraph of running prose: it ends as a sentence does, or introduces a list or a quotation, and
 * is not a mere phrase. */
static bool is_prose(const row *r)
{
    return r->para.words >= 6 && !r->cue.rule &&
           (r->para.final || r->para.words >= 25 || (r->para.colon && r->para.words >= 8));
}

static bool is_light(const row *r)
{
    return !is_prose(r) && r->para.words < 25;
}

static dem_str row_str(const dem_doc *doc, const row *r)
{
    return dem_doc_str(doc, r->para.span);
}

static void set_aside(row *r, const char *why)
{
    r->kind = DEM_BLOCK_FURNITURE;
    r->why = why;
}

static row row_of(const dem_doc *doc, dem_para para)
{
    return (row){para, dem_cue_match(dem_doc_str(doc, para.span)), DEM_BLOCK_BODY, NULL};
}

/* Beside furniture glued to it, a part of a paragraph is text when it is prose and neither a headline ("Who Won
 * The Debate In Ohio?") nor the next picture or video ("FILE - In this Jan. 19 photo, …"). */
static bool is_text(const dem_doc *doc, const row *part)
{
    static const char *const next[] = {"FILE", "Photos: ", "JUST WATCHED "};
    for (size_t i = 0; i < sizeof next / sizeof *next; i++)
        if (dem_str_starts(row_str(doc, part), dem_str_of(next[i])))
            return false;
    return is_prose(part) && part->para.caps * 10 < part->para.words * 7;
}

/* A paragraph as one row; where furniture is glued to text, that and the text each as a row of its own. */
static void push_rows(rows *out, const dem_doc *doc, dem_para para, dem_arena *arena)
{
    for (;;) {
        row whole = row_of(doc, para);
        dem_span all = para.span, glued;
        if (!whole.cue.rule || !dem_glued_find(dem_doc_str(doc, all), &glued)) {
            *dem_push(out, arena) = whole;
            return;
        }
        glued = (dem_span){all.begin + glued.begin, all.begin + glued.end};
        row before = row_of(doc, dem_para_cut(doc->text, &para, all.begin, glued.begin));
        row after = row_of(doc, dem_para_cut(doc->text, &para, glued.end, all.end));
        if (is_text(doc, &before))
            *dem_push(out, arena) = before;
        else
            glued.begin = all.begin;
        if (!after.cue.rule && !is_text(doc, &after))
            glued.end = all.end;
        row furniture = row_of(doc, dem_para_cut(doc->text, &para, glued.begin, glued.end));
        if (!furniture.cue.rule)
            furniture.cue = whole.cue;
        *dem_push(out, arena) = furniture;
        if (glued.end == all.end)
            return;
        para = after.para;
    }
}

static rows gather(const dem_doc *doc, dem_arena *arena)
{
    dem_paras paras = dem_paras_find(doc->text, arena);
    rows out = {0};
    for (int32_t i = 0; i < paras.rows.len; i++)
        push_rows(&out, doc, paras.rows.at[i], arena);
    uint32_t loud = 0;
    for (int32_t i = 0; i < out.len; i++) {
        out.body_words += is_prose(&out.at[i]) ? out.at[i].para.words : 0;
        loud += out.at[i].para.shout;
    }
    out.shouting = loud * 2 > (uint32_t)out.len;
    return out;
}

/* Date lines and bylines: read, and kept out of the body. */
static bool take_meta(dem_doc *doc, row *r, bool head)
{
    dem_str s = row_str(doc, r);
    dem_date date;
    bool changed;
    if (dem_line_is_date(s, &date, &changed)) {
        r->kind = DEM_BLOCK_META;
        r->why = "date-line";
        if (head && !changed && !doc->meta.published.len) {
            doc->meta.published = dem_date_iso(date, doc->arena);
            doc->meta.published_how = "date line";
        }
        return true;
    }
    dem_str names;
    if (dem_line_is_byline(s, &names)) {
        r->kind = DEM_BLOCK_META;
        r->why = "byline";
        if (names.len && !doc->meta.author.len)
            doc->meta.author = dem_str_copy(names, doc->arena);
        return true;
    }
    if (!head && dem_line_is_credit(s)) {
        r->kind = DEM_BLOCK_META;
        r->why = "credit";
        return true;
    }
    return false;
}

/* The next word of three letters or more, cut to five and in lower case, so that "resumes" meets
 * "resumed"; empty at the end of the text. Articles and prepositions do not count. */
static dem_str next_stem(dem_str s, size_t *at, dem_arena *arena)
{
    static const char *const idle[] = {"the",  "and", "for", "with", "from",
                                       "that", "has", "are", "was"};
    while (*at < s.len) {
        size_t begin = *at, end = begin;
        while (end < s.len &&
               (((unsigned char)s.at[end] | 0x20) >= 'a' || (unsigned char)s.at[end] >= 0x80))
            end++;
        *at = end > begin ? end : begin + 1;
        dem_str word = dem_str_cut(s, begin, end);
        bool counts = word.len >= 3;
        for (size_t i = 0; i < sizeof idle / sizeof *idle && counts; i++)
            counts = !dem_str_eq_nocase(word, dem_str_of(idle[i]));
        if (counts)
            return dem_str_lower(dem_str_cut(word, 0, 5), arena);
    }
    return (dem_str){0};
}

static void collect_words(dem_str s, dem_map *words, dem_arena *arena)
{
    size_t at = 0;
    for (dem_str w; (w = next_stem(s, &at, arena)).len;)
        *dem_map_put(words, w, arena, NULL) = 1;
}

/* How many of the line's words, in per cent, the article uses. */
static int overlap(dem_str line, const dem_map *words, dem_arena scratch)
{
    int all = 0, hits = 0;
    size_t at = 0;
    for (dem_str w; (w = next_stem(line, &at, &scratch)).len; all++)
        hits += dem_map_get(words, w) != NULL;
    return all ? hits * 100 / all : 0;
}

static bool may_be_title(const dem_doc *doc, const row *r, bool first)
{
    if (r->para.words < 2 || r->para.words > TITLE_WORDS || r->kind != DEM_BLOCK_BODY)
        return false;
    dem_str s = row_str(doc, r);
    if (s.at[0] == '#' && s.len > 2)
        return true;
    if (strchr("([", s.at[0]))
        return false;
    if (dem_str_ends(s, DEM_STR(".")) || dem_str_ends(s, DEM_STR(".\"")) ||
        dem_str_ends(s, DEM_STR(".”")) || dem_str_ends(s, DEM_STR(":")))
        return false;
    /* A headline may begin as a pointer does: "Watch: minister walks out of talks". */
    return !r->cue.rule || (first && r->para.words >= 5 && strcmp(r->cue.rule, "read-more") == 0);
}

/* Of the lines before the first prose, the one whose words the article uses most; the first of
 * equals. A headline of two or three words must open the text and stand by itself. */
static int32_t find_title(const dem_doc *doc, const rows *all, int32_t prose, dem_arena scratch)
{
    dem_map words = {0};
    uint32_t seen = 0;
    for (int32_t i = prose; i < all->len && seen < 400; i++) {
        seen += all->at[i].para.words;
        collect_words(row_str(doc, &all->at[i]), &words, &scratch);
    }
    int32_t best = -1;
    int best_score = -1;
    for (int32_t i = 0; i < prose && i < HEAD_LINES; i++) {
        const row *r = &all->at[i];
        if (!may_be_title(doc, r, i == 0))
            continue;
        dem_str s = row_str(doc, r);
        int score = s.at[0] == '#' ? 1000
                                   : overlap(s, &words, scratch) + (r->para.words >= 4 ? 60 : 0) +
                                         (i == 0 ? 30 : 0);
        /* A few words the article never uses: a reporter's name, a section. */
        bool alone = i == 0 && (r->para.gap_after || prose == 1) && score > 30;
        if (r->para.words < 4 && !alone && score < 1000)
            continue;
        if (score > best_score) {
            best = i;
            best_score = score;
        }
    }
    return best;
}

static int32_t first_prose(const rows *all)
{
    int32_t i = 0;
    while (i < all->len && !is_prose(&all->at[i]))
        i++;
    return i;
}

/* Lines before the title are navigation; after it, cues, short leftovers and the meta lines. */
static void clean_head(dem_doc *doc, rows *all, dem_arena scratch)
{
    int32_t prose = first_prose(all);
    if (prose == all->len)
        return;
    for (int32_t i = 0; i < prose + 3 && i < all->len; i++)
        take_meta(doc, &all->at[i], true);
    int32_t title = find_title(doc, all, prose, scratch);
    for (int32_t i = 0; i < prose; i++) {
        row *r = &all->at[i];
        if (i == title) {
            r->kind = DEM_BLOCK_TITLE;
            continue;
        }
        if (r->kind != DEM_BLOCK_BODY)
            continue;
        if (r->cue.rule)
            set_aside(r, r->cue.rule);
        else if (i < title && is_light(r))
            set_aside(r, "head");
        else if (r->para.words <= 3 && !r->para.final && prose > 1)
            set_aside(r, "head");
    }
    if (title >= 0 && !doc->meta.title.len) {
        dem_str s = row_str(doc, &all->at[title]);
        while (s.len && (s.at[0] == '#' || s.at[0] == ' '))
            s = dem_str_cut(s, 1, s.len);
        doc->meta.title = dem_str_copy(s, doc->arena);
    }
}

/* "…" follows the last prose of the article when light lines or cues are all that is left. */
static int32_t last_prose(const rows *all)
{
    int32_t i = all->len;
    while (i > 0 && !is_prose(&all->at[i - 1]))
        i--;
    return i; /* first row after it */
}

/* A title-cased or capital phrase without a full stop: another story's headline, a section's name. */
static bool is_label(const row *r)
{
    return !r->para.final && r->para.words < 25;
}

static void clean_after(rows *all, int32_t from, const char *why)
{
    for (int32_t i = from; i < all->len; i++)
        if (all->at[i].kind == DEM_BLOCK_BODY)
            set_aside(&all->at[i], all->at[i].cue.rule ? all->at[i].cue.rule : why);
}

/* Past two thirds of the prose, "12 comments", "Leave a reply" or "Related stories" end the article
 * when what follows does not outweigh it: readers' comments and teasers are prose too. */
static int32_t find_end(const rows *all)
{
    uint32_t before = 0;
    int32_t paragraphs = 0;
    for (int32_t i = 0; i < all->len; i++) {
        const row *r = &all->at[i];
        if (r->cue.rule && r->cue.place == DEM_CUE_TAIL && paragraphs >= 3 &&
            before * 3 >= all->body_words * 2) {
            bool closing =
                strcmp(r->cue.rule, "comments") == 0 ||
                (i + 2 < all->len && is_label(&all->at[i + 1]) && is_label(&all->at[i + 2]));
            uint32_t longest = 0;
            for (int32_t k = i + 1; k < all->len; k++)
                if (all->at[k].para.words > longest && is_prose(&all->at[k]))
                    longest = all->at[k].para.words;
            if (closing && longest < 60)
                return i;
        }
        if (is_prose(r)) {
            before += r->para.words;
            paragraphs++;
        }
    }
    return all->len;
}

static bool tail_cue(const row *r)
{
    return r->cue.rule != NULL;
}

/* Behind the last prose: from the first cue on everything; without a cue a run of four or more
 * labels (other stories' headlines). */
static void clean_tail(dem_doc *doc, rows *all)
{
    int32_t end = find_end(all);
    if (end < all->len)
        clean_after(all, end, all->at[end].cue.rule);
    int32_t tail = last_prose(all);
    int32_t back = end < tail ? end : tail;
    for (int32_t i = back > 3 ? back - 3 : 0; i < all->len; i++)
        if (i > 0 && all->at[i].kind == DEM_BLOCK_BODY)
            take_meta(doc, &all->at[i], false);
    if (tail == 0)
        return;
    int32_t first = tail, labels = 0;
    while (first < all->len && !tail_cue(&all->at[first]))
        labels += is_label(&all->at[first]) && all->at[first].kind == DEM_BLOCK_BODY, first++;
    if (first < all->len) {
        clean_after(all, first, all->at[first].cue.rule);
        /* "Other headline" lines between the article and the first cue are rarely fewer than three. */
        if (labels >= 3)
            clean_after(all, tail, "tail");
    } else if (labels >= 4) {
        clean_after(all, tail, "tail");
    }
}

/* Between paragraphs: plain cues, shouted links, and edge cues that touch furniture at an edge. */
static void clean_middle(rows *all)
{
    for (int32_t i = 0; i < all->len; i++) {
        row *r = &all->at[i];
        if (r->kind != DEM_BLOCK_BODY)
            continue;
        if (r->cue.rule && r->cue.place == DEM_CUE_ANY)
            set_aside(r, r->cue.rule);
        else if (r->para.shout && !all->shouting && r->para.words >= 5 && r->para.words <= 25 &&
                 !r->para.final && i > 0)
            set_aside(r, "caps-link");
    }
    /* Lines with a cue that stand alone: a button between two paragraphs. */
    for (int32_t i = 0; i < all->len; i++) {
        row *r = &all->at[i];
        if (r->kind == DEM_BLOCK_BODY && r->cue.rule && r->para.words <= 12 && !r->para.final)
            set_aside(r, r->cue.rule);
    }
    for (int32_t i = all->len - 1;
         i >= 0 && (all->at[i].kind != DEM_BLOCK_BODY || all->at[i].cue.rule); i--)
        if (all->at[i].kind == DEM_BLOCK_BODY)
            set_aside(&all->at[i], all->at[i].cue.rule);
}

/* "LONDON, January 7, 2019 (Reuters) - …": a dateline with a year dates the report. */
static void read_dateline(dem_doc *doc, const rows *all)
{
    int32_t i = 0;
    while (i < all->len && all->at[i].kind != DEM_BLOCK_BODY)
        i++;
    if (i == all->len || doc->meta.published.len)
        return;
    dem_date date;
    if (dem_dateline_date(row_str(doc, &all->at[i]), &date)) {
        doc->meta.published = dem_date_iso(date, doc->arena);
        doc->meta.published_how = "dateline";
    }
}

void dem_clean_text(dem_doc *doc, dem_arena scratch)
{
    rows all = gather(doc, &scratch);
    clean_head(doc, &all, scratch);
    clean_tail(doc, &all);
    clean_middle(&all);
    read_dateline(doc, &all);
    for (int32_t i = 0; i < all.len; i++) {
        dem_block *b = dem_push(&doc->blocks, doc->arena);
        *b = (dem_block){all.at[i].para.span, all.at[i].kind, all.at[i].why};
    }
}
