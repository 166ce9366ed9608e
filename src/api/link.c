#include "api/held.h"
#include "base/embed.h"
#include "ledger/link.h"
#include "position/position.h"
#include "story/cluster.h"
#include "story/passages.h"

/* Copies, then stories: a copy belongs to its original's story, whatever the words say. */
static bool find_stories(dem_store *store, dem_arena *arena, dem_arena scratch, dem_error *err)
{
    static const char name[] = "models/story-1.dem";
    dem_model model;
    dem_story_model story_model;
    if (!dem_model_open(&model, dem_embed_find(name), dem_str_of(name), err) ||
        !dem_story_open(&story_model, &model, err))
        return false;
    int32_t n;
    dem_report *reports = dem_link_reports(store, &n, arena);
    dem_words *words = dem_new(arena, dem_words, n);
    for (int32_t i = 0; i < n; i++)
        words[i] = dem_report_words(reports[i].text, arena);
    int32_t *story = dem_new(arena, int32_t, n), *copy_of = dem_new(arena, int32_t, n);
    dem_passages found = {0};
    dem_passages_find(reports, words, n, &found, arena, scratch);
    dem_copies_find(reports, words, n, &found, copy_of, scratch);
    dem_stories_find(&story_model, reports, words, n, story, scratch);
    /* A story is named by an original, never by a copy. */
    for (int32_t i = 0; i < n; i++)
        if (copy_of[story[i]] >= 0)
            story[i] = copy_of[story[i]];
    for (int32_t i = 0; i < n; i++)
        if (copy_of[i] >= 0)
            story[i] = story[copy_of[i]];
    return dem_link_store_stories(store, reports, story, copy_of, n);
}

static bool find_relations(dem_store *store, dem_arena *arena, dem_arena scratch, dem_error *err)
{
    int32_t n;
    dem_lexicon lexicon;
    if (!dem_lexicon_open(&lexicon, arena, err))
        return false;
    const dem_likeness *likeness = dem_likeness_open(&lexicon, arena, err);
    if (!likeness)
        return false;
    dem_claim *claims = dem_link_claims(store, &n, arena);
    dem_relations relations = {0};
    dem_concepts concepts = {0};
    int32_t *fold = dem_new(arena, int32_t, n);
    dem_relations_find(likeness, claims, n, &relations, fold, &concepts, arena, scratch);
    return dem_link_store_relations(store, claims, n, &relations, &concepts, fold);
}

static void link_all(dem_store *store, dem_arena *arena, dem_arena scratch, dem_error *err)
{
    jmp_buf oom;
    arena->oom = scratch.oom = &oom;
    if (setjmp(oom)) {
        dem_store_release(store);
        dem_fail(err, DEM_E_LIMIT, (dem_str){0}, -1, "the ledger is too large to be compared at once");
        return;
    }
    if (find_stories(store, arena, scratch, err))
        find_relations(store, arena, scratch, err);
}

bool demarche_link(demarche_ledger *ledger, demarche_error *err)
{
    dem_error ours = {0};
    dem_arena arena = {0}, scratch = {0};
    size_t cap = ((size_t)64 << 20) + (size_t)dem_link_text_bytes(ledger->store) * 24;
    if (dem_arena_open(&arena, cap) && dem_arena_open(&scratch, cap))
        link_all(ledger->store, &arena, scratch, &ours);
    else
        dem_fail(&ours, DEM_E_MEMORY, DEM_STR("link"), -1, "no address space left");
    if (scratch.begin)
        dem_arena_close(&scratch);
    if (arena.begin)
        dem_arena_close(&arena);
    dem_store_take_error(ledger->store, &ours);
    return ours.code ? dem_face_fail(err, &ours) : true;
}
