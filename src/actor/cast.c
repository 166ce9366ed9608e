#include "actor/parts.h"

#include "lexicon/fold.h"

bool dem_low_is(const dem_cast *cast, int32_t token, const char *list)
{
    return token >= 0 && token < cast->doc->tokens.len && dem_str_among(cast->low[token], list);
}

dem_upos dem_pos(const dem_cast *cast, int32_t token)
{
    return (dem_upos)cast->doc->parses.at[token].upos;
}

dem_str dem_token_lemma(const dem_cast *cast, int32_t token)
{
    dem_str lemma = cast->doc->parses.at[token].lemma;
    return lemma.len ? lemma : cast->low[token];
}

dem_str dem_run_str(const dem_cast *cast, dem_run run)
{
    if (run.begin >= run.end)
        return (dem_str){"", 0};
    return dem_words_str(cast->doc, dem_token_span(cast->doc, run.begin, run.end));
}

bool dem_in_title(const dem_cast *cast, int32_t token)
{
    int32_t block = cast->doc->sentences.at[cast->doc->tokens.at[token].sentence].block;
    return block >= 0 && cast->doc->blocks.at[block].kind == DEM_BLOCK_TITLE;
}

bool dem_is_subject(const dem_cast *cast, int32_t token)
{
    int rel = cast->doc->parses.at[token].rel;
    return rel == DEM_REL_nsubj || rel == DEM_REL_nsubj_pass || rel == DEM_REL_nsubj_outer;
}

const dem_lex_entry *dem_run_find(const dem_cast *cast, dem_run run, unsigned kinds)
{
    return dem_lexicon_find(cast->lex, dem_run_str(cast, run), kinds);
}

static bool letter_or_digit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* For sure: not the second half of "can | not", nor a mark beyond ASCII. */
static bool starts_word(const dem_doc *doc, int32_t token)
{
    size_t at = doc->tokens.at[token].span.begin;
    unsigned char first = (unsigned char)doc->text.at[at];
    return first < 0x80 && letter_or_digit((char)first) && (!at || !letter_or_digit(doc->text.at[at - 1]));
}

/* One past the last token of a form that begins with the token, at most: no form has more words. */
static int32_t last_end(const dem_cast *cast, int32_t token)
{
    const dem_doc *doc = cast->doc;
    int32_t stop = doc->sentences.at[doc->tokens.at[token].sentence].end, to = token + 1;
    size_t end = doc->tokens.at[token].span.end;
    bool parted = end == doc->text.len || !letter_or_digit(doc->text.at[end]);
    int32_t most = parted ? dem_lexicon_most(cast->lex, cast->low[token]) : INT32_MAX, words = 1;
    if (!most)
        return token;
    while (to < stop && to < token + 10 && (!starts_word(doc, to) || ++words <= most))
        to++;
    return to;
}

const dem_lex_entry *dem_token_longest(const dem_cast *cast, int32_t token, unsigned kinds,
                                       int32_t *end)
{
    for (int32_t to = last_end(cast, token); to > token; to--) {
        const dem_lex_entry *e = dem_run_find(cast, (dem_run){token, to}, kinds);
        if (e) {
            *end = to;
            return e;
        }
    }
    return NULL;
}

static uint8_t type_of(dem_sort sort)
{
    switch (sort) {
    case DEM_SORT_PERSON: return DEM_ACTOR_person;
    case DEM_SORT_STATE: return DEM_ACTOR_party;
    case DEM_SORT_GROUP: return DEM_ACTOR_collective;
    default: return DEM_ACTOR_institution;
    }
}

int32_t dem_cast_actor(dem_cast *cast, dem_str name, dem_sort sort, int32_t first)
{
    *dem_push(&cast->doc->actors, cast->doc->arena) =
        (dem_actor){.name = name,
                    .party = DEM_STR("?"),
                    .type = type_of(sort),
                    .gazetteer = -1,
                    .gender = sort == DEM_SORT_PERSON  ? 0
                              : sort == DEM_SORT_GROUP ? 'p'
                                                       : 'n'};
    *dem_push(&cast->parts, cast->arena) =
        (dem_part){.sort = sort, .first = first, .plural = sort == DEM_SORT_GROUP};
    return cast->doc->actors.len - 1;
}

void dem_cast_form(dem_cast *cast, int32_t actor, dem_str folded)
{
    dem_part *part = &cast->parts.at[actor];
    for (int32_t i = 0; i < part->forms.len; i++)
        if (dem_str_eq(part->forms.at[i], folded))
            return;
    if (part->forms.len < 64)
        *dem_push(&part->forms, cast->arena) = folded;
}

void dem_cast_mention(dem_cast *cast, dem_run run, int32_t head, int32_t actor, const char *how)
{
    if (actor < 0 || head < 0 || cast->seen_at[head])
        return;
    bool several = dem_low_is(cast, run.end, "and");
    for (int32_t t = head; t < run.end; t++)
        several |= dem_pos(cast, t) == DEM_UPOS_CCONJ;
    *dem_push(&cast->seen, cast->arena) =
        (dem_seen){head, actor, several && dem_is_subject(cast, head)};
    cast->seen_at[head] = cast->seen.len;
    cast->parts.at[actor].mentions++;
    *dem_push(&cast->doc->mentions, cast->doc->arena) = (dem_mention){
        dem_token_span(cast->doc, run.begin, run.end), run.begin, run.end, head, actor, how};
}
