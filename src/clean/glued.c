#include "clean/glued.h"
#include "clean/credit.h"
#include "clean/cues.h"

#include <string.h>

static dem_str rest_at(dem_str s, size_t at)
{
    return dem_str_cut(s, at, s.len);
}

static size_t word_end(dem_str s, size_t at)
{
    while (at < s.len && s.at[at] != ' ')
        at++;
    return at;
}

static bool is_abbreviation(dem_str word)
{
    static const char *const titles[] = {"mr.",  "mrs.", "ms.",  "dr.",  "gen.", "col.", "sen.",  "rep.", "gov.",
                                         "st.",  "no.",  "lt.",  "sgt.", "jr.",  "sr.",  "jan.",  "feb.", "aug.",
                                         "sept.", "oct.", "nov.", "dec.", "calif.", "v.", "vs.", NULL};
    bool initials = word.len >= 2 && word.at[0] >= 'A' && word.at[0] <= 'Z' &&
                    (word.len == 2 || word.at[word.len - 3] == '.');
    return initials || dem_str_in_nocase(word, titles);
}

/* Does a sentence end with this word? */
static bool ends_sentence(dem_str word)
{
    static const char *const closers[] = {"”", "’", "\"", "'", ")"};
    if (is_abbreviation(word))
        return false;
    for (size_t i = 0; i < sizeof closers / sizeof *closers; i++)
        if (dem_str_ends(word, dem_str_of(closers[i])))
            word.len -= strlen(closers[i]);
    return word.len && strchr(".!?", word.at[word.len - 1]);
}

static size_t sentence_end(dem_str s, size_t at)
{
    for (;;) {
        size_t end = word_end(s, at);
        if (end == s.len || ends_sentence(dem_str_cut(s, at, end)))
            return end;
        at = end + 1;
    }
}

/* "Enlarge this image toggle caption Ann Lee/AP Ann Lee/AP", the first three words or the second credit left
 * out; all that is left where no credit is known by its form. */
static size_t enlarge_len(dem_str s)
{
    dem_str enlarge = DEM_STR("Enlarge this image "), toggle = DEM_STR("toggle caption ");
    size_t begin = dem_str_starts(s, enlarge) ? enlarge.len : 0;
    if (!dem_str_starts(rest_at(s, begin), toggle))
        return 0;
    begin += toggle.len;
    dem_str rest = rest_at(s, begin);
    size_t credit = dem_credit_twice(rest);
    credit = credit ? credit : dem_credit_len(rest);
    return begin + (credit ? credit : rest.len);
}

static size_t digits(dem_str s)
{
    size_t n = 0;
    while (n < s.len && s.at[n] >= '0' && s.at[n] <= '9')
        n++;
    return n;
}

/* "Hide Caption 9 of 9", the end of a gallery; no other picture of it. */
static size_t gallery_len(dem_str s)
{
    dem_str button = DEM_STR("Hide Caption "), of = DEM_STR(" of ");
    if (!dem_str_starts(s, button))
        return 0;
    dem_str rest = rest_at(s, button.len);
    dem_str first = dem_str_cut(rest, 0, digits(rest));
    rest = rest_at(rest, first.len);
    if (!first.len || !dem_str_starts(rest, of))
        return 0;
    rest = rest_at(rest, of.len);
    bool last = dem_str_eq(first, dem_str_cut(rest, 0, digits(rest)));
    return last ? button.len + first.len + of.len + first.len : 0;
}

static bool is_copyright(dem_str s)
{
    return dem_str_starts(s, DEM_STR("©")) || dem_str_starts(s, DEM_STR("(c) 20")) ||
           dem_str_starts(s, DEM_STR("Copyright ©")) || dem_str_starts(s, DEM_STR("Copyright (c)")) ||
           dem_str_starts(s, DEM_STR("Copyright 20")) || dem_str_starts(s, DEM_STR("Copyright 19"));
}

/* A pitch's end in this sentence: "By signing up, you agree to our Privacy Policy The talks …". */
static size_t policy_end(dem_str sentence)
{
    dem_str agree = DEM_STR("you agree to our "), policy = DEM_STR("Privacy Policy");
    size_t at = dem_str_find(sentence, agree);
    size_t end = at + dem_str_find(rest_at(sentence, at), policy);
    if (end >= sentence.len)
        return 0;
    end += policy.len;
    return end < sentence.len && sentence.at[end] == '.' ? end + 1 : end;
}

static bool is_rule(const char *rule, const char *name)
{
    return rule && strcmp(rule, name) == 0;
}

static bool found(dem_span *out, size_t begin, size_t end)
{
    *out = (dem_span){(uint32_t)begin, (uint32_t)end};
    return true;
}

bool dem_glued_find(dem_str s, dem_span *out)
{
    size_t sentence = 0, pitch = s.len; /* where each begins; no pitch yet */
    bool opens = true;
    for (size_t at = 0; at < s.len; at = word_end(s, at) + 1) {
        dem_str rest = rest_at(s, at);
        size_t n;
        if (opens) {
            dem_str whole = dem_str_cut(s, at, sentence_end(s, at));
            const char *rule = dem_cue_match(whole).rule;
            sentence = at;
            n = policy_end(whole);
            if (!n && !is_rule(rule, "subscription") && !is_rule(rule, "legal"))
                pitch = s.len;
            else if (pitch == s.len)
                pitch = at;
            if (n)
                return found(out, pitch, at + n);
            if (is_rule(rule, "follow"))
                return found(out, at, s.len);
        }
        if (is_copyright(rest))
            return found(out, pitch < at ? pitch : at, s.len);
        if ((n = enlarge_len(rest)))
            return found(out, sentence, at + n);
        if ((n = dem_credit_len(rest)) || (n = gallery_len(rest)))
            return found(out, 0, at + n);
        opens = ends_sentence(dem_str_cut(s, at, word_end(s, at)));
    }
    return false;
}
