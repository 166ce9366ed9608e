#include "segment/gap.h"

#include "base/utf8.h"
#include "segment/cut.h"
#include "segment/quote.h"

static const dem_glance outside = {.word = 1, .first = 20, .last = 20, .space = 1};

static uint32_t low_hash(dem_str s)
{
    uint64_t h = 99;
    size_t n = s.len < 24 ? s.len : 24;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s.at[i];
        h = dem_mix(h, c >= 'A' && c <= 'Z' ? c + 32u : c);
    }
    return (uint32_t)(h >> 16);
}

static uint8_t last_kind(dem_str s)
{
    size_t at = s.len - 1;
    while (at && !dem_utf8_boundary(s, at))
        at--;
    uint32_t code;
    dem_utf8_decode((dem_str){s.at + at, s.len - at}, &code);
    return dem_char_kind(code);
}

static bool all_ends(dem_str s)
{
    for (size_t at = 0; at < s.len;) {
        uint32_t code;
        at += dem_utf8_decode((dem_str){s.at + at, s.len - at}, &code);
        if (code != '.' && code != '!' && code != '?' && code != 0x2026 && code != 0x3002)
            return false;
    }
    return true;
}

static uint8_t count_lines(const dem_doc *doc, int32_t i)
{
    uint8_t lines = 0;
    for (uint32_t at = doc->tokens.at[i].span.end; at < doc->tokens.at[i + 1].span.begin; at++)
        if (doc->text.at[at] == '\n' && lines < 2)
            lines++;
    return lines;
}

static dem_glance glance(const dem_doc *doc, int32_t i, uint8_t role)
{
    dem_str s = dem_token_str(doc, i);
    if (!s.len)
        return (dem_glance){
            .word = 2, .first = DEM_CHAR_OTHER, .last = DEM_CHAR_OTHER, .role = role};
    uint32_t code;
    dem_utf8_decode(s, &code);
    return (dem_glance){.word = low_hash(s),
                        .first = dem_char_kind(code),
                        .last = last_kind(s),
                        .len = s.len > 255 ? 255 : (uint8_t)s.len,
                        .role = role,
                        .end = all_ends(s),
                        .space = doc->tokens.at[i].space_after};
}

dem_glance *dem_glance_block(const dem_doc *doc, int32_t begin, int32_t end, const uint8_t *roles,
                             dem_arena *arena)
{
    dem_glance *g = dem_new(arena, dem_glance, end - begin);
    int32_t depth = 0, level = 0;
    for (int32_t i = begin; i < end; i++) {
        dem_glance *t = &g[i - begin];
        *t = glance(doc, i, roles[i - begin]);
        char first = t->len ? doc->text.at[doc->tokens.at[i].span.begin] : 0;
        depth += t->len == 1 && (first == '(' || first == '[');
        depth -= t->len == 1 && (first == ')' || first == ']') && depth;
        level += (t->role == DEM_ROLE_OPEN) - (t->role == DEM_ROLE_CLOSE);
        t->depth = depth;
        t->inside = level > 0;
        t->lines = i + 1 < end ? count_lines(doc, i) : 0;
    }
    return g;
}

bool dem_gap_candidate(const dem_glance *g, int32_t i)
{
    const dem_glance *p = &g[i - 1], *n = &g[i];
    if (p->lines)
        return true;
    if (!p->space && p->first <= DEM_CHAR_DIGIT && p->last != DEM_CHAR_STOP)
        return false; /* inside a chunk only after punctuation */
    return n->first != DEM_CHAR_LOWER || p->first > DEM_CHAR_DIGIT || p->last == DEM_CHAR_STOP;
}

static uint64_t shape(const dem_glance *g)
{
    return (g->len > 5 ? 5u : g->len) * 400u + g->first * 20u + g->last;
}

static const dem_glance *at(const dem_glance *g, int32_t n, int32_t i)
{
    return i < 0 || i >= n ? &outside : &g[i];
}

static uint64_t length_class(int32_t n)
{
    return n <= 4 ? (uint64_t)n : n <= 8 ? 5 : n <= 16 ? 6 : n <= 40 ? 7 : 8;
}

int dem_gap_features(const dem_glance *g, int32_t n, int32_t i, int32_t start,
                     uint64_t f[DEM_GAP_FEATURES])
{
    const dem_glance *p = at(g, n, i - 1), *pp = at(g, n, i - 2), *ppp = at(g, n, i - 3);
    const dem_glance *x = at(g, n, i), *xx = at(g, n, i + 1), *xxx = at(g, n, i + 2);
    /* What stands before closing marks: the real end of the sentence. */
    int32_t k = i - 1;
    while (k > start && k > i - 4 &&
           (g[k].role == DEM_ROLE_CLOSE || g[k].word == low_hash(DEM_STR(")"))))
        k--;
    const dem_glance *e = &g[k], *e1 = at(g, n, k - 1);
    uint64_t state = (uint64_t)(p->role * 3u + x->role) * 16u + p->inside * 8u +
                     (p->depth > 0) * 4u + (p->lines ? 2u : 0u) + p->space;
    uint64_t len = length_class(i - start), rest = length_class(n - i);
    uint64_t ps = shape(p), xs = shape(x), es = shape(e);
    int c = 0;
    f[c++] = 1;
    f[c++] = dem_feature2(2, p->word, state);
    f[c++] = dem_feature3(3, p->word, x->first, state);
    f[c++] = dem_feature2(4, p->word, x->word);
    f[c++] = dem_feature2(5, x->word, p->end);
    f[c++] = dem_feature3(6, ps, xs, state);
    f[c++] = dem_feature3(7, shape(pp), ps, xs);
    f[c++] = dem_feature3(8, pp->word, p->word, x->first);
    f[c++] = dem_feature3(9, e->word, dem_mix(x->first, e->end), state);
    f[c++] = dem_feature3(10, e1->word, e->word, x->first);
    f[c++] = dem_feature3(11, shape(e1), e->word, dem_mix(x->first, k == i - 1));
    f[c++] = dem_feature3(12, e->end, x->word, xx->word);
    f[c++] = dem_feature3(13, e->end, dem_mix(x->word, state), xx->first);
    f[c++] = dem_feature3(14, len, e->end, dem_mix(p->word, x->first));
    f[c++] = dem_feature3(15, rest, e->end, dem_mix(p->word, x->first));
    f[c++] = dem_feature3(16, len, ps, xs);
    f[c++] = dem_feature3(17, xs, shape(xx), dem_mix(e->end, p->word));
    f[c++] = dem_feature3(18, xs, dem_mix(shape(xx), shape(xxx)), p->word);
    f[c++] = dem_feature3(19, dem_mix(pp->first, ppp->first), p->word, xs);
    f[c++] = dem_feature3(20, es, dem_mix(e->end, state), xs);
    f[c++] = dem_feature2(21, dem_mix(e->end, state), dem_mix(len, rest));
    f[c++] = dem_feature3(22, p->word, pp->word, x->word);
    f[c++] = dem_feature3(23, at(g, n, start)->word, p->word, x->first);
    f[c++] = dem_feature3(24, at(g, n, start)->first, dem_mix(p->word, len), x->first);
    f[c++] = dem_feature3(25, x->word, xx->word, p->word);
    f[c++] = dem_feature2(26, dem_mix(pp->word, ps), x->word);
    f[c++] = dem_feature3(27, p->end, e->end, x->first);
    f[c++] = dem_feature3(28, p->last == DEM_CHAR_STOP ? p->word : 0, x->word, state);
    return c;
}
