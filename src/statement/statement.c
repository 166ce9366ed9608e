#include "statement/statement.h"

#include "statement/act.h"
#include "statement/parts.h"

#include <math.h>
#include <string.h>

enum { CUE_COLUMNS = 9, PREDICATE_COLUMNS = 6, CONDITION_COLUMNS = 6 };
enum { NEAR = 12 /* rows back in which a content may have been found already */ };

/* One pattern a cell, or several separated by "|". */
static void index_column(dem_phrases *index, const dem_table *table, int32_t column, dem_arena *arena)
{
    for (int32_t row = 0; row < table->rows; row++)
        for (dem_str rest = dem_table_cell(table, row, column); rest.at;)
            dem_phrases_add(index, dem_str_trim(dem_str_split(&rest, '|')), row, arena);
}

bool dem_statement_open(dem_statement_tables *t, const dem_lexicon *lexicon, const dem_model *act,
                        const dem_model *classes, dem_arena *arena, dem_error *err)
{
    *t = (dem_statement_tables){.lexicon = lexicon};
    if (!dem_table_read(&t->cues, "data/lexicon/cues.tsv", CUE_COLUMNS, arena, err) ||
        !dem_table_read(&t->predicates, "data/lexicon/predicates.tsv", PREDICATE_COLUMNS, arena, err) ||
        !dem_table_read(&t->conditions, "data/lexicon/conditions.tsv", CONDITION_COLUMNS, arena, err) ||
        !dem_topics_open(&t->topics, arena, err) ||
        !dem_classes_open(&t->classes, classes, err))
        return false;
    index_column(&t->cue_index, &t->cues, 0, arena);
    index_column(&t->predicate_index, &t->predicates, 0, arena);
    index_column(&t->condition_index, &t->conditions, 0, arena);
    return !act || dem_act_open(t, act, arena, err);
}

dem_scene dem_scene_of(const dem_statement_tables *tables, const dem_doc *doc, dem_arena *arena)
{
    dem_str *lemmas = dem_new(arena, dem_str, doc->tokens.len);
    dem_str *forms = dem_new(arena, dem_str, doc->tokens.len);
    for (int32_t i = 0; i < doc->tokens.len; i++) {
        lemmas[i] = dem_str_lower(doc->parses.at[i].lemma, arena);
        forms[i] = dem_str_lower(dem_token_str(doc, i), arena);
    }
    return (dem_scene){doc, tables, lemmas, forms};
}

static dem_str stance_of(const dem_statement *row)
{
    if (row->condition.end > row->condition.begin || row->act == DEM_ACT_CONDITION)
        return DEM_STR("conditional");
    switch ((dem_act)row->act) {
    case DEM_ACT_OFFER: case DEM_ACT_PROPOSE: case DEM_ACT_ACCEPT: case DEM_ACT_PROMISE:
    case DEM_ACT_PRAISE: case DEM_ACT_DEMAND: case DEM_ACT_URGE:
        return row->negated ? DEM_STR("oppose") : DEM_STR("support");
    case DEM_ACT_REJECT: case DEM_ACT_DENY: case DEM_ACT_CRITICIZE: case DEM_ACT_ACCUSE:
    case DEM_ACT_THREATEN: case DEM_ACT_WITHDRAW:
        return DEM_STR("oppose");
    default:
        return DEM_STR("neutral");
    }
}

/* A cue that rejects ("denied", "refused") negates its content. */
static bool cue_rejects(dem_act act)
{
    return act == DEM_ACT_REJECT || act == DEM_ACT_DENY;
}

static void reasons(dem_statement *row, const dem_attribution *a, const dem_speaker *speaker,
                    const dem_act_choice *choice, dem_arena *arena)
{
    dem_reason *why = dem_new(arena, dem_reason, 6);
    if (a->why)
        why[row->n_why++].text = dem_str_format(arena, "%s %.2f", a->why, (double)a->score);
    if (speaker && speaker->actor >= 0)
        why[row->n_why++].text = dem_str_format(arena, "speaker:%s %.2f", speaker->how, (double)speaker->score);
    if (speaker && speaker->with.len)
        why[row->n_why++].text = dem_str_join(DEM_STR("speaker:with "), speaker->with, arena);
    for (int i = 0; i < choice->n_why; i++)
        why[row->n_why++].text = choice->why[i];
    row->why = why;
}

