/* The concepts view: statements that speak of one thing, by side and stance; a concept as a JSON line. */
#include "show/concepts.h"
#include "show/counting.h"
#include "show/json.h"

#include <stdlib.h>

typedef struct side {
    uint32_t concept;
    uint16_t party;
    int32_t by[5]; /* statements by dem_stance */
} side;

typedef struct concept_sum {
    uint32_t concept; /* its row */
    int32_t statements, stories;
    uint64_t first, last;
} concept_sum;

typedef struct concepts {
    uint32_t *of; /* statement -> row of its concept, 0: none */
    uint32_t most;
    dem_index index, sides, told; /* told: (concept, story) seen */
    DEM_VEC(concept_sum) at;
    DEM_VEC(side) side;
} concepts;

static void open_concepts(dem_counting *c)
{
    concepts *all = c->own = dem_new(c->arena, concepts, 1);
    all->most = (uint32_t)dem_store_int(c->store, "SELECT coalesce(max(statement), 0) FROM concept_member");
    all->of = dem_new(c->arena, uint32_t, all->most + 1);
    dem_query *q = dem_store_query(c->store, "SELECT statement, concept FROM concept_member");
    while (dem_step(q))
        all->of[dem_col_int(q, 0)] = (uint32_t)dem_col_int(q, 1);
    dem_query_free(q);
}

static void count_side(concepts *all, uint32_t concept, uint16_t party, const dem_fact *f, dem_arena *arena)
{
    bool fresh;
    int32_t at = dem_index_put(&all->sides, (uint64_t)concept << 16 | party, arena, &fresh);
    if (fresh)
        *dem_push(&all->side, arena) = (side){.concept = concept, .party = party};
    all->side.at[at].by[f->stance < 5 ? f->stance : 0]++;
}

static void take_concepts(dem_counting *c, const dem_pass *pass)
{
    concepts *all = c->own;
    for (int32_t i = 0; i < pass->scan.n; i++) {
        const dem_fact *f = pass->scan.hits[i];
        uint32_t concept = f->n <= all->most ? all->of[f->n] : 0;
        if (!concept || !dem_fact_firsthand(f) || f->flags & DEM_FACT_ECHO)
            continue;
        bool fresh;
        int32_t at = dem_index_put(&all->index, concept, c->arena, &fresh);
        if (fresh)
            *dem_push(&all->at, c->arena) = (concept_sum){.concept = concept, .first = pass->day};
        concept_sum *x = &all->at.at[at];
        x->statements++;
        dem_index_put(&all->told, (uint64_t)concept << 32 | pass->scan.sheet.doc.story, c->arena, &fresh);
        x->stories += fresh;
        if (pass->day && (!x->first || pass->day < x->first))
            x->first = pass->day;
        x->last = pass->day > x->last ? pass->day : x->last;
        count_side(all, concept, dem_pass_party(pass, f->party), f, c->arena);
    }
}

static int by_stories(const void *a, const void *b)
{
    const concept_sum *x = a, *y = b;
    if (x->stories != y->stories)
        return x->stories > y->stories ? -1 : 1;
    if (x->statements != y->statements)
        return x->statements > y->statements ? -1 : 1;
    return x->concept < y->concept ? -1 : x->concept > y->concept;
}

typedef struct named_side {
    dem_str party;
    int32_t n;
} named_side;

static int by_number(const void *a, const void *b)
{
    const named_side *x = a, *y = b;
    return x->n != y->n ? (x->n > y->n ? -1 : 1) : dem_str_cmp(x->party, y->party);
}

