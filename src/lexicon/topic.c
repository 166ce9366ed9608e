#include "lexicon/topic.h"

#include "base/embed.h"
#include "base/utf8.h"
#include "lexicon/stem.h"

#include <string.h>

enum { TOPIC, WEIGHT, WORDS, COLUMNS = 4, ENOUGH = 3 };
enum { NAME_MOST = 60, WORDING_MOST = 200, SHOWN = 40 /* bytes */ };

/* ------------------------------------------------------------------ words */

/* At the end of the text 0, of no length. */
static uint32_t code_at(dem_str text, size_t at, size_t *len)
{
    uint32_t code = at < text.len ? (unsigned char)text.at[at] : 0;
    *len = at < text.len;
    if (code >= 0x80)
        *len = dem_utf8_decode(dem_str_cut(text, at, text.len), &code);
    return code;
}

static bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static bool is_word(uint32_t c)
{
    if (c < 0x80)
        return is_ascii_letter((char)c) || (c >= '0' && c <= '9');
    return c != DEM_UTF8_BAD && (dem_utf8_is_letter(c) || dem_utf8_is_digit(c) || (c >= 0x300 && c < 0x370) /* accents */);
}

static bool is_hyphen(uint32_t c) { return c == '-' || c == 0x2010 || c == 0x2011; }
static bool is_apostrophe(uint32_t c) { return c == '\'' || c == 0x2019; }

/* The bytes of "'s" that ends a word here, or of the apostrophe after a plural: "workers'"; 0: neither. */
static size_t possessive(dem_str text, size_t at)
{
    size_t len, s_len, after_len;
    if (!is_apostrophe(code_at(text, at, &len)))
        return 0;
    uint32_t s = code_at(text, at + len, &s_len);
    if ((s == 's' || s == 'S') && !is_word(code_at(text, at + len + s_len, &after_len)))
        return len + s_len;
    return at && text.at[at - 1] == 's' && !is_word(s) ? len : 0;
}

/* A full stop inside an abbreviation: "U.N.". */
static bool is_abbreviating(dem_str text, size_t begin, size_t at)
{
    bool alone = at > begin && is_ascii_letter(text.at[at - 1]) && (at - 1 == begin || text.at[at - 2] == '.');
    bool more = at + 2 < text.len && is_ascii_letter(text.at[at + 1]) && text.at[at + 2] == '.';
    return alone && text.at[at] == '.' && (more || at - 1 > begin);
}

static size_t word_end(dem_str text, size_t begin)
{
    size_t at = begin, len, next_len;
    for (;; at += len) {
        uint32_t c = code_at(text, at, &len);
        bool inside = is_apostrophe(c) && !possessive(text, at) && is_word(code_at(text, at + len, &next_len));
        if (!len || !(is_word(c) || inside || (c == '.' && is_abbreviating(text, begin, at))))
            return at;
    }
}

/* The next word from *at on. `apart`: a mark that no wording reaches across stands before it, or before the end. */
static bool next_word(dem_str text, size_t *at, dem_str *word, bool *apart)
{
    size_t len, skip;
    *apart = false;
    for (; *at < text.len; *at += skip ? skip : len) {
        uint32_t c = code_at(text, *at, &len);
        if (is_word(c))
            break;
        skip = possessive(text, *at);
        *apart |= !skip && !is_hyphen(c) && !dem_utf8_is_space(c);
    }
    size_t begin = *at;
    *at = word_end(text, begin);
    *word = dem_str_cut(text, begin, *at);
    return *at > begin;
}

/* Without the full stops of an abbreviation; one kind of apostrophe; lower case beyond ASCII too. */
static dem_str plain(dem_str word, dem_arena *arena)
{
    char *at = dem_new(arena, char, word.len + 1);
    size_t n = 0, len;
    for (size_t i = 0; i < word.len; i += len) {
        uint32_t c = code_at(word, i, &len);
        if (is_apostrophe(c))
            at[n++] = '\'';
        else if (c != '.')
            memcpy(at + n, word.at + i, len), n += len;
    }
    return dem_str_lower((dem_str){at, n}, arena);
}

