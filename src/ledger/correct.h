/* The fields of a statement that people can correct: what they may write, and what the ledger keeps of it.
 *
 * Adds   dem_correct_read: a value as people write it, as reviews keep it.
 *          words of the text: as they stand in it, pieces parted by " … ", or their place: @BEGIN-END; kept as "b-e b-e".
 *            White space counts as one space. Looked for where the statement stands, nearest to what the field has now;
 *            else in the whole text, which must have them once.
 *          mentions (addressee about accused bound relay): words parted by ";", each as it stands or NAME=WORDS; kept as
 *            "b-e NAME; b-e NAME".
 *          topics: names parted by commas. level: from 1. via: the id of the statement that holds this one.
 *          "-": there is none, where there may be none.
 *        dem_ledger_apply_reviews: the newest corrections beside the statement they belong to; the machine's record stays.
 * Needs  a store of schema 6; the statement as it stands, its text.
 * Fails  DEM_E_USAGE for what means nothing or is not in the text; else with the store's error.
 * Cost   reading: the text, for words that are not in the sentence.
 */
#ifndef DEM_LEDGER_CORRECT_H
#define DEM_LEDGER_CORRECT_H

#include "doc/tags.h"
#include "ledger/record.h"
#include "ledger/store.h"

typedef enum dem_field_kind {
    DEM_FIELD_TAG, DEM_FIELD_FLAG, DEM_FIELD_CODE, DEM_FIELD_TEXT, DEM_FIELD_DATE, DEM_FIELD_LEVEL, DEM_FIELD_STATEMENT,
    DEM_FIELD_PIECES, /* words of the text, in several pieces perhaps */
    DEM_FIELD_WORDS,  /* in one */
    DEM_FIELD_TARGETS, DEM_FIELD_RELAYS, /* mentions */
    DEM_FIELD_TOPICS
} dem_field_kind;

/* In SQL, of statement s: what the machine has. */
#define DEM_MACHINE_PIECES(name) "coalesce(s." name "_spans, s." name "_begin || '-' || s." name "_end)"
#define DEM_MACHINE_WORDS(name) "s." name "_begin || '-' || s." name "_end"
#define DEM_MACHINE_LIST(what, sep, from, order)                                                                      \
    "(SELECT group_concat(z.v, '" sep "') FROM (SELECT " what " AS v FROM machine_" from " x WHERE x.statement = s.n" order ") z)"
#define DEM_MACHINE_TARGETS(rel)                                                                                      \
    DEM_MACHINE_LIST("x.begin || '-' || x.end || ' ' || x.name", "; ", "target", " AND x.rel = '" rel "' ORDER BY x.begin, x.ord")

/* X(name, kind, its closed set or NULL, there may be none, the machine's value) */
#define DEM_FIELDS(X)                                                                                                 \
    X(rejected, FLAG, NULL, false, "0") X(confirmed, FLAG, NULL, false, "NULL")                                       \
    X(act, TAG, &dem_act_set, false, "s.act") X(speaker, TEXT, NULL, false, "s.speaker_name")                         \
    X(party, CODE, NULL, false, "s.party") X(stance, TAG, &dem_stance_set, false, "s.stance")                         \
    X(negated, FLAG, NULL, false, "s.negated")                                                                        \
    X(content, PIECES, NULL, false, DEM_MACHINE_PIECES("content"))                                                    \
    X(source, PIECES, NULL, true, DEM_MACHINE_PIECES("source")) X(cue, PIECES, NULL, true, DEM_MACHINE_PIECES("cue")) \
    X(role, WORDS, NULL, true, DEM_MACHINE_WORDS("role")) X(condition, WORDS, NULL, true, DEM_MACHINE_WORDS("condition")) \
    X(marker, TEXT, NULL, true, "s.marker") X(time, WORDS, NULL, true, DEM_MACHINE_WORDS("time"))                     \
    X(date, DATE, NULL, true, "s.time_value") X(mode, TAG, &dem_mode_set, false, "s.mode")                            \
    X(modality, TAG, &dem_modality_set, false, "s.modality") X(level, LEVEL, NULL, false, "s.level")                  \
    X(via, STATEMENT, NULL, true, "s.via")                                                                            \
    X(addressee, TARGETS, NULL, true, DEM_MACHINE_TARGETS("addressee"))                                               \
    X(about, TARGETS, NULL, true, DEM_MACHINE_TARGETS("about"))                                                       \
    X(accused, TARGETS, NULL, true, DEM_MACHINE_TARGETS("accused"))                                                   \
    X(bound, TARGETS, NULL, true, DEM_MACHINE_TARGETS("bound"))                                                       \
    X(relay, RELAYS, NULL, true,                                                                                      \
      DEM_MACHINE_LIST("x.begin || '-' || x.end || ' ' || x.outlet", "; ", "relay", " ORDER BY x.ord"))               \
    X(topic, TOPICS, NULL, true, DEM_MACHINE_LIST("x.topic", ",", "topic", " ORDER BY x.ord"))                        \
    X(event, TAG, &dem_plover_set, true, "s.plover") X(realis, TAG, &dem_realis_set, false, "s.realis")

/* CASE r.field … END for a review r of statement s. */
#define DEM_FIELD_MACHINE(name, kind, set, none, sql) " WHEN '" #name "' THEN " sql
#define DEM_MACHINE_VALUE(field) "CASE " field DEM_FIELDS(DEM_FIELD_MACHINE) " END"

typedef struct dem_field {
    const char *name;
    dem_field_kind kind;
    const dem_tagset *set;
    bool none;
} dem_field;

extern const dem_field dem_fields[];
extern const int dem_fields_count;
const dem_field *dem_field_find(dem_str name); /* NULL: no such field */

/* `now`: the statement as it stands; `text`: its document's. */
bool dem_correct_read(dem_store *store, const dem_field *field, dem_str written, const dem_record *now, dem_str text,
                      dem_str *kept, dem_arena *arena, dem_error *err);

void dem_ledger_apply_reviews(dem_store *store, dem_str statement_id);
/* The same for every statement of an actor that people merged with another, or parted again. */
void dem_ledger_apply_merge(dem_store *store, dem_str actor_id);

#endif
