/* What lies ahead of a predicate and what lies behind: tense and mood as far as conditions ask. */
#include "statement/parts.h"

/* "After Kyiv agreed", "after the last had gone". */
bool dem_clause_past(const dem_scene *scene, int32_t clause)
{
    const dem_doc *doc = scene->doc;
    if (doc->parses.at[clause].xpos == DEM_XPOS_VBD)
        return true;
    int32_t aux = dem_token_child(doc, clause, DEM_REL_aux);
    return aux >= 0 && dem_str_eq(scene->forms[aux], DEM_STR("had"));
}

bool dem_token_has_aux(const dem_scene *scene, int32_t verb, const char *const *words)
{
    const dem_doc *doc = scene->doc;
    const dem_sentence *s = &doc->sentences.at[doc->tokens.at[verb].sentence];
    for (int32_t i = s->begin; i < s->end; i++)
        if (doc->parses.at[i].head == verb && doc->parses.at[i].rel == DEM_REL_aux && dem_word_in(scene->forms[i], words))
            return true;
    return false;
}

/* An infinitive or imperative lies ahead too ("to leave when they leave"), unless what it hangs on
 * within the content is past ("appeared to retreat") or its clause is ("resume strikes after they
 * died"). */
bool dem_clause_bid(const dem_scene *scene, int32_t governor, int32_t clause, dem_run area)
{
    const dem_doc *doc = scene->doc;
    if (governor < 0 || doc->parses.at[governor].xpos != DEM_XPOS_VB)
        return false;
    int32_t above = doc->parses.at[governor].head;
    bool behind = above >= area.begin && doc->parses.at[governor].rel == DEM_REL_xcomp &&
                  doc->parses.at[above].xpos == DEM_XPOS_VBD;
    return !behind && !dem_clause_past(scene, clause);
}

/* Words that leave time and condition apart: the governing predicate lies ahead or is denied. */
bool dem_clause_ahead(const dem_scene *scene, int32_t governor)
{
    static const char *const modals[] = {"will", "would", "can", "could", "may", "might", "must",
                                         "should", "shall", "'ll", "ready", "willing",
                                         "open", "prepared", "possible", "agree", NULL};
    const dem_doc *doc = scene->doc;
    if (governor < 0)
        return false;
    const dem_sentence *s = &doc->sentences.at[doc->tokens.at[governor].sentence];
    if (dem_token_negated(scene, governor) || dem_word_in(scene->lemmas[governor], modals))
        return true;
    for (int32_t i = s->begin; i < s->end; i++)
        if (doc->parses.at[i].head == governor && dem_word_in(scene->lemmas[i], modals))
            return true;
    return false;
}

static bool is_present(const dem_doc *doc, int32_t clause)
{
    const dem_rel below[] = {DEM_REL_aux, DEM_REL_aux_pass, DEM_REL_cop};
    for (int k = -1; k < 3; k++) {
        int32_t verb = k < 0 ? clause : dem_token_child(doc, clause, below[k]);
        if (verb >= 0 && (doc->parses.at[verb].xpos == DEM_XPOS_VBZ || doc->parses.at[verb].xpos == DEM_XPOS_VBP))
            return true;
    }
    return false;
}

/* "The tunnel closed until the work is done", "a truce once they leave": no finite verb is limited, and
 * the clause is told in the present. */
bool dem_clause_plan(const dem_doc *doc, int32_t governor, int32_t clause)
{
    if (governor < 0 || clause < 0 || !is_present(doc, clause) || is_present(doc, governor))
        return false;
    dem_xpos form = (dem_xpos)doc->parses.at[governor].xpos;
    return form != DEM_XPOS_VBD && dem_token_child(doc, governor, DEM_REL_aux_pass) < 0 &&
           dem_token_child(doc, governor, DEM_REL_aux) < 0 && dem_token_child(doc, governor, DEM_REL_cop) < 0;
}
