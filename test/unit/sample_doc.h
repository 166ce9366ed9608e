/* A document filled by hand, as the stages would: for the tests of the ledger and of the views.
 *
 *   Talks in doubt
 *
 *   The minister said troops would leave only if the blockade ended. An aide denied it, TASS reported.
 *
 *   Read more
 */
#ifndef TEST_SAMPLE_DOC_H
#define TEST_SAMPLE_DOC_H

#include "doc/doc.h"
#include "unit.h"

#include <string.h>

static const char sample_text[] =
    "Talks in doubt\n\nThe minister said troops would leave only if the blockade ended. An aide denied it, "
    "TASS reported.\n\nRead more\n";

static inline dem_span sample_at(const char *words)
{
    const char *found = strstr(sample_text, words);
    assert_non_null(found);
    uint32_t begin = (uint32_t)(found - sample_text);
    return (dem_span){begin, begin + (uint32_t)strlen(words)};
}

static inline void sample_say(dem_doc *doc, const char *source, const char *cue, const char *content, int actor,
                              dem_act act, int32_t parent)
{
    dem_attribution *a = dem_push(&doc->attributions, doc->arena);
    *a = (dem_attribution){.source = dem_spans_one(doc, sample_at(source)),
                           .cue = dem_spans_one(doc, sample_at(cue)),
                           .content = dem_spans_one(doc, sample_at(content)), .parent = parent,
                           .level = parent < 0 ? 1 : 2, .mode = DEM_MODE_indirect, .why = "hand"};
    *dem_push(&doc->speakers, doc->arena) = (dem_speaker){.actor = actor, .how = "name"};
    dem_statement *s = dem_push(&doc->statements, doc->arena);
    *s = (dem_statement){.attribution = doc->attributions.len - 1, .content = a->content, .act = (uint8_t)act,
                         .mode = DEM_MODE_indirect, .confidence = 0.87f};
}

static inline void sample_fill(dem_doc *doc, dem_arena *arena)
{
    *doc = (dem_doc){.arena = arena, .text = {sample_text, sizeof sample_text - 1}};
    doc->meta.name = DEM_STR("talks.txt");
    *dem_push(&doc->blocks, arena) = (dem_block){sample_at("Talks in doubt"), DEM_BLOCK_TITLE, NULL};
    *dem_push(&doc->blocks, arena) = (dem_block){
        {sample_at("The minister").begin, sample_at("reported.").end}, DEM_BLOCK_BODY, NULL};
    *dem_push(&doc->blocks, arena) = (dem_block){sample_at("Read more"), DEM_BLOCK_FURNITURE, "tail"};
    *dem_push(&doc->sentences, arena) = (dem_sentence){
        .span = {sample_at("The minister").begin, sample_at("ended.").end}, .block = 1};
    *dem_push(&doc->actors, arena) = (dem_actor){.name = DEM_STR("Ana Ruiz"), .party = DEM_STR("ARG"),
                                                 .type = DEM_ACTOR_person, .gazetteer = -1};
    *dem_push(&doc->actors, arena) = (dem_actor){.name = DEM_STR("An aide"), .party = DEM_STR("ARG"),
                                                 .type = DEM_ACTOR_unnamed, .gazetteer = -1};
    sample_say(doc, "The minister", "said", "troops would leave only if the blockade ended", 0,
               DEM_ACT_CONDITION, -1);
    sample_say(doc, "An aide", "denied", "it", 1, DEM_ACT_DENY, 0);
    static const dem_str topics[] = {{"troops", 6}, {"blockade", 8}};
    static const dem_reason why[] = {{{"rule:hand", 9}}};
    dem_statement *s = &doc->statements.at[0];
    s->condition = sample_at("only if the blockade ended");
    s->marker = DEM_STR("only if");
    s->topics = topics;
    s->n_topics = 2;
    s->why = why;
    s->n_why = 1;
    dem_target *target = dem_new(arena, dem_target, 1);
    *target = (dem_target){DEM_STR("troops"), sample_at("troops"), DEM_TARGET_BOUND};
    s->targets = target;
    s->n_targets = 1;
    *dem_push(&doc->relays, arena) = (dem_relay){1, DEM_STR("TASS"), DEM_STR("reported"), sample_at("TASS reported")};
    *dem_push(&doc->notes, arena) = (dem_note){"hand", sample_at("Read more"), DEM_STR("a note")};
}

#endif