/* "USA 9, CAN 2": the sides that take the stance, or with DEM_STANCE_NONE none. */
static dem_str sides_of(const concepts *all, const dem_sheet *sheet, uint32_t concept, dem_stance stance, dem_arena *arena)
{
    DEM_VEC(named_side) list = {0};
    dem_str text = {0};
    for (int32_t i = 0; i < all->side.len; i++) {
        const side *x = &all->side.at[i];
        int32_t n = x->by[stance] + (stance == DEM_STANCE_NONE ? x->by[DEM_STANCE_NEUTRAL] : 0);
        if (x->concept == concept && n)
            *dem_push(&list, arena) = (named_side){party_name(sheet, x->party), n};
    }
    if (list.len)
        qsort(list.at, (size_t)list.len, sizeof *list.at, by_number);
    for (int32_t i = 0; i < list.len; i++)
        text = dem_str_format(arena, "%.*s%s%.*s %d", (int)text.len, text.at ? text.at : "", i ? ", " : "",
                              (int)list.at[i].party.len, list.at[i].party.at, (int)list.at[i].n);
    return text;
}

static void concept_row(const concepts *all, const dem_sheet *sheet, const concept_sum *x, dem_query *q, dem_str *cells,
                        dem_arena *arena)
{
    static const dem_stance stances[] = {DEM_STANCE_SUPPORT, DEM_STANCE_CONDITIONAL, DEM_STANCE_OPPOSE, DEM_STANCE_NONE};
    dem_bind_int(q, 1, x->concept);
    if (dem_step(q)) {
        cells[0] = dem_str_copy(dem_col_str(q, 0), arena);
        cells[9] = dem_str_copy(dem_col_str(q, 1), arena);
        cells[10] = dem_str_copy(dem_col_str(q, 2), arena);
    }
    dem_done(q);
    cells[1] = number(x->statements, arena);
    cells[2] = number(x->stories, arena);
    for (int k = 0; k < 4; k++)
        cells[3 + k] = sides_of(all, sheet, x->concept, stances[k], arena);
    cells[7] = dem_day_text(x->first, arena);
    cells[8] = dem_day_text(x->last, arena);
}

/* Most stories first. */
static void close_concepts(dem_counting *c, const dem_filter *filter, const dem_sheet *sheet, dem_tally_page page,
                           dem_tally_rows *out)
{
    concepts *all = c->own;
    (void)filter;
    if (all->at.len)
        qsort(all->at.at, (size_t)all->at.len, sizeof *all->at.at, by_stories);
    range r = page_range(out->total = all->at.len, page);
    dem_query *q = dem_store_query(c->store, "SELECT c.name, s.content, c.id FROM concept c LEFT JOIN said s"
                                             " ON s.n = c.statement WHERE c.n = ?1");
    for (int64_t i = r.from; i < r.to; i++)
        concept_row(all, sheet, &all->at.at[i], q, add_row(out, page.columns, c->arena), c->arena);
    dem_query_free(q);
}

const dem_tally dem_tally_concepts = {open_concepts, take_concepts, close_concepts, false};

void dem_concept_line(dem_store *store, dem_str id, dem_line_style style, dem_out *out, dem_arena scratch)
{
    DEM_VEC(dem_str) members = {0};
    dem_str name = {0};
    dem_json json = {.out = out};
    dem_query *q = dem_store_query(store, "SELECT c.name, s.id FROM concept c JOIN concept_member m ON m.concept = c.n JOIN statement s"
                                          " ON s.n = m.statement WHERE c.id = ?1 ORDER BY m.ord");
    dem_bind_str(q, 1, id);
    while (dem_step(q)) {
        name = members.len ? name : dem_str_copy(dem_col_str(q, 0), &scratch);
        *dem_push(&members, &scratch) = dem_str_copy(dem_col_str(q, 1), &scratch);
    }
    dem_query_free(q);
    dem_json_open(&json, '{');
    dem_json_field(&json, "kind", DEM_STR("concept"));
    dem_json_field(&json, "id", id);
    dem_json_field_null(&json, "name", dem_line_text(name, style));
    dem_line_list(&json, "members", members.at, members.len);
    dem_json_close(&json);
    dem_out_char(out, '\n');
}
