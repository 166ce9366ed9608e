#include "entity/kinds.h"

static bool among(dem_str word, const char *const *words)
{
    for (int k = 0; words[k]; k++)
        if (dem_str_is(word, words[k]))
            return true;
    return false;
}

int32_t dem_entity_norp(const dem_entity_word *word)
{
    const int more = DEM_LIST_STATE | DEM_LIST_CAPITAL | DEM_LIST_ORG | DEM_LIST_ARMED | DEM_LIST_OUTLET;
    return (word->gazetteer & DEM_LIST_DEMONYM) && !(word->gazetteer & more) ? word->listed : 0;
}

static const char *const heads[] = {
    "President", "Minister", "Premier", "Chancellor", "Secretary", "Ambassador", "Envoy", "Governor", "Mayor",
    "Senator", "Congressman", "Congresswoman", "General", "Commissioner", "Chairman", "Chairwoman", "Chairperson",
    "Director", "Spokesman", "Spokeswoman", "Spokesperson", "Speaker", "King", "Queen", "Prince", "Princess",
    "Emir", "Sultan", "Pope", "Ayatollah", "Commander", "Admiral", "Colonel", "Representative", "Prosecutor",
    "Judge", "Justice", "Vice-President", "Adviser", "Advisor", "Coordinator", "Marshal", NULL};
static const char *const before[] = {
    "Prime", "Foreign", "Deputy", "Vice", "Defence", "Defense", "Interior", "Finance", "Justice", "Special",
    "First", "Assistant", "Under", "Acting", "Former", "Supreme", "High", "Crown", "Attorney", "Permanent",
    "Chief", "Trade", "Energy", "Economy", "Health", "Home", "Culture", "Press", "National", "Security", NULL};

static bool capitalised(const dem_entity_word *w) { return w->cap != DEM_CASE_LOWER && w->cap != DEM_CASE_NONE; }

int32_t dem_entity_office_end(const dem_gazetteer *gazetteer, const dem_str *forms, const dem_entity_word *words,
                              const uint8_t *labels, int32_t n, int32_t i)
{
    int32_t free = i, best = i;
    while (free < n && free < i + DEM_GAZETTEER_LONGEST && !labels[free])
        free++;
    if (free == i || !capitalised(&words[i]))
        return i;
    for (int32_t k = i; k < free; k++) { /* words such as "Acting" may stand before what the table has */
        int32_t end = dem_gazetteer_office(gazetteer, forms, free, k);
        if (end > k && capitalised(&words[end - 1]) && end > best)
            best = end;
        if (!among(words[k].form, before))
            break;
    }
    return best;
}

/* Puts one kind, or none (-1), on the tokens [begin, end). */
static void relabel(uint8_t *labels, int32_t begin, int32_t end, int kind)
{
    for (int32_t k = begin; k < end; k++)
        labels[k] = kind < 0 ? 0
                    : (uint8_t)dem_label(kind, end == begin + 1 ? DEM_PLACE_U : k == begin ? DEM_PLACE_B
                                               : k == end - 1 ? DEM_PLACE_L : DEM_PLACE_I);
}

static bool is_title_word(const dem_entity_word *w)
{
    return among(w->form, heads) || among(w->form, before);
}

/* "Geologist | Orla Venn" at the head of a sentence: a word mostly written small elsewhere, no given name. */
static bool is_trade(const dem_entity_word *words, int32_t begin, int32_t end)
{
    const dem_entity_word *w = &words[begin];
    return w->first && end > begin + 2 && w->capital > 0 && w->capital <= 5 && !(w->gazetteer & DEM_LIST_GIVEN);
}

/* "Saudi Energy Minister Tarik Halim": the words up to the last head of an office among the first ones. */
static int32_t name_begin(const dem_entity_word *words, int32_t begin, int32_t end)
{
    int32_t at = is_trade(words, begin, end) ? begin + 1 : begin;
    for (int32_t k = begin; k + 1 < end && (is_title_word(&words[k]) || dem_entity_norp(&words[k]) == 1 || k == begin); k++)
        if (among(words[k].form, heads))
            at = k + 1;
    return at;
}

static const char *const bodies[] = {"Commission", "Council", "Committee", "Parliament", "Senate", "Assembly", "Ministry",
                                     "Government", "Congress", "Union", "Court", "Secretariat", "Cabinet", "Duma", NULL};
static const char *const org_ends[] = {"Embassy", "Agency", "Bank", "Forum", "Party", "Front", "Army", "Forces", "News",
                                       "Association", "Federation", "Organization", "Organisation", "University",
                                       "Institute", "Department", "Office", "Authority", "Alliance", "Movement", "Corps",
                                       "Times", "Post", "Ledger", "Guard", "Guards", "Foundation", "Fund", "Group", NULL};

static int mended_kind(const dem_entity_word *words, int32_t begin, int32_t end, int kind)
{
    if (kind == 3 && end == begin + 1 && among(words[begin].form, bodies))
        return 1;
    bool listed = words[begin].listed == end - begin;
    dem_str last = words[end - 1].form;
    if (end > begin + 1 && !listed && (among(last, bodies) || among(last, org_ends)))
        return 1;
    bool behind = begin > 0 && among(words[begin - 1].form, heads) && !among(words[end - 1].form, bodies);
    return kind != 0 && end > begin + 1 && end <= begin + 4 && behind && !listed ? 0 : kind;
}

/* "the Commission said": a body with a capital, alone, inside a sentence that is no headline. */
static bool is_lone_body(const dem_entity_word *words, int32_t i)
{
    const dem_entity_word *w = &words[i];
    return i > 0 && w->run + 1 == w->run_end && !w->title && !w->first && among(w->form, bodies) &&
           dem_str_eq_nocase(words[i - 1].form, DEM_STR("the"));
}

void dem_entity_mend(const dem_entity_word *words, uint8_t *labels, int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        if (!labels[i] && is_lone_body(words, i))
            labels[i] = (uint8_t)dem_label(1, DEM_PLACE_U);
        if (!dem_label_opens(labels[i]))
            continue;
        int32_t end = i;
        while (!dem_label_closes(labels[end]))
            end++;
        int kind = dem_label_kind(labels[i]);
        int32_t at = kind == 0 ? name_begin(words, i, ++end) : (end++, i);
        relabel(labels, i, at, -1);
        relabel(labels, at, end, mended_kind(words, at, end, kind));
        i = end - 1;
    }
}

bool dem_entity_is_facility(const dem_entity_word *words, int32_t begin, int32_t end)
{
    static const char *const last[] = {"Airport", "Bridge", "Hospital", "Dam", "Stadium", "Palace", "Prison", "Barracks",
                                       "Airfield", "Station", "Mosque", "Cathedral", "Church", "Tower", "Museum", "Hotel",
                                       "Pipeline", "Refinery", "Canal", "Tunnel", "Base", "Airbase", "Plant", "Reactor",
                                       "Harbour", "Harbor", "Terminal", "Checkpoint", "Crossing", "Shipyard", "Camp",
                                       "Depot", "Monastery", "Synagogue", "Temple", "Shrine", "Highway", "Railway",
                                       "Arsenal", "Garrison", NULL};
    static const char *const first[] = {"Camp", "Checkpoint", NULL};
    return end > begin + 1 && (among(words[end - 1].form, last) || among(words[begin].form, first));
}
