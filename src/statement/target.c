/* Targets: whom the words address, accuse, bind or concern, as the sentence names them.
 *
 *   addressee  object or "to"-phrase of the cue: "told reporters", "urged Kyiv to …"
 *   accused    object of a cue of accusing or criticising: "accused the guild of …"
 *   bound      subject of the clause when the speaker binds another: "the army must leave"
 *   about      other actors named in the clause */
#include "statement/parts.h"

enum { MOST = 6 };

static dem_run noun_phrase(const dem_doc *doc, int32_t head)
{
    dem_run run = dem_token_subtree(doc, head);
    /* Clauses that modify the noun are not its name. */
    for (int32_t i = head + 1; i < run.end; i++) {
        dem_rel rel = (dem_rel)doc->parses.at[i].rel;
        if (doc->parses.at[i].upos == DEM_UPOS_PUNCT || rel == DEM_REL_acl ||
            rel == DEM_REL_acl_relcl || rel == DEM_REL_mark) {
            run.end = i;
            break;
        }
    }
    if (doc->parses.at[run.begin].rel == DEM_REL_case_ && run.begin < head)
        run.begin++;
    return run;
}

static dem_str name_of(const dem_scene *scene, int32_t head, dem_run run)
{
    const dem_doc *doc = scene->doc;
    for (int32_t m = 0; m < doc->mentions.len; m++)
        if (doc->mentions.at[m].head == head && doc->mentions.at[m].actor >= 0)
            return doc->actors.at[doc->mentions.at[m].actor].name;
    return dem_words_str(doc, dem_token_span(doc, run.begin, run.end));
}

typedef struct target_list {
    dem_target *at;
    int32_t len;
} target_list;

static void add(const dem_scene *scene, target_list *list, int32_t head, dem_target_rel rel)
{
    dem_run run = noun_phrase(scene->doc, head);
    dem_span span = dem_token_span(scene->doc, run.begin, run.end);
    for (int32_t i = 0; i < list->len; i++)
        if (dem_span_meets(list->at[i].span, span))
            return;
    if (list->len < MOST)
        list->at[list->len++] = (dem_target){name_of(scene, head, run), span, (uint8_t)rel};
}

static bool is_actor(const dem_doc *doc, int32_t head)
{
    int32_t n = dem_name_from(doc, head);
    const dem_name *name = n < doc->names.len ? &doc->names.at[n] : NULL;
    return name && name->begin <= head &&
           (name->kind == DEM_NAME_PER || name->kind == DEM_NAME_ORG || name->kind == DEM_NAME_LOC);
}

static bool inside(dem_run run, int32_t token)
{
    return run.begin <= token && token < run.end;
}

static void from_cue(const dem_scene *scene, const dem_attribution *a, const dem_clause *clause,
                     dem_act act, target_list *list)
{
    const dem_doc *doc = scene->doc;
    bool blames = act == DEM_ACT_ACCUSE || act == DEM_ACT_CRITICIZE || act == DEM_ACT_PRAISE ||
                  act == DEM_ACT_THREATEN;
    const dem_sentence *s = &doc->sentences.at[doc->tokens.at[a->cue_head].sentence];
    for (int32_t i = s->begin; i < s->end; i++) {
        const dem_parse *p = &doc->parses.at[i];
        if (p->head != a->cue_head || inside(clause->run, i))
            continue;
        if (p->rel == DEM_REL_obj || p->rel == DEM_REL_iobj)
            add(scene, list, i, blames ? DEM_TARGET_ACCUSED : DEM_TARGET_ADDRESSEE);
        if (p->rel != DEM_REL_obl && p->rel != DEM_REL_nmod)
            continue;
        int32_t by = dem_token_child(doc, i, DEM_REL_case_);
        if (by >= 0 && (dem_str_eq(scene->lemmas[by], DEM_STR("to")) ||
                        dem_str_eq(scene->lemmas[by], DEM_STR("on")) ||
                        dem_str_eq(scene->lemmas[by], DEM_STR("upon"))) &&
            (is_actor(doc, i) || doc->parses.at[i].upos == DEM_UPOS_NOUN) && !blames &&
            (act == DEM_ACT_URGE || act == DEM_ACT_DEMAND || dem_str_eq(scene->lemmas[by], DEM_STR("to"))))
            add(scene, list, i, DEM_TARGET_ADDRESSEE);
    }
}

void dem_targets_find(const dem_scene *scene, const dem_attribution *a, const dem_clause *clause,
                      dem_statement *row, dem_arena *arena)
{
    const dem_doc *doc = scene->doc;
    target_list list = {dem_new(arena, dem_target, MOST), 0};
    dem_act act = (dem_act)row->act;
    if (a->cue_head >= 0)
        from_cue(scene, a, clause, act, &list);
    if (clause->subject >= 0 && !clause->own && is_actor(doc, clause->subject)) {
        bool binds = act == DEM_ACT_DEMAND || act == DEM_ACT_CONDITION || act == DEM_ACT_URGE;
        add(scene, &list, clause->subject,
            binds ? DEM_TARGET_BOUND
                  : act == DEM_ACT_ACCUSE ? DEM_TARGET_ACCUSED : DEM_TARGET_ABOUT);
    }
    for (int32_t n = dem_name_from(doc, clause->run.begin); n < doc->names.len; n++) {
        const dem_name *name = &doc->names.at[n];
        if (name->begin >= clause->run.end)
            break;
        int32_t head = dem_head_of(doc, name->begin, name->end);
        if (inside(clause->run, head) && is_actor(doc, head))
            add(scene, &list, head, DEM_TARGET_ABOUT);
    }
    row->targets = list.at;
    row->n_targets = list.len;
}
