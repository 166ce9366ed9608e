/* What the files of this room share; private to it.
 *
 * A `dem_cast` is one run over one document. Its tables beside doc->actors and doc->mentions live
 * in scratch and are gone on return.
 */
#ifndef DEM_ACTOR_PARTS_H
#define DEM_ACTOR_PARTS_H

#include "actor/actor.h"

typedef enum dem_sort {
    DEM_SORT_PERSON,
    DEM_SORT_STATE,
    DEM_SORT_ORG,
    DEM_SORT_OUTLET,
    DEM_SORT_GROUP, /* several people, named by what they are */
    DEM_SORT_PLACE,
    DEM_SORT_DOCUMENT /* a report, a letter */
} dem_sort;

typedef struct dem_run {
    int32_t begin, end; /* tokens */
} dem_run;

/* A name in the text, as this room reads it. */
typedef struct dem_alias {
    dem_run run;
    int32_t head;
    dem_sort sort;
    int32_t actor;
    const dem_lex_entry *entry; /* of the gazetteer, or NULL */
    dem_run role;               /* of this mention; empty when none */
    char gender;                /* by a title before it */
    bool lone;                  /* a person's name of one word */
    bool adjective;             /* a demonym beside a noun: no actor by itself */
} dem_alias;

/* Actors under a key, newest first. */
typedef struct dem_chain {
    int32_t actor, next; /* next: 1 + index, 0 ends */
} dem_chain;

/* What is known of an actor while the document is read; parallel to doc->actors. */
typedef struct dem_part {
    DEM_VEC(dem_str) forms; /* folded names */
    DEM_VEC(dem_str) roles; /* folded words of its roles */
    dem_sort sort;
    bool named, plural;
    bool spoken; /* has been a speaker */
    char heard;  /* gender of the last "he" or "she" that meant it */
    int32_t mentions;
    int32_t first; /* token */
} dem_part;

/* A mention that later words can refer to. */
typedef struct dem_seen {
    int32_t head, actor;
    bool several; /* the first of a coordination: "they" can mean it */
} dem_seen;

/* A statement's speaker, as they come to be known. */
typedef struct dem_voice {
    int32_t attribution, actor;
    int32_t token; /* where the statement is read */
} dem_voice;

typedef struct dem_cast {
    const dem_lexicon *lex;
    dem_doc *doc;
    dem_arena *arena;  /* scratch */
    dem_str *low;      /* folded tokens */
    int32_t *alias_at; /* token -> 1 + alias that covers it */
    int32_t *seen_at;  /* token -> 1 + seen whose head it is */
    bool *source;      /* the token stands in some source */
    int32_t *tried;    /* token -> depth guard of references */
    DEM_VEC(dem_alias) aliases;
    DEM_VEC(dem_part) parts;
    DEM_VEC(dem_seen) seen;
    DEM_VEC(dem_chain) chains;
    dem_map by_word; /* word of a person's name -> 1 + chain */
    dem_map
        by_key; /* form, entry, last word, initials of a body; form of an unnamed -> 1 + actor */
    dem_map surnames; /* first and last words of persons' fuller names */
    dem_str about;    /* party of the state that the document is about, or "?" */
    DEM_VEC(dem_voice) voices;
    bool *spoken;     /* attribution -> its speaker is settled */
    int depth;        /* of references within references */
    int32_t me;       /* actor of the quotation around a first person, or -1 */
    int32_t told[16]; /* actors that the content of the statement at hand names */
    int32_t tolds;
    int32_t at_hand; /* attribution whose speaker is asked for, or -1 */
    const dem_actor_watch *watch;
    int32_t first_person; /* token of the first person's name outside the title, or past the end */
} dem_cast;

/* A reference resolved. */
typedef struct dem_link {
    int32_t actor;
    const char *how;
    float score;
} dem_link;

/* tokens (cast.c) */
bool dem_low_is(const dem_cast *cast, int32_t token, const char *list); /* space-separated words */
dem_upos dem_pos(const dem_cast *cast, int32_t token);
dem_str dem_token_lemma(const dem_cast *cast, int32_t token);
dem_str dem_run_str(const dem_cast *cast, dem_run run);
bool dem_in_title(const dem_cast *cast, int32_t token);
bool dem_is_subject(const dem_cast *cast, int32_t token);
const dem_lex_entry *dem_run_find(const dem_cast *cast, dem_run run, unsigned kinds);
/* Longest gazetteer form that starts at the token; *end one past its last token. */
const dem_lex_entry *dem_token_longest(const dem_cast *cast, int32_t token, unsigned kinds,
                                       int32_t *end);

/* actors (cast.c) */
int32_t dem_cast_actor(dem_cast *cast, dem_str name, dem_sort sort, int32_t first);
void dem_cast_form(dem_cast *cast, int32_t actor, dem_str folded);
void dem_cast_mention(dem_cast *cast, dem_run run, int32_t head, int32_t actor, const char *how);

/* aliases.c: finds the names and what sort they are. */
void dem_aliases_find(dem_cast *cast);
/* cluster.c: aliases to actors. */
void dem_aliases_cluster(dem_cast *cast);
/* role.c: roles of persons. */
void dem_roles_find(dem_cast *cast);
/* party.c: parties of all; of a run of words, or "?"; of the one state spoken of before a token. */
void dem_parties_find(dem_cast *cast);
bool dem_speaks_for_body(const dem_cast *cast, dem_str role);
dem_str dem_party_in_context(const dem_cast *cast, int32_t token);
dem_str dem_run_party(const dem_cast *cast, dem_run run);
bool dem_run_of_two(const dem_cast *cast, dem_run run);
/* Names of days and months, "yesterday": never part of a role or a name. */
bool dem_is_day(const dem_cast *cast, int32_t token);
/* No word but ranks and forms of address: "Major General"; an empty role too. */
bool dem_only_rank(const dem_cast *cast, dem_run role);
/* An office that ends at `end` (exclusive) and begins at or after `least`; its begin, or -1. */
int32_t dem_office_before(const dem_cast *cast, int32_t end, int32_t least);

/* refer.c: whom a token, as the head of a phrase, refers to. */
dem_link dem_refer(dem_cast *cast, int32_t head, dem_run span);
/* "ministry", "embassy", "company": a noun for a body that speaks. */
bool dem_is_body(const dem_cast *cast, int32_t token);
dem_str dem_party_of_body_before(const dem_cast *cast, int32_t token);
/* pronoun.c */
dem_link dem_refer_pronoun(dem_cast *cast, int32_t token);
/* salience.c */
/* A subject by the tree, or by its place. */
bool dem_subject_like(const dem_cast *cast, int32_t head);
/* "Its coach, | X, | was": what holds for the noun holds for the name beside it. */
int32_t dem_head_of_apposition(const dem_cast *cast, int32_t head);
/* The most salient earlier actor that fits, or -1. A fit is a cost in points, -1 for none. */
typedef int dem_fits(const dem_cast *cast, const dem_seen *seen, const void *context);
int32_t dem_salient(const dem_cast *cast, int32_t token, dem_fits *fits, const void *context,
                    int32_t *margin);

#endif