/* "meetings" is "meeting", which meets "meet"; "according to" is no accord. */
static dem_str stem_of(dem_str word, dem_arena *arena)
{
    bool simple = true;
    if (dem_str_eq_nocase(word, DEM_STR("according")))
        return DEM_STR("according");
    if (word.len > 6 && dem_str_eq_nocase(dem_str_cut(word, word.len - 4, word.len), DEM_STR("ings")))
        word.len--;
    for (size_t i = 0; i < word.len && simple; i++)
        simple = is_ascii_letter(word.at[i]) || (word.at[i] >= '0' && word.at[i] <= '9');
    if (!simple)
        word = plain(word, arena);
    return dem_lex_stem(word, arena);
}

/* ------------------------------------------------------------------ reading a table */

typedef struct reading {
    dem_topics *topics;
    dem_str bytes, name;
    dem_map known; /* "ROW WORDING" */
    dem_arena *arena;
    dem_error *err;
} reading;

static long long line_of(dem_str bytes, const char *at)
{
    long long line = 1;
    for (const char *c = bytes.at; c < at; c++)
        line += *c == '\n';
    return line;
}

static bool wrong(const reading *r, dem_str at, const char *what)
{
    return dem_fail(r->err, DEM_E_FORMAT, r->name, at.at - r->bytes.at, "line %lld: '%.*s' %s", line_of(r->bytes, at.at),
                    (int)(at.len < SHOWN ? at.len : SHOWN), at.at, what);
}

/* What queries and corrections can write. */
static bool is_name(dem_str topic, dem_arena *arena)
{
    bool fits = topic.len <= NAME_MOST && topic.at[0] != '-' && topic.at[0] != '#';
    size_t len;
    for (size_t i = 0; i < topic.len && fits; i += len) {
        uint32_t c = code_at(topic, i, &len);
        fits = c != ',' && c != '"' && !dem_utf8_is_space(c) && !dem_utf8_is_control(c);
    }
    return fits && dem_str_eq(dem_str_lower(topic, arena), topic);
}

/* The stems of a wording, parted by spaces; false when it can never be met. */
static bool pattern_of(dem_str wording, dem_str *pattern, dem_arena *arena)
{
    bool apart, gap = true; /* neither first nor last nor twice */
    *pattern = (dem_str){"", 0};
    for (dem_str rest = wording, word; rest.at;) {
        dem_str piece = dem_str_split(&rest, ' ');
        if (dem_str_eq(piece, DEM_STR("*"))) {
            if (gap)
                return false;
            gap = true;
            *pattern = dem_str_join(*pattern, DEM_STR("* "), arena);
            continue;
        }
        for (size_t at = 0; next_word(piece, &at, &word, &apart) && !apart; gap = false)
            *pattern = dem_str_join(dem_str_join(*pattern, stem_of(word, arena), arena), DEM_STR(" "), arena);
        if (apart)
            return false;
    }
    return !gap;
}

static bool read_words(reading *r, int32_t row, dem_str cell)
{
    bool some = false, fresh;
    for (dem_str rest = cell, pattern; rest.at;) {
        dem_str wording = dem_str_trim(dem_str_split(&rest, '|'));
        if (!wording.len)
            continue;
        if (wording.len > WORDING_MOST || !pattern_of(wording, &pattern, r->arena))
            return wrong(r, wording, "is no wording: words and hyphens, * between words");
        some = true;
        /* "meeting|meet" are one stem, which counts once. */
        dem_map_put(&r->known, dem_str_format(r->arena, "%d %.*s", (int)row, (int)pattern.len, pattern.at), r->arena, &fresh);
        if (fresh)
            dem_phrases_add(&r->topics->index, pattern, row, r->arena);
    }
    return some || wrong(r, cell, "where the words should stand");
}

