#include "segment/cut.h"

#include "base/utf8.h"

#include <string.h>

uint8_t dem_char_kind(uint32_t code)
{
    switch (code) {
    case '.': return DEM_CHAR_STOP;
    case '-':
    case 0x2010:
    case 0x2011: return DEM_CHAR_HYPHEN;
    case '\'':
    case 0x2019:
    case 0x2018:
    case '`':
    case 0x2BC:
    case 0xB4: return DEM_CHAR_APOSTROPHE;
    case '"':
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0xAB:
    case 0xBB: return DEM_CHAR_QUOTE;
    default: break;
    }
    if (code < 0x80) {
        if (code >= 'a' && code <= 'z')
            return DEM_CHAR_LOWER;
        if (code >= 'A' && code <= 'Z')
            return DEM_CHAR_UPPER;
        return code >= '0' && code <= '9' ? DEM_CHAR_DIGIT : DEM_CHAR_PUNCT;
    }
    if (dem_utf8_is_letter(code))
        return dem_utf8_is_upper(code) ? DEM_CHAR_UPPER : DEM_CHAR_LOWER;
    if (dem_utf8_is_digit(code))
        return DEM_CHAR_DIGIT;
    return dem_utf8_is_punct(code) ? DEM_CHAR_PUNCT : DEM_CHAR_OTHER;
}

static bool is_letter(const dem_char *c) { return c->kind <= DEM_CHAR_UPPER; }
static bool is_word(const dem_char *c) { return c->kind <= DEM_CHAR_DIGIT; }

static bool same_run(const dem_char *a, const dem_char *b)
{
    return is_letter(a) ? is_letter(b) : a->kind == DEM_CHAR_DIGIT && b->kind == DEM_CHAR_DIGIT;
}

static void mark_runs(dem_char *c, int32_t n)
{
    for (int32_t i = 0; i < n; i++)
        c[i].run = i && same_run(&c[i - 1], &c[i]) ? c[i - 1].run : (uint32_t)i;
    for (int32_t i = n - 1; i >= 0; i--)
        c[i].end = i + 1 < n && c[i + 1].run == c[i].run ? c[i + 1].end : (uint32_t)i + 1;
}

/* Characters that may stand in an address; the final ones of ".,;:!?'" are given back after. */
static bool in_address(uint32_t c)
{
    return c > ' ' && c < 0x7F && !strchr("<>\"{}|\\^`[]()", (int)c);
}

static int32_t address_end(const dem_char *c, int32_t n, int32_t from)
{
    int32_t end = from;
    while (end < n && in_address(c[end].code))
        end++;
    while (end > from && strchr(".,;:!?'", (int)c[end - 1].code))
        end--;
    return end;
}

static bool has_word(const dem_char *c, int32_t n, int32_t at, const char *word)
{
    size_t len = strlen(word);
    if ((size_t)(n - at) < len)
        return false;
    for (size_t k = 0; k < len; k++)
        if (dem_utf8_lower(c[at + (int32_t)k].code) != (uint32_t)word[k])
            return false;
    return true;
}

static bool in_mail_name(const dem_char *c)
{
    return c->code > ' ' && c->code < 0x7F && (is_word(c) || strchr("._%+-", (int)c->code));
}

/* Around the '@' at `at`: name@host.tld; sets the range and says whether it is one. */
static bool mail_range(const dem_char *c, int32_t n, int32_t at, int32_t floor, int32_t *begin,
                       int32_t *end)
{
    bool dot = false;
    for (*begin = at; *begin > floor && in_mail_name(&c[*begin - 1]); --*begin) {
    }
    for (*end = at + 1; *end < n && in_mail_name(&c[*end]); ++*end)
        dot |= c[*end].kind == DEM_CHAR_STOP;
    while (*end > at && c[*end - 1].kind == DEM_CHAR_STOP)
        --*end;
    return dot && (*begin < at) && (*end > at + 1);
}

/* Addresses are kept whole: "http://a.b/c-d", "www.a.org", "x.y@z.org". */
static void fix_addresses(dem_char *c, int32_t n)
{
    int32_t floor = 0;
    for (int32_t i = 0; i < n; i++) {
        int32_t begin = i, end = i;
        if (c[i].code == '@') {
            if (!mail_range(c, n, i, floor, &begin, &end))
                continue;
        } else if (c[i].code == ':' && has_word(c, n, i, "://") && i && is_letter(&c[i - 1])) {
            begin = (int32_t)c[i - 1].run < floor ? floor : (int32_t)c[i - 1].run;
            end = address_end(c, n, i);
        } else if (c[i].code == '.' && i >= 3 && i - 3 >= floor && has_word(c, n, i - 3, "www.") &&
                   (i == 3 || !is_word(&c[i - 4]))) {
            begin = i - 3;
            end = address_end(c, n, i);
        }
        for (int32_t k = begin + 1; k < end; k++)
            c[k].fixed = 1;
        if (end > i)
            i = (floor = end) - 1;
    }
}

