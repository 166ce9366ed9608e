#include "show/context.h"
#include "lexicon/stem.h"

enum { TOPIC, WEIGHT, WORDS, COLUMNS = 4, ENOUGH = 3, HITS = 16 };

bool dem_contexts_open(dem_contexts *c, dem_arena *arena, dem_error *err)
{
    *c = (dem_contexts){0};
    if (!dem_table_read(&c->issues, "data/lexicon/issues.tsv", COLUMNS, arena, err))
        return false;
    for (int32_t row = 0; row < c->issues.rows; row++)
        for (dem_str rest = dem_table_cell(&c->issues, row, WORDS); rest.at;)
            dem_phrases_add(&c->index, dem_lex_stem_words(dem_str_trim(dem_str_split(&rest, '|')), arena), row, arena);
    return true;
}

/* Topics of data/lexicon/issues.tsv under PLOVER's words for contexts; the others have none. */
static dem_str context_of(dem_str topic)
{
    static const char *const words[][2] = {
        {"arms-control", "military"}, {"arms-supplies", "military"}, {"aviation", "economic"}, {"borders", "territory"},
        {"ceasefire", "military"}, {"citizens-rights", "rights"}, {"civilians", "rights"}, {"climate", "environment"},
        {"culture", "culture"}, {"cyber", "cyber"}, {"diplomats", "diplomatic"}, {"drugs", "crime"},
        {"economy", "economic"}, {"elections", "election"}, {"energy", "resource"}, {"environment", "environment"},
        {"espionage", "intelligence"}, {"fighting", "military"}, {"fisheries", "resource"}, {"food", "resource"},
        {"government", "executive"}, {"health", "disease"}, {"hostages", "crime"}, {"human-rights", "rights"},
        {"humanitarian-access", "humanitarian"}, {"justice", "legal"}, {"maritime", "territory"},
        {"migration", "migration"}, {"missiles", "military"}, {"money-owed", "economic"}, {"nuclear", "cbrn"},
        {"prisoners", "legal"}, {"rebels", "insurgency"}, {"recognition", "diplomatic"},
        {"reconstruction", "economic"}, {"refugees", "migration"}, {"sanctions", "economic"},
        {"secret-talks", "diplomatic"}, {"security-guarantees", "military"}, {"space", "technology"},
        {"talks", "diplomatic"}, {"tariffs", "economic"}, {"technology", "technology"}, {"territory", "territory"},
        {"terrorism", "terrorism"}, {"trade", "economic"}, {"troops", "military"}, {"water", "resource"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (dem_str_eq(topic, dem_str_of(words[i][0])))
            return dem_str_of(words[i][1]);
    return (dem_str){0};
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || (unsigned char)c >= 0x80;
}

static int32_t stems_of(dem_str s, dem_str **stems, dem_arena *arena)
{
    DEM_VEC(dem_str) all = {0};
    for (size_t i = 0; i < s.len;) {
        size_t end = i;
        while (end < s.len && is_letter(s.at[end]))
            end++;
        if (end > i)
            *dem_push(&all, arena) = dem_lex_stem(dem_str_cut(s, i, end), arena);
        i = end + 1;
    }
    *stems = all.at;
    return all.len;
}

/* Rows of a topic stand together; a topic is there when their weights add up (as for statements). */
static int32_t topics_in(const dem_contexts *c, dem_str sentence, dem_str topics[DEM_CONTEXTS], dem_arena scratch)
{
    int32_t *weights = dem_new(&scratch, int32_t, c->issues.rows + 1), n = 0;
    dem_str *stems;
    int32_t len = stems_of(sentence, &stems, &scratch);
    for (int32_t at = 0; at < len; at++) {
        dem_phrase_hit hits[HITS];
        int32_t found = dem_phrases_at(&c->index, stems, len, at, hits, HITS);
        for (int32_t k = 0; k < found; k++) {
            int64_t weight = 0;
            dem_str_int(dem_table_cell(&c->issues, hits[k].row, WEIGHT), &weight);
            weights[hits[k].row] += (int32_t)weight;
        }
    }
    for (int32_t i = 0; i < c->issues.rows && n < DEM_CONTEXTS;) {
        dem_str topic = dem_table_cell(&c->issues, i, TOPIC);
        int32_t total = 0;
        for (; i < c->issues.rows && dem_str_eq(dem_table_cell(&c->issues, i, TOPIC), topic); i++)
            total += weights[i];
        if (total >= ENOUGH)
            topics[n++] = topic;
    }
    return n;
}

int32_t dem_contexts_of(const dem_contexts *c, const dem_happening *h, dem_str sentence, dem_str out[DEM_CONTEXTS],
                        dem_arena scratch)
{
    dem_str told[DEM_CONTEXTS];
    const dem_str *topics = h->n_topics ? h->topics : told;
    int32_t of = h->n_topics ? h->n_topics : topics_in(c, sentence, told, scratch), n = 0;
    for (int32_t i = 0; i < of && n < DEM_CONTEXTS; i++) {
        dem_str context = context_of(topics[i]);
        bool known = !context.len;
        for (int32_t k = 0; k < n; k++)
            known |= dem_str_eq(out[k], context);
        if (!known)
            out[n++] = context;
    }
    return n;
}