void dem_statement_draft(const dem_scene *scene, const dem_attribution *a, dem_spans content,
                         dem_statement *row, dem_clause *clause)
{
    *row = (dem_statement){.attribution = (int32_t)(a - scene->doc->attributions.at), .content = content};
    row->event = (dem_event_code){.plover = -1};
    row->mode = (uint8_t)dem_content_mode(scene, row->content, a);
    *clause = dem_clause_read(scene, a, row->content);
    row->condition = dem_condition_find(scene, a, clause, &row->marker);
}

/* That content, act and speaker are all right is likelier than the product: where one is plain the others are. The
 * power of 3/4 fits news that no weights have seen; roots, because they are the same bits everywhere. */
static float together(float product)
{
    float root = sqrtf(product);
    return root * sqrtf(root);
}

/* A few words, no quotation, found with little confidence, or with some under words that are no known
 * cue, are more often a deed ("passed the budget") than a statement. */
static bool is_thin(const dem_scene *scene, const dem_attribution *a, const dem_statement *row)
{
    enum { WORDS = 4 };
    dem_run run;
    dem_token_range(scene->doc, dem_spans_hull(row->content), &run.begin, &run.end);
    return row->mode == DEM_MODE_indirect && run.end - run.begin <= WORDS && a->cue_head >= 0 &&
           a->score < (dem_cue_row(scene, a->cue_head) < 0 ? 0.5f : 0.3f);
}

static void code(const dem_scene *scene, const dem_attribution *a, dem_spans content, dem_doc *doc)
{
    dem_statement row;
    dem_clause clause;
    dem_statement_draft(scene, a, content, &row, &clause);
    dem_act_choice choice = dem_act_decide(scene, a, &row, &clause, doc->arena);
    row.act = (uint8_t)choice.act;
    row.negated = clause.negated || cue_rejects(choice.act);
    row.modality = row.condition.end > row.condition.begin ? DEM_MODALITY_conditional
                                                           : clause.modality;
    row.stance = stance_of(&row);
    dem_time_find(scene, a, &row);
    dem_targets_find(scene, a, &clause, &row, doc->arena);
    dem_statement_topics(scene, a, &row, doc->arena);
    const dem_speaker *speaker = row.attribution < doc->speakers.len ? &doc->speakers.at[row.attribution] : NULL;
    reasons(&row, a, speaker, &choice, doc->arena);
    row.confidence = together(a->score * choice.score * (speaker && speaker->actor >= 0 ? speaker->score : 1.0f));
    if (!is_thin(scene, a, &row))
        *dem_push(&doc->statements, doc->arena) = row;
}

/* The row's content begins right behind the cue of `a`, whose own it is: "released a statement, calling on | the powers to
 * rethink it", with "released a statement" for the row's cue. */
static bool stands_behind(const dem_doc *doc, const dem_attribution *a, int32_t row)
{
    const dem_spans content = doc->statements.at[row].content;
    const dem_attribution *b = &doc->attributions.at[doc->statements.at[row].attribution];
    if (a == b || !a->cue.len || content.len != 1 || a->level != b->level || b->cue_head < 0 || b->cue_head >= a->cue_head)
        return false;
    return dem_token_at(doc, content.at[0].begin) == dem_token_at(doc, dem_spans_hull(a->cue).end - 1) + 1;
}

/* The earlier row that says the same, or -1: one content found under two cues, or the whole of a content
 * found again as a layer inside it. */
static int32_t known_row(const dem_doc *doc, int32_t first, const dem_attribution *a, dem_spans content)
{
    dem_span hull = dem_spans_hull(content);
    for (int32_t i = doc->statements.len - 1; i >= first; i--) {
        dem_span other = dem_spans_hull(doc->statements.at[i].content);
        uint32_t low = hull.begin > other.begin ? hull.begin : other.begin;
        uint32_t high = hull.end < other.end ? hull.end : other.end;
        uint32_t all = dem_span_len(hull) + dem_span_len(other);
        if (high > low && (high - low) * 20 > (all - (high - low)) * 19)
            return i;
        if (hull.end == other.end && stands_behind(doc, a, i))
            return i;
    }
    return -1;
}

