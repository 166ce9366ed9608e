#include "lexicon/topic.h"
#include "lexicon/stem.h"

enum { TOPIC, WEIGHT, WORDS, COLUMNS = 4, ENOUGH = 3, HITS = 16 };

/* "cease-fire" as the tokenizer has it: "cease - fire". */
static dem_str parted(dem_str words, dem_arena *arena)
{
    char *at = dem_new(arena, char, 3 * words.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < words.len; i++) {
        bool hyphen = words.at[i] == '-';
        if (hyphen)
            at[n++] = ' ';
        at[n++] = words.at[i];
        if (hyphen)
            at[n++] = ' ';
    }
    return (dem_str){at, n};
}

static void add(dem_topics *t, dem_str words, bool stems, int32_t row, dem_arena *arena)
{
    dem_phrases_add(&t->index, stems ? dem_lex_stem_words(words, arena) : words, row, arena);
}

bool dem_topics_open(dem_topics *t, bool stems, dem_arena *arena, dem_error *err)
{
    *t = (dem_topics){0};
    if (!dem_table_read(&t->issues, "data/lexicon/issues.tsv", COLUMNS, arena, err))
        return false;
    for (int32_t row = 0; row < t->issues.rows; row++)
        for (dem_str rest = dem_table_cell(&t->issues, row, WORDS); rest.at;) {
            dem_str words = dem_str_trim(dem_str_split(&rest, '|'));
            add(t, words, stems, row, arena);
            if (dem_str_find(words, DEM_STR("-")) < words.len)
                add(t, parted(words, arena), stems, row, arena);
        }
    return true;
}

void dem_topics_weigh(const dem_topics *t, const dem_str *words, int32_t begin, int32_t end, int32_t *weights)
{
    for (int32_t i = begin; i < end; i++) {
        dem_phrase_hit hits[HITS];
        int32_t n = dem_phrases_at(&t->index, words, end, i, hits, HITS);
        for (int32_t k = 0; k < n; k++) {
            int64_t weight = 0;
            dem_str_int(dem_table_cell(&t->issues, hits[k].row, WEIGHT), &weight);
            weights[hits[k].row] += (int32_t)weight;
        }
    }
}

/* A topic's rows stand together in the file. */
int32_t dem_topics_collect(const dem_topics *t, const int32_t *weights, dem_str out[DEM_TOPICS])
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

/* Topics without a row have none. */
dem_str dem_topic_context(dem_str topic)
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

int32_t dem_topic_contexts(const dem_str *topics, int32_t n, dem_str out[DEM_TOPICS])
{
    int32_t found = 0;
    for (int32_t i = 0; i < n && found < DEM_TOPICS; i++) {
        dem_str context = dem_topic_context(topics[i]);
        bool known = !context.len;
        for (int32_t k = 0; k < found; k++)
            known |= dem_str_eq(out[k], context);
        if (!known)
            out[found++] = context;
    }
    return found;
}
