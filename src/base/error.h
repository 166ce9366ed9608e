/* What went wrong outside: a status and a place, in the caller's struct; the first error wins.
 *
 * Adds   dem_error with code, path, byte offset (or row) and one plain sentence.
 * Fails  never. Long paths and messages are cut at a character boundary.
 *
 *     if (!dem_model_open(&model, path, err))
 *         return false;                      // err already says which file and where
 */
#ifndef DEM_BASE_ERROR_H
#define DEM_BASE_ERROR_H

#include "base/str.h"

typedef enum dem_status {
    DEM_OK = 0,
    DEM_E_IO,      /* cannot read or write */
    DEM_E_FORMAT,  /* not what it should be */
    DEM_E_VERSION, /* made by a newer program */
    DEM_E_LIMIT,   /* too large */
    DEM_E_MEMORY,
    DEM_E_USAGE,
    DEM_E_LEDGER /* the store refused */
} dem_status;

typedef struct dem_error {
    dem_status code;
    int64_t offset; /* byte position in the file; -1 when it has none */
    char path[256];
    char message[256];
} dem_error;

/* Records the first error and returns false, so that `return dem_fail(…)` reads straight. */
bool dem_fail(dem_error *err, dem_status code, dem_str path, int64_t offset, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

#endif
