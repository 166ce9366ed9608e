/* A file's bytes, unpacked as they are read, behind a window that slides.
 *
 * Adds   dem_stream: plain files, gzip (any number of members), zstd (any number of frames), told by
 *        their first bytes, never by name.
 * Fails  fill gives fewer bytes than asked at the end or at a fault; `fault` says which. A gzip file
 *        damaged in one member can be read on from the next: dem_stream_resync.
 * Owner  the stream: heap buffers, freed by close.
 * Cost   linear; memory is the largest window asked for plus 256 KiB.
 */
#ifndef DEM_READ_STREAM_H
#define DEM_READ_STREAM_H

#include "base/error.h"

typedef struct dem_stream dem_stream;

/* Bytes [from, end) of the file as it lies there; end 0: to its end. */
typedef struct dem_range {
    uint64_t from, end;
} dem_range;

/* Reads nothing before range.from: a packed file must begin a member there. A pipe has no ranges. */
dem_stream *dem_stream_open(const char *path, dem_range range, dem_error *err);
void dem_stream_close(dem_stream *s);

/* Makes at least `want` bytes visible when there are so many; gives what is visible. */
dem_str dem_stream_peek(dem_stream *s, size_t want);
/* Passes over bytes that are visible. */
void dem_stream_skip(dem_stream *s, size_t n);
/* Unpacked bytes passed over so far, and in a plain file those before the range. */
uint64_t dem_stream_offset(const dem_stream *s);
/* Where in the file as it lies there a range can begin to see what is visible now: the offset in a plain
 * file, the member's first byte in a packed one; -1 when no member begins here. */
int64_t dem_stream_place(dem_stream *s);
/* Position in the file itself, for messages and progress; its size, or 0. */
uint64_t dem_stream_taken(const dem_stream *s);
uint64_t dem_stream_size(const dem_stream *s);
bool dem_stream_packed(const dem_stream *s);
/* True when reading stopped for another reason than the end of the file: fills err. */
bool dem_stream_fault(const dem_stream *s, dem_str path, dem_error *err);
/* After a fault in packed data: drops what is visible and goes on at the next member. */
bool dem_stream_resync(dem_stream *s);

#endif
