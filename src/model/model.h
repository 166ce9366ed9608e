/* Weight files: versioned, checksummed, validated on open, read in place.
 *
 * Layout (little endian; all offsets from the start of the file, every section aligned to 64):
 *      0  magic   "DEMODEL\n"
 *      8  u32     layout version (1)
 *     12  u32     number of sections
 *     16  u64     file size
 *     24  u64     XXH3-64 of everything from byte 64 on
 *     32  char[32] name and version of the model, NUL padded ("attrib-1")
 *     64  sections: per section char[24] name (NUL padded), u32 element type, u32 rank,
 *                   u64 dims[4] (unused: 1), u64 offset, u64 bytes              (80 bytes each)
 *      …  data
 *
 * Adds   dem_model: a validated view; dem_model_get: one named array.
 * Needs  the bytes (embedded in the program, or mapped by the caller).
 * Fails  on open, into the caller's error: wrong magic, newer layout, checksum, a section outside
 *        the file or of the wrong size. After open nothing can fail but a missing section.
 * Owner  the bytes stay the caller's; the model only points into them.
 * Cost   one pass for the checksum.
 */
#ifndef DEM_MODEL_MODEL_H
#define DEM_MODEL_MODEL_H

#include "base/error.h"

typedef enum dem_dtype { DEM_U8, DEM_I8, DEM_U16, DEM_I16, DEM_U32, DEM_I32, DEM_F32, DEM_U64 } dem_dtype;

typedef struct dem_model {
    dem_str bytes;
    dem_str name;
    uint32_t sections;
} dem_model;

typedef struct dem_tensor {
    const void *at; /* NULL: no such section */
    dem_dtype type;
    uint32_t rank;
    uint64_t dims[4];
    uint64_t count; /* elements */
} dem_tensor;

bool dem_model_open(dem_model *model, dem_str bytes, dem_str path, dem_error *err);
/* The section, checked to be of `type`; at == NULL when absent or of another type. */
dem_tensor dem_model_get(const dem_model *model, const char *section, dem_dtype type);
/* The i-th section's name and shape, for listings. */
dem_tensor dem_model_at(const dem_model *model, uint32_t i, dem_str *name);
/* A text section ("labels"): the bytes as a view. */
dem_str dem_model_text(const dem_model *model, const char *section);

#endif
