/* Matrices of a weight file, for model/kernel.h.
 *
 * Sections PREFIX.w (i8, packed as the kernels want it), PREFIX.s, PREFIX.b (f32: scale and bias an
 * output), PREFIX.t (i32: 128 times the sum of an output's weights).
 *
 * Fails  (dem_matrix){0} with err set: a size that cannot be, a section missing or of another size, weights beyond DEM_TOP.
 * Owner  the model's bytes.
 *
 *     dem_matrix m;
 *     if (!dem_matrix_open(&m, model, "tag.hidden", 400, 128, err)) return false;
 */
#ifndef DEM_MODEL_MATRIX_H
#define DEM_MODEL_MATRIX_H

#include "model/kernel.h"
#include "model/model.h"

bool dem_matrix_open(dem_matrix *matrix, const dem_model *model, const char *prefix, int32_t in, int32_t out,
                     dem_error *err);

#endif
