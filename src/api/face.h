/* What the files behind demarche.h share: the opaque structs, errors and sinks across the border. */
#ifndef DEM_API_FACE_H
#define DEM_API_FACE_H

#include "api/engine.h"
#include "api/pipeline.h"
#include "base/out.h"
#include "demarche.h"
#include "doc/doc.h"
#include "ledger/store.h"
#include "ledger/write.h"

struct demarche {
    dem_engine engine;
};

struct demarche_ledger {
    dem_store *store;
    dem_arena arena; /* of one call */
};

#define DEM_ARENA_DOCUMENT ((size_t)2 << 30)
#define DEM_ARENA_SCRATCH ((size_t)1 << 30)

/* Fills the caller's error from ours; always false. */
bool dem_face_fail(demarche_error *err, const dem_error *ours);
/* A document's text and what is known of it, from bytes of plain text: false for what is none, with file
 * and position. Views of the input's bytes. */
bool dem_face_load(const demarche_input *input, dem_doc *doc, dem_error *err);

enum { DEM_INPUT_MAX = 256 << 20 };

#endif
