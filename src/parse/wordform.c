#include "parse/wordform.h"

#include <string.h>

static char lower_byte(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static char upper_byte(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - ('a' - 'A')) : c;
}

/* ASCII for the character at s, when it is typography; *used is its length. */
static const char *ascii_of(const char *s, size_t left, size_t *used)
{
    *used = 3;
    if (left >= 3 && memcmp(s, "\xE2\x80", 2) == 0)
        switch ((unsigned char)s[2]) {
        case 0x98:
        case 0x99: return "'";
        case 0x9C:
        case 0x9D: return "\"";
        case 0x93: return "-";
        case 0x94: return "--";
        case 0xA6: return "...";
        default: return NULL;
        }
    *used = 2;
    return left >= 2 && memcmp(s, "\xC2\xA0", 2) == 0 ? " " : NULL;
}

static dem_str fold(dem_str form, dem_arena *arena)
{
    char *out = dem_new(arena, char, form.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < form.len;) {
        size_t used;
        const char *ascii = (unsigned char)form.at[i] < 0x80
                                ? NULL
                                : ascii_of(form.at + i, form.len - i, &used);
        if (!ascii) {
            out[n++] = form.at[i++];
            continue;
        }
        size_t len = strlen(ascii); /* at most `used` */
        memcpy(out + n, ascii, len);
        n += len;
        i += used;
    }
    return (dem_str){out, n};
}

/* FNV-1a over a kind and bytes, its high bits folded down at the end. */
static uint64_t hash_more(uint64_t h, const char *at, size_t n)
{
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)at[i]) * 1099511628211u;
    return h;
}

static uint64_t hash_begin(uint8_t kind)
{
    const char byte = (char)kind;
    return hash_more(1469598103934665603u, &byte, 1);
}

static uint64_t hash(uint8_t kind, const char *at, size_t n)
{
    uint64_t h = hash_more(hash_begin(kind), at, n);
    return h ^ (h >> 29);
}

static char class_of(unsigned char c)
{
    if (c >= 'A' && c <= 'Z')
        return 'X';
    if (c >= 'a' && c <= 'z')
        return 'x';
    if (c >= '0' && c <= '9')
        return 'd';
    return c >= 128 ? 'u' : (char)c;
}

static size_t shape_of(dem_str folded, char shape[16])
{
    size_t n = 0;
    for (size_t i = 0; i < folded.len && n < 16; i++) {
        char k = class_of((unsigned char)folded.at[i]);
        if (n >= 2 && shape[n - 1] == k && shape[n - 2] == k)
            continue;
        shape[n++] = k;
    }
    return n;
}

dem_wordform dem_wordform_look(dem_str form, uint32_t buckets, dem_arena *arena)
{
    dem_wordform f = {.folded = fold(form, arena)};
    const size_t n = f.folded.len;
    char *low = dem_new(arena, char, n + 1), shape[16], length;
    for (size_t i = 0; i < n; i++)
        low[i] = lower_byte(f.folded.at[i]);
    f.lower = (dem_str){low, n};
    f.key = hash(0, f.folded.at, n);
    f.lower_key = hash(0, low, n);
    int32_t *to = f.bucket;
    for (uint8_t k = 1; k <= 4; k++)
        *to++ = n >= k ? (int32_t)(hash(k, low, k) % buckets) : -1;
    for (uint8_t k = 1; k <= 5; k++)
        *to++ = n >= k ? (int32_t)(hash((uint8_t)(8 + k), low + n - k, k) % buckets) : -1;
    *to++ = (int32_t)(hash(16, shape, shape_of(f.folded, shape)) % buckets);
    length = (char)(n < 20 ? n : 20);
    *to = (int32_t)(hash(17, &length, 1) % buckets);
    return f;
}

static uint64_t lemma_key(uint8_t kind, dem_str xpos, dem_str ending)
{
    uint64_t h = hash_more(hash_begin(kind), xpos.at, xpos.len);
    h = hash_more(hash_more(h, "|", 1), ending.at, ending.len);
    return h ^ (h >> 29);
}

int dem_lemma_keys(const dem_wordform *form, dem_str xpos, uint64_t keys[DEM_LEMMA_KEYS])
{
    const size_t len = form->lower.len;
    int n = 0;
    keys[n++] = lemma_key(32, xpos, form->lower);
    for (size_t k = len < 5 ? len : 5; k <= 5; k--)
        keys[n++] = lemma_key((uint8_t)(40 + k), xpos, dem_str_cut(form->lower, len - k, len));
    return n;
}

dem_lemma_script dem_lemma_script_read(dem_str line)
{
    dem_lemma_script s = {.letters = 'K', .removed = {"", 0}, .added = {"", 0}};
    if (!line.len)
        return s;
    s.letters = line.at[0];
    dem_str rest = dem_str_cut(line, 1, line.len);
    size_t mark = rest.len;
    if (dem_str_eq(rest, DEM_STR(">>")))
        mark = 1;
    else
        while (mark > 0 && rest.at[--mark] != '>')
            ;
    s.removed = dem_str_cut(rest, 0, mark);
    s.added = dem_str_cut(rest, mark + 1, rest.len);
    return s;
}

bool dem_lemma_script_fits(dem_lemma_script script, const dem_wordform *form)
{
    return dem_str_ends(form->lower, script.removed) &&
           form->lower.len - script.removed.len + script.added.len > 0;
}

dem_str dem_lemma_script_apply(dem_lemma_script script, const dem_wordform *form, dem_arena *arena)
{
    size_t keep = form->lower.len - script.removed.len;
    dem_str stem = script.letters == 'K' ? form->folded : form->lower;
    dem_str made = dem_str_join(dem_str_cut(stem, 0, keep), script.added, arena);
    if (script.letters != 'F' && script.letters != 'U')
        return made;
    char *at = dem_new(arena, char, made.len);
    for (size_t i = 0; i < made.len; i++)
        at[i] = script.letters == 'U' || i == 0 ? upper_byte(made.at[i]) : made.at[i];
    return (dem_str){at, made.len};
}
