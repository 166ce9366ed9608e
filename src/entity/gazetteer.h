/* Names the project's own tables know: states, demonyms, capitals and seats of power, other places,
 * organisations, armed groups, outlets, companies and other bodies, given names.
 *
 * Adds   dem_gazetteer: finds the longest known name that begins at a token, whatever the spacing
 *        of its parts ("al-Qaeda", "al - Qaeda"); the same for names in lower case; likewise the longest office, whatever the case.
 * Needs  data/lexicon/{states,places,orgs,bodies,outlets,given_names,offices}.tsv.
 * Fails  on opening: a table is missing or damaged.
 * Owner  the arena given; keys point into the program or that arena.
 * Cost   at most DEM_GAZETTEER_LONGEST lookups a token.
 *
 *     dem_gazetteer_entry e = dem_gazetteer_at(&g, forms, n, i, &end);     // e.lists & DEM_LIST_STATE
 */
#ifndef DEM_ENTITY_GAZETTEER_H
#define DEM_ENTITY_GAZETTEER_H

#include "base/error.h"
#include "base/map.h"

enum { DEM_GAZETTEER_LONGEST = 9 };

enum {
    DEM_LIST_STATE = 1,
    DEM_LIST_DEMONYM = 2,
    DEM_LIST_CAPITAL = 4,
    DEM_LIST_SEAT = 8,
    DEM_LIST_ORG = 16,
    DEM_LIST_ARMED = 32,
    DEM_LIST_OUTLET = 64,
    DEM_LIST_AMBIGUOUS = 128, /* marked "=" in its table: also means something else */
    DEM_LIST_LONG = 256,      /* the match has more than one token */
    DEM_LIST_PLACE = 512,     /* region, city, water … below the state */
    DEM_LIST_BODY = 1024,     /* company, university, club … that speaks for no party */
    DEM_LIST_GIVEN = 2048     /* given name */
};

typedef struct dem_gazetteer {
    dem_map lists;   /* name without spaces -> bits */
    dem_map offices; /* office in lower case without spaces -> 1 */
} dem_gazetteer;

bool dem_gazetteer_open(dem_gazetteer *gazetteer, dem_arena *arena, dem_error *err);
/* Bits of the longest name that begins at token i, or 0; *end one past its last token. */
int32_t dem_gazetteer_at(const dem_gazetteer *gazetteer, const dem_str *forms, int32_t n, int32_t i,
                         int32_t *end);
/* The same for the capitalised twins of at most three tokens: "tampa bay" as "Tampa Bay". */
int32_t dem_gazetteer_twin(const dem_gazetteer *gazetteer, const dem_str *forms, int32_t n, int32_t i,
                           int32_t *end);
/* One past the last token of the longest office that begins at token i, or i. */
int32_t dem_gazetteer_office(const dem_gazetteer *gazetteer, const dem_str *forms, int32_t n, int32_t i);

#endif
