#include "entity/kinds.h"

static bool among(dem_str word, const char *const *words)
{
    for (int k = 0; words[k]; k++)
        if (dem_str_eq(word, dem_str_of(words[k])))
            return true;
    return false;
}

bool dem_entity_is_norp(const dem_entity_word *word)
{
    return word->listed == 1 && (word->gazetteer & DEM_LIST_DEMONYM) &&
           !(word->gazetteer & (DEM_LIST_STATE | DEM_LIST_CAPITAL | DEM_LIST_ORG | DEM_LIST_ARMED | DEM_LIST_OUTLET));
}

int32_t dem_entity_office_end(const dem_entity_word *words, const uint8_t *labels, int32_t n, int32_t i)
{
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
    int32_t k = i;
    while (k < n && k < i + 5 && !labels[k] && among(words[k].form, before) &&
           !(among(words[k].form, heads) && (k + 1 == n || !among(words[k + 1].form, heads))))
        k++;
    int32_t end = k;
    while (end < n && end < k + 3 && !labels[end] && among(words[end].form, heads))
        end++;
    return end > k ? end : i;
}

bool dem_entity_is_facility(dem_str last)
{
    static const char *const words[] = {"Airport", "Bridge", "Hospital", "Dam", "Stadium", "Palace", "Prison", "Barracks",
                                        "Airfield", "Station", "Mosque", "Cathedral", "Church", "Tower", "Museum", "Hotel",
                                        "Pipeline", "Refinery", "Canal", "Tunnel", NULL};
    return among(last, words);
}