static uint32_t fold(uint32_t code, uint8_t kind)
{
    return kind == DEM_CHAR_APOSTROPHE ? '\'' : kind == DEM_CHAR_HYPHEN ? '-' : code;
}

/* Hash of characters [begin, end), lower-cased; at most 24 are looked at. */
static uint64_t lower_hash(const dem_chunk *chunk, int32_t begin, int32_t end)
{
    uint64_t h = 77;
    if (end - begin > 24)
        end = begin + 24;
    for (int32_t i = begin; i < end; i++)
        h = dem_mix(h, dem_utf8_lower(chunk->at[i].code));
    return h;
}

dem_chunk dem_chunk_read(dem_str text, uint32_t begin, uint32_t end, uint8_t next, dem_arena *arena)
{
    dem_chunk chunk = {.text = text, .at = dem_new(arena, dem_char, end - begin), .next = next};
    int32_t stops = 0;
    bool address = false;
    for (uint32_t at = begin; at < end; chunk.n++) {
        uint32_t code;
        size_t len = dem_utf8_decode((dem_str){text.at + at, end - at}, &code);
        uint8_t kind = dem_char_kind(code);
        chunk.at[chunk.n] = (dem_char){.at = at, .code = fold(code, kind), .kind = kind};
        stops += kind == DEM_CHAR_STOP;
        address |= code == '@' || code == '/' || (code | 32) == 'w';
        chunk.marks |= (uint8_t)((code == '@') | (code == '/') << 1 |
                                 (kind == DEM_CHAR_HYPHEN) << 3);
        at += (uint32_t)len;
    }
    chunk.marks |= (uint8_t)((stops > 1) << 2);
    mark_runs(chunk.at, chunk.n);
    if (address)
        fix_addresses(chunk.at, chunk.n);
    chunk.hash = chunk.n <= 24 ? (uint32_t)lower_hash(&chunk, 0, chunk.n) : 0;
    return chunk;
}

/* Words written as one that the treebanks cut: "can|not", "gon|na", "did|nt". */
static bool closed_list(const dem_chunk *chunk, int32_t begin, int32_t end, int32_t i)
{
    static const struct {
        const char *word;
        int cut;
    } list[] = {{"cannot", 3}, {"gonna", 3},   {"wanna", 3},   {"gotta", 3},    {"dont", 2},
                {"didnt", 3},  {"doesnt", 4},  {"isnt", 2},    {"wasnt", 3},    {"arent", 3},
                {"werent", 4}, {"couldnt", 5}, {"wouldnt", 5}, {"shouldnt", 6}, {"havent", 4},
                {"hasnt", 3},  {"hadnt", 3},   {"cant", 2},    {"wont", 2},     {"im", 1},
                {"ive", 1},    {"youre", 3},   {"youve", 3},   {"theyre", 4},   {"thats", 4},
                {"theres", 5}, {"whats", 4},   {"its", 2},     {"lets", 3}};
    for (size_t k = 0; k < sizeof list / sizeof *list; k++)
        if (i - begin == list[k].cut && (size_t)(end - begin) == strlen(list[k].word) &&
            has_word(chunk->at, end, begin, list[k].word))
            return true;
    return false;
}

/* After an "'s" that runs into the next word ("Russia'sred"): accepted from four letters on,
 * so that "o'clock" and "ma'am" are not looked at. */
static bool glued_genitive(const dem_chunk *chunk, int32_t i)
{
    const dem_char *c = chunk->at;
    return i >= 4 && c[i - 1].code == 's' && c[i - 2].kind == DEM_CHAR_APOSTROPHE &&
           is_letter(&c[i - 3]) && c[i].kind == DEM_CHAR_LOWER && (int32_t)c[i].end - i >= 2;
}

bool dem_cut_candidate(const dem_chunk *chunk, int32_t i)
{
    const dem_char *a = &chunk->at[i - 1], *b = &chunk->at[i];
    if (b->fixed)
        return false;
    if (is_letter(a) && is_letter(b)) {
        /* "didn't" is cut before its n. */
        if (dem_utf8_lower(b->code) == 'n' && i + 2 < chunk->n &&
            b[1].kind == DEM_CHAR_APOSTROPHE && dem_utf8_lower(b[2].code) == 't')
            return true;
        int32_t length = (int32_t)(b->end - b->run);
        return (length <= 8 && closed_list(chunk, (int32_t)b->run, (int32_t)b->end, i)) ||
               glued_genitive(chunk, i);
    }
    return a->kind != DEM_CHAR_DIGIT || b->kind != DEM_CHAR_DIGIT;
}

