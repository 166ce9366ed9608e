/* Writes weight files in the layout of src/model/model.h. Training side only: may use malloc, stdio.
 *
 *     modelfile *f = modelfile_new("attrib-1");
 *     modelfile_add(f, "cue.bias", DEM_F32, 1, (uint64_t[]){n}, bias);     // copies
 *     modelfile_write(f, "models/attrib-1.dem");                          // exits on failure
 */
#ifndef TRAIN_MODELFILE_H
#define TRAIN_MODELFILE_H

#include "model/model.h"

typedef struct modelfile modelfile;

modelfile *modelfile_new(const char *name);
void modelfile_add(modelfile *f, const char *section, dem_dtype type, uint32_t rank,
                   const uint64_t *dims, const void *data);
void modelfile_add_text(modelfile *f, const char *section, const char *text, size_t len);
void modelfile_write(modelfile *f, const char *path); /* and frees f */

#endif