static bool read_topic(reading *r, int32_t row, dem_map *names)
{
    bool fresh;
    const dem_table *table = &r->topics->issues;
    dem_str topic = dem_table_cell(table, row, TOPIC);
    if (!topic.len || !is_name(topic, r->arena))
        return wrong(r, topic, "is no topic: lower case, without white space, commas and quotation marks");
    if (row && dem_str_eq(topic, dem_table_cell(table, row - 1, TOPIC)))
        return true;
    dem_map_put(names, topic, r->arena, &fresh);
    return fresh || wrong(r, topic, "stands further up already: rows of one topic stand together");
}

static bool read_rows(reading *r)
{
    const dem_table *table = &r->topics->issues;
    uint8_t *weights = dem_new(r->arena, uint8_t, table->rows);
    dem_map names = {0};
    r->topics->weights = weights;
    for (int32_t row = 0; row < table->rows; row++) {
        int64_t weight;
        dem_str cell = dem_table_cell(table, row, WEIGHT);
        if (!read_topic(r, row, &names))
            return false;
        if (!dem_str_int(cell, &weight) || weight < 1 || weight > ENOUGH)
            return wrong(r, cell, "is no weight: 1, 2 or 3");
        weights[row] = (uint8_t)weight;
        if (!read_words(r, row, dem_table_cell(table, row, WORDS)))
            return false;
    }
    return true;
}

bool dem_topics_read(dem_topics *topics, dem_str bytes, dem_str name, dem_arena *arena, dem_error *err)
{
    reading r = {.topics = topics, .bytes = bytes, .name = name, .arena = arena, .err = err};
    *topics = (dem_topics){0};
    if (bytes.len > DEM_TOPICS_FILE)
        return dem_fail(err, DEM_E_LIMIT, name, DEM_TOPICS_FILE, "too large for an issue file: more than 256 KiB");
    size_t bad = dem_utf8_check(bytes), nul = dem_str_find(bytes, (dem_str){"", 1});
    bad = bad < nul ? bad : nul;
    if (bad < bytes.len)
        return dem_fail(err, DEM_E_FORMAT, name, (int64_t)bad, "line %lld: no text in UTF-8", line_of(bytes, bytes.at + bad));
    if (!dem_table_parse(&topics->issues, bytes, name, COLUMNS, arena, err))
        return false;
    if (!topics->issues.rows)
        return dem_fail(err, DEM_E_FORMAT, name, -1, "there is no topic in it");
    return read_rows(&r);
}

static const char built_in[] = "data/lexicon/issues.tsv";

dem_str dem_topics_built_in(void) { return dem_embed_find(built_in); }

bool dem_topics_open(dem_topics *topics, dem_arena *arena, dem_error *err)
{
    return dem_topics_read(topics, dem_topics_built_in(), dem_str_of(built_in), arena, err);
}

/* ------------------------------------------------------------------ finding */

static void weigh_run(const dem_topics *t, const dem_str *stems, int32_t n, int32_t *weights)
{
    for (int32_t i = 0; i < n; i++) {
        const int32_t *head = dem_map_get(&t->index.first, stems[i]);
        for (int32_t p = head ? *head - 1 : -1; p >= 0; p = t->index.all.at[p].next) {
            const dem_phrase *phrase = &t->index.all.at[p];
            if (dem_phrase_end(phrase, stems, n, i) >= 0)
                weights[phrase->row] += t->weights[phrase->row];
        }
    }
}

/* Adds each row's weight for each of its wordings in the text. */
static void weigh(const dem_topics *t, dem_str text, int32_t *weights, dem_arena scratch)
{
    DEM_VEC(dem_str) run = {0};
    dem_str word;
    bool apart;
    for (size_t at = 0; next_word(text, &at, &word, &apart);) {
        if (apart) {
            weigh_run(t, run.at, run.len, weights);
            run.len = 0;
        }
        *dem_push(&run, &scratch) = stem_of(word, &scratch);
    }
    weigh_run(t, run.at, run.len, weights);
}