/* Of two cues of one layer for the same words the one right before them stays, else the surer. */
static bool is_surer(const dem_doc *doc, const dem_attribution *a, int32_t row)
{
    const dem_attribution *b = &doc->attributions.at[doc->statements.at[row].attribution];
    return stands_behind(doc, a, row) || (a != b && a->level == b->level && a->score > b->score);
}

static void drop_row(dem_doc *doc, int32_t row)
{
    dem_statement *at = &doc->statements.at[row];
    memmove(at, at + 1, (size_t)(--doc->statements.len - row) * sizeof *at);
}

/* Whether the row only carries on a quotation that an earlier cue introduced. */
static bool carries_on(const dem_attribution *a)
{
    return a->continues >= 0 && !a->cue.len;
}

/* The attribution whose cue introduced what `index` carries on. */
static int32_t root_of(const dem_doc *doc, int32_t index)
{
    while (carries_on(&doc->attributions.at[index]))
        index = doc->attributions.at[index].continues;
    return index;
}

/* Nothing but the cue's own sentence stands between the two. */
static bool follows(const dem_doc *doc, const dem_attribution *a, dem_span more, dem_span last)
{
    int32_t s = doc->tokens.at[dem_token_at(doc, last.end - 1)].sentence + 1;
    int32_t end = doc->tokens.at[dem_token_at(doc, more.begin)].sentence;
    while (s < end && s == a->sentence)
        s++;
    return s >= end;
}

/* "A," she said. "B." is one statement: a quotation takes in those that carry it on, in text order, up to where the
 * narrator tells another thing; `told` marks them. Behind reported speech "B" is a statement of its own. */
static dem_spans gather(const dem_scene *scene, int32_t index, dem_spans content, bool *told, dem_arena *arena)
{
    enum { REACH = 64 };
    const dem_doc *doc = scene->doc;
    const dem_attribution *a = &doc->attributions.at[index];
    if (!content.len || dem_content_mode(scene, content, a) != DEM_MODE_direct)
        return content;
    DEM_VEC(dem_span) all = {0};
    for (int32_t i = 0; i < content.len; i++)
        *dem_push(&all, arena) = content.at[i];
    int32_t end = index + REACH < doc->attributions.len ? index + REACH : doc->attributions.len;
    for (int32_t k = index + 1; k < end; k++) {
        const dem_attribution *more = &doc->attributions.at[k];
        if (!carries_on(more) || told[k] || root_of(doc, k) != root_of(doc, index))
            continue;
        dem_spans part = dem_content_trim(scene, more, arena);
        if (part.len && !follows(doc, a, part.at[0], all.at[all.len - 1]))
            break;
        told[k] = true;
        for (int32_t i = 0; i < part.len; i++)
            if (part.at[i].begin >= all.at[all.len - 1].end)
                *dem_push(&all, arena) = part.at[i];
    }
    return (dem_spans){all.at, all.len};
}

void dem_statement_run(const dem_statement_tables *tables, dem_doc *doc, dem_arena scratch)
{
    dem_scene scene = dem_scene_of(tables, doc, &scratch);
    bool *told = dem_new(&scratch, bool, doc->attributions.len);
    for (int32_t i = 0; i < doc->attributions.len; i++) {
        const dem_attribution *a = &doc->attributions.at[i];
        if (told[i] || !dem_source_speaks(&scene, a))
            continue;
        dem_spans content = dem_content_trim(&scene, a, doc->arena);
        content = gather(&scene, i, content, told, doc->arena);
        int32_t recent = doc->statements.len > NEAR ? doc->statements.len - NEAR : 0;
        dem_spans clauses[DEM_CLAUSES];
        int n = content.len ? dem_content_cut(&scene, a, content, clauses, doc->arena) : 0;
        for (int k = 0; k < n; k++) {
            int32_t known = known_row(doc, recent, a, clauses[k]);
            if (known >= 0 && is_surer(doc, a, known))
                drop_row(doc, known), known = -1;
            if (known < 0)
                code(&scene, a, clauses[k], doc);
        }
    }
}
