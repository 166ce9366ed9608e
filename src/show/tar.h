/* Several files as one stream: POSIX ustar.
 *
 * Adds   dem_tar_file, dem_tar_end: regular files, mode 644, no owner, time 0, so that the same content is the same
 *        stream; dem_tar_name: a report's name made harmless as a file name.
 * Needs  names of at most 99 bytes; contents whole.
 * Fails  through the sink.
 * Source POSIX.1-1988 ustar interchange format.
 *
 *     demarche export brat | tar x -C annotations
 */
#ifndef DEM_SHOW_TAR_H
#define DEM_SHOW_TAR_H

#include "base/arena.h"
#include "base/out.h"

void dem_tar_file(dem_out *out, dem_str name, dem_str content);
void dem_tar_end(dem_out *out);
/* Letters, digits, "-", "_" and "." of the last part of a path, not beginning with "." or "-", then "-ID" and the ending:
 * never a folder, the same for no two documents. */
dem_str dem_tar_name(dem_str name, dem_str id, const char *ending, dem_arena *arena);

#endif