static int32_t collect(const dem_topics *t, const int32_t *weights, dem_str out[DEM_TOPICS])
{
    int32_t n = 0;
    for (int32_t i = 0; i < t->issues.rows && n < DEM_TOPICS;) {
        dem_str topic = dem_table_cell(&t->issues, i, TOPIC);
        int32_t total = 0;
        for (; i < t->issues.rows && dem_str_eq(dem_table_cell(&t->issues, i, TOPIC), topic); i++)
            total += weights[i];
        if (total >= ENOUGH)
            out[n++] = topic;
    }
    return n;
}

int32_t dem_topics_find(const dem_topics *t, dem_str text, const dem_span *pieces, int32_t n, dem_span sentence,
                        dem_str out[DEM_TOPICS], dem_arena scratch)
{
    int32_t *weights = dem_new(&scratch, int32_t, t->issues.rows);
    for (int32_t i = 0; i < n && i < DEM_TOPICS_PIECES; i++)
        weigh(t, dem_str_cut(text, pieces[i].begin, pieces[i].end), weights, scratch);
    int32_t found = collect(t, weights, out);
    if (found)
        return found;
    weigh(t, dem_str_cut(text, sentence.begin, sentence.end), weights, scratch);
    return collect(t, weights, out);
}

/* ------------------------------------------------------------------ contexts */

/* Every built-in topic has a row; some have no context. */
static const char *const contexts[][2] = {
    {"agreement", ""}, {"arms-control", "military"}, {"arms-supplies", "military"}, {"aviation", "economic"},
    {"borders", "territory"}, {"ceasefire", "military"}, {"citizens-rights", "rights"}, {"civilians", "rights"},
    {"climate", "environment"}, {"culture", "culture"}, {"cyber", "cyber"}, {"diplomats", "diplomatic"}, {"drugs", "crime"},
    {"economy", "economic"}, {"elections", "election"}, {"energy", "resource"}, {"environment", "environment"},
    {"espionage", "intelligence"}, {"fighting", "military"}, {"fisheries", "resource"}, {"food", "resource"},
    {"government", "executive"}, {"health", "disease"}, {"hostages", "crime"}, {"human-rights", "rights"},
    {"humanitarian-access", "humanitarian"}, {"justice", "legal"}, {"law", ""}, {"leadership", ""}, {"maritime", "territory"},
    {"migration", "migration"}, {"missiles", "military"}, {"money-owed", "economic"}, {"nuclear", "cbrn"}, {"poisoning", ""},
    {"prisoners", "legal"}, {"rebels", "insurgency"}, {"recognition", "diplomatic"}, {"reconstruction", "economic"},
    {"refugees", "migration"}, {"sanctions", "economic"}, {"secret-talks", "diplomatic"}, {"security-guarantees", "military"},
    {"space", "technology"}, {"sport", ""}, {"talks", "diplomatic"}, {"tariffs", "economic"}, {"technology", "technology"},
    {"territory", "territory"}, {"terrorism", "terrorism"}, {"trade", "economic"}, {"troops", "military"}, {"water", "resource"}};

static bool context_of(dem_str topic, dem_str *context)
{
    *context = (dem_str){0};
    for (size_t i = 0; i < sizeof contexts / sizeof *contexts; i++)
        if (dem_str_is(topic, contexts[i][0])) {
            *context = dem_str_of(contexts[i][1]);
            return true;
        }
    return false;
}

dem_str dem_topic_context(dem_str topic)
{
    dem_str context;
    context_of(topic, &context);
    return context;
}

int32_t dem_topic_contexts(const dem_str *topics, int32_t n, dem_str out[DEM_TOPICS])
{
    int32_t found = 0;
    bool told = !n;
    for (int32_t i = 0; i < n && found < DEM_TOPICS; i++) {
        dem_str context;
        told |= context_of(topics[i], &context);
        bool known = !context.len;
        for (int32_t k = 0; k < found; k++)
            known |= dem_str_eq(out[k], context);
        if (!known)
            out[found++] = context;
    }
    return told ? found : -1;
}
