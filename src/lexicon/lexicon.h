/* The gazetteer: states, organisations, outlets, offices, office-holders, collective heads and
 * given names of data/lexicon/, indexed together; and which nouns can speak.
 *
 * Adds   dem_lexicon: lookups of a whole string and of the longest form that starts at a byte.
 * Needs  base; the tables travel inside the program.
 * Fails  on open only, when a table is malformed: err names the file and the line.
 * Owner  the arena given at open; forms are views into the program or that arena. Read-only after.
 * Cost   opening is linear in the tables (a few milliseconds); a lookup hashes the string; the
 *        longest match hashes once for each word of the longest form with that first word.
 * Case   a form in capitals ("US", "WHO") matches only as written; a form with capitals matches a
 *        text that begins with a capital; offices and collectives match in any case.
 *
 *     size_t end;
 *     const dem_lex_entry *e = dem_lexicon_longest(lex, text, at, DEM_LEX_NAMES, &end);
 *     dem_str party = e ? dem_lexicon_party(lex, e) : DEM_STR("?");
 */
#ifndef DEM_LEXICON_LEXICON_H
#define DEM_LEXICON_LEXICON_H

#include "base/map.h"
#include "lexicon/table.h"
#include "lexicon/things.h"

/* Kinds of entry, as bits of a mask. */
typedef enum dem_lex_kind {
    DEM_LEX_STATE = 1,      /* "Iran", "United Kingdom" */
    DEM_LEX_DEMONYM = 2,    /* "Iranian", "British" */
    DEM_LEX_CAPITAL = 4,    /* "Tehran" */
    DEM_LEX_SEAT = 8,       /* "Kremlin" */
    DEM_LEX_ORG = 16,
    DEM_LEX_OUTLET = 32,
    DEM_LEX_HOLDER = 64,    /* full name of an office-holder */
    DEM_LEX_SURNAME = 128,  /* last word of such a name */
    DEM_LEX_OFFICE = 256,   /* "foreign minister" */
    DEM_LEX_HONORIFIC = 512,/* "Mr", "Sheikh" */
    DEM_LEX_COLLECTIVE = 1024,
    DEM_LEX_GIVEN = 2048
} dem_lex_kind;

#define DEM_LEX_PLACES (DEM_LEX_STATE | DEM_LEX_CAPITAL | DEM_LEX_SEAT)
#define DEM_LEX_NAMES (DEM_LEX_PLACES | DEM_LEX_ORG | DEM_LEX_OUTLET | DEM_LEX_HOLDER)

typedef struct dem_lex_entry {
    dem_str form; /* as written in the table */
    int32_t row;  /* of the kind's table */
    int32_t next; /* entry with the same folded form, or -1 */
    uint16_t kind;
    bool weak;    /* also means something else: needs other evidence */
} dem_lex_entry;

typedef struct dem_lexicon {
    dem_table states, orgs, outlets, offices, holders, collectives, given;
    dem_things things;
    DEM_VEC(dem_lex_entry) entries;
    dem_map index;  /* folded form -> 1 + first entry */
    dem_map starts; /* folded first word -> most words of a form that starts with it */
} dem_lexicon;

bool dem_lexicon_open(dem_lexicon *lex, dem_arena *arena, dem_error *err);

/* First entry of the kinds whose form is `s` (folded equal, case rule kept), or NULL. */
const dem_lex_entry *dem_lexicon_find(const dem_lexicon *lex, dem_str s, unsigned kinds);
/* The next one with the same form, or NULL. */
const dem_lex_entry *dem_lexicon_next(const dem_lexicon *lex, const dem_lex_entry *entry, dem_str s,
                                      unsigned kinds);
/* Most words of a form whose first word, a run of letters and digits, is that of a folded string. */
int32_t dem_lexicon_most(const dem_lexicon *lex, dem_str folded);
/* Longest form that starts at byte `at` of `text` and ends at a word's end; *end is that byte. */
const dem_lex_entry *dem_lexicon_longest(const dem_lexicon *lex, dem_str text, size_t at,
                                         unsigned kinds, size_t *end);

/* Canonical name, party code and gender ('m', 'f', 0); empty or "?" when it has none. */
dem_str dem_lexicon_name(const dem_lexicon *lex, const dem_lex_entry *entry);
dem_str dem_lexicon_party(const dem_lexicon *lex, const dem_lex_entry *entry);
char dem_lexicon_gender(const dem_lexicon *lex, const dem_lex_entry *entry);
/* Usual name of the state with this party code ("RUS" -> "Russia"), or empty. */
dem_str dem_lexicon_state_name(const dem_lexicon *lex, dem_str party);
/* Its adjective ("RUS" -> "Russian"), or empty. */
dem_str dem_lexicon_demonym(const dem_lexicon *lex, dem_str party);

/* Did row `row` of holders hold the office on `date` (ISO)? An empty date never contradicts. */
bool dem_lexicon_held(const dem_lexicon *lex, int32_t row, dem_str date);

/* Columns, for those who read further cells. */
enum { DEM_STATE_ISO, DEM_STATE_PARTY, DEM_STATE_NAME, DEM_STATE_LONG, DEM_STATE_OTHER,
       DEM_STATE_DEMONYMS, DEM_STATE_CAPITALS, DEM_STATE_SEATS, DEM_STATE_COLUMNS = 9 };
enum { DEM_ORG_NAME, DEM_ORG_ALIASES, DEM_ORG_PARTY, DEM_ORG_KIND, DEM_ORG_COLUMNS = 5 };
enum { DEM_OUTLET_NAME, DEM_OUTLET_ALIASES, DEM_OUTLET_KIND, DEM_OUTLET_COUNTRY,
       DEM_OUTLET_COLUMNS = 5 };
enum { DEM_OFFICE_NAME, DEM_OFFICE_CLASS, DEM_OFFICE_TITLE, DEM_OFFICE_STATE, DEM_OFFICE_GENDER,
       DEM_OFFICE_COLUMNS = 6 };
enum { DEM_HOLDER_PERSON, DEM_HOLDER_OTHER, DEM_HOLDER_OFFICE, DEM_HOLDER_PARTY, DEM_HOLDER_FROM,
       DEM_HOLDER_TO, DEM_HOLDER_GENDER, DEM_HOLDER_COLUMNS };
enum { DEM_COLLECTIVE_HEAD, DEM_COLLECTIVE_KIND, DEM_COLLECTIVE_PARTY, DEM_COLLECTIVE_SORT,
       DEM_COLLECTIVE_COLUMNS = 5 };
enum { DEM_GIVEN_NAME, DEM_GIVEN_GENDER, DEM_GIVEN_WORD, DEM_GIVEN_COLUMNS };

#endif
