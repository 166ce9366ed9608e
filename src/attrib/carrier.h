/* The words of a sentence that name a carrier: an outlet, an interview, a platform, a broadcast.
 *
 * Adds   dem_carrier_find: what carried an attribution's words, by the words around it;
 *        dem_carrier_outlet: the carrier that a noun phrase names.
 * Needs  tokens, parses, names; the gazetteer's outlets.
 * Fails  never.
 * Cost   linear in the attribution's sentence, capped at DEM_RELAY_REACH tokens on either side.
 * An unknown name is a carrier where the words say so ("the daily Le Phare", "Phare Presse", "as
 * reported by Phare"); "told Ankara" and "in the North" name none.
 */
#ifndef DEM_ATTRIB_CARRIER_H
#define DEM_ATTRIB_CARRIER_H

#include "doc/doc.h"
#include "lexicon/lexicon.h"

typedef struct dem_carrier {
    dem_str outlet, how;
    dem_span span;
    bool named; /* an outlet with a name, not just "state television" */
} dem_carrier;

typedef struct dem_tracer {
    const dem_lexicon *lexicon;
    dem_doc *doc;
} dem_tracer;

/* How sure the words before a noun phrase make it that a carrier follows. */
typedef enum dem_hint {
    DEM_HINT_NONE, /* "in", "on" */
    DEM_HINT_TALK, /* "told", "published by": a bare medium will do */
    DEM_HINT_SURE  /* "as reported by", "in an interview with": an unknown name too */
} dem_hint;

/* The tokens [*begin, *end) whose words can say who carried the attribution. */
void dem_carrier_reach(const dem_doc *doc, const dem_attribution *a, int32_t *begin, int32_t *end);
bool dem_carrier_find(const dem_tracer *w, const dem_attribution *a, dem_carrier *out);
/* The same for a sentence that reports no words itself, but says where the next will have been said. */
bool dem_carrier_silent(const dem_tracer *w, const dem_sentence *s, dem_carrier *out);
/* What carries words in the noun phrase [b, e); empty when nothing does. */
dem_str dem_carrier_outlet(const dem_tracer *w, int32_t b, int32_t e, dem_hint hint, bool *named);
/* End of the noun phrase that starts at `t`, or `t`. */
int32_t dem_carrier_phrase(const dem_doc *doc, int32_t t, int32_t end);
/* Its first token, of at most eight, when it ends before `end`; not before `least`. */
int32_t dem_carrier_start(const dem_doc *doc, int32_t end, int32_t least);
/* The first token of [begin, end) that hangs on `head` by `rel`, or -1. */
int32_t dem_carrier_child(const dem_doc *doc, int32_t head, dem_rel rel, int32_t begin, int32_t end);
/* The lemma or the word of a token is one of a NULL-terminated list. */
bool dem_carrier_word(const dem_doc *doc, int32_t t, const char *const *list);
bool dem_carrier_inside(dem_spans spans, uint32_t offset);

#endif