/* Length class and capitals of the run at character i. */
static uint64_t run_shape(const dem_chunk *chunk, int32_t i)
{
    if (i < 0 || i >= chunk->n)
        return 1;
    const dem_char *c = &chunk->at[i];
    uint32_t len = c->end - c->run;
    const dem_char *first = &chunk->at[c->run], *last = &chunk->at[c->end - 1];
    return 2 + (len > 4 ? 4 : len) * 100 + first->kind * 10u + last->kind;
}

static uint64_t run_hash(const dem_chunk *chunk, int32_t i)
{
    if (i < 0 || i >= chunk->n)
        return 1;
    const dem_char *c = &chunk->at[i];
    return is_word(c) ? lower_hash(chunk, (int32_t)c->run, (int32_t)c->end) : c->code;
}

static uint64_t code_at(const dem_chunk *chunk, int32_t i)
{
    if (i < 0 || i >= chunk->n)
        return i < 0 ? 1 : 2 + chunk->next;
    const dem_char *c = &chunk->at[i];
    return c->kind <= DEM_CHAR_DIGIT ? 300u + c->kind : c->code + 1000u;
}

int dem_cut_features(const dem_chunk *chunk, int32_t i, uint64_t f[DEM_CUT_FEATURES])
{
    const dem_char *b = &chunk->at[i];
    int32_t left = (int32_t)chunk->at[i - 1].run - 1; /* the run before the left one ends here */
    int32_t right = (int32_t)b->end;                  /* the run after the right one starts here */
    uint64_t p3 = code_at(chunk, i - 3), p2 = code_at(chunk, i - 2), p1 = code_at(chunk, i - 1);
    uint64_t n1 = code_at(chunk, i), n2 = code_at(chunk, i + 1), n3 = code_at(chunk, i + 2);
    uint64_t ls = run_shape(chunk, i - 1), rs = run_shape(chunk, i);
    uint64_t lh = run_hash(chunk, i - 1), rh = run_hash(chunk, i);
    uint64_t llh = run_hash(chunk, left), rrh = run_hash(chunk, right);
    uint64_t rel = is_letter(b) && is_letter(&b[-1]) ? 1 + (uint64_t)i - b->run
                                                     : 0; /* inside a run */
    int n = 0;
    f[n++] = 1;
    f[n++] = dem_feature3(2, p1, n1, rel);
    f[n++] = dem_feature3(3, p2, p1, n1);
    f[n++] = dem_feature3(4, p1, n1, n2);
    f[n++] = dem_feature3(5, dem_mix(p2, p1), n1, n2);
    f[n++] = dem_feature3(6, dem_mix(p3, p2), p1, n1);
    f[n++] = dem_feature3(7, p1, n1, dem_mix(n2, n3));
    f[n++] = dem_feature3(8, ls, n1, rel);
    f[n++] = dem_feature3(9, p1, rs, rel);
    f[n++] = dem_feature3(10, ls, rs, rel);
    f[n++] = dem_feature3(11, lh, n1, rel);
    f[n++] = dem_feature3(12, p1, rh, rel);
    f[n++] = dem_feature3(13, lh, rh, rel);
    f[n++] = dem_feature3(14, llh, p1, n1);
    f[n++] = dem_feature3(15, p1, n1, rrh);
    f[n++] = dem_feature3(16, dem_mix(llh, p1), n1, run_shape(chunk, i));
    f[n++] = dem_feature3(17, run_shape(chunk, left), p1, n1);
    f[n++] = dem_feature3(18, p1, n1, run_shape(chunk, right));
    f[n++] = dem_feature3(19, dem_mix(run_shape(chunk, left), p1), n1, rs);
    f[n++] = dem_feature3(20, ls, dem_mix(p1, n1), run_shape(chunk, right));
    f[n++] = dem_feature3(21, chunk->marks, p1, n1);
    f[n++] = dem_feature3(22, chunk->hash, (uint64_t)i, chunk->hash != 0);
    f[n++] = dem_feature3(23, lh, n1, (uint64_t)(i + 1 == chunk->n) << 8 | chunk->next);
    f[n++] = dem_feature3(24, ls, n1, (uint64_t)(i + 1 == chunk->n) << 8 | chunk->next);
    f[n++] = dem_feature3(25, dem_mix(p1, n1), (uint64_t)(i == 1), (uint64_t)(i + 1 == chunk->n));
    f[n++] = dem_feature3(26, run_hash(chunk, left), lh, n1);
    f[n++] = dem_feature3(27, dem_mix(chunk->marks, chunk->next), dem_mix(p2, p1), n1);
    return n;
}
