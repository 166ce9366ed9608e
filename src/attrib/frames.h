/* The cue lexicon as the models see it: for each token the class of act and the frames of the
 * longest entry of data/lexicon/cues.tsv that starts there.
 *
 * Adds   dem_frames: an index over the table; dem_frames_at: one token's entry.
 * Needs  lexicon/table.h, lexicon/phrase.h; the table travels inside the program.
 * Fails  on open, when the table is malformed.
 * Owner  the arena given at open; read-only after.
 * Cost   one lookup a token, and the few patterns that begin with its lemma.
 */
#ifndef DEM_ATTRIB_FRAMES_H
#define DEM_ATTRIB_FRAMES_H

#include "base/error.h"
#include "doc/doc.h"
#include "lexicon/phrase.h"

/* How a content can stand beside a cue. */
enum {
    DEM_FRAME_THAT = 1, DEM_FRAME_QUOTE = 2, DEM_FRAME_INF = 4, DEM_FRAME_OBJ = 8, DEM_FRAME_PREP = 16,
    DEM_FRAME_AS = 32, DEM_FRAME_OBJ_INF = 64, DEM_FRAME_WH = 128, DEM_FRAME_ING = 256,
    DEM_FRAME_OBJ_PREP = 512
};

typedef struct dem_frame {
    uint16_t frames;
    uint8_t kind; /* class of act, from 1; 0: no cue */
    uint8_t pos;  /* 'V', 'N', 'A', 'P' */
    uint8_t words; /* how many tokens the entry covers here */
} dem_frame;

typedef struct dem_frames {
    dem_phrases index;
    const dem_frame *rows;
} dem_frames;

bool dem_frames_open(dem_frames *frames, dem_arena *arena, dem_error *err);
/* The longest entry that starts at word `at` of a sequence of lemmas and suits the tag there. */
dem_frame dem_frames_at(const dem_frames *frames, const dem_str *lemmas, int32_t n, int32_t at, int upos);

#endif
