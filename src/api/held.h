/* The ledger behind demarche.h, and errors across the border: for the files that need no engine. */
#ifndef DEM_API_HELD_H
#define DEM_API_HELD_H

#include "base/arena.h"
#include "base/error.h"
#include "demarche.h"
#include "ledger/store.h"

struct demarche_ledger {
    dem_store *store;
    dem_arena arena; /* of one call */
};

/* Fills the caller's error from ours; always false. */
bool dem_face_fail(demarche_error *err, const dem_error *ours);

#endif
