/* Output: bytes on their way to whoever asked for them, with one sticky failure.
 *
 * Adds   dem_out: a small buffer before a caller's write function, so that writers read straight
 *        down and look at `failed` once, at the end.
 * Needs  a write function that takes all bytes or says false.
 * Fails  when the write function does; everything after that is dropped.
 * Owner  the caller owns the struct and what `context` points at. dem_out_close sends the rest.
 * Cost   one copy.
 *
 *     dem_out out = {.write = to_file, .context = stdout};
 *     dem_out_put(&out, DEM_STR("talks\n"));
 *     if (!dem_out_close(&out)) …
 */
#ifndef DEM_BASE_OUT_H
#define DEM_BASE_OUT_H

#include "base/arena.h"

typedef bool dem_write(void *context, const char *at, size_t len);

typedef struct dem_out {
    dem_write *write;
    void *context;
    bool failed;
    uint32_t len;
    char buffer[8192];
} dem_out;

void dem_out_put(dem_out *out, dem_str bytes);
void dem_out_char(dem_out *out, char c);
void dem_out_int(dem_out *out, int64_t n);
/* printf, for short pieces: a piece of more than 1,000 bytes is our bug and asserts. */
void dem_out_format(dem_out *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A sink in an arena, for what must be whole before it is written: its bytes are at[0 .. len). */
typedef struct dem_memo {
    dem_arena *arena;
    char *at;
    int32_t len, cap;
} dem_memo;

bool dem_memo_write(void *memo, const char *at, size_t len);
/* Sends what is held; false when anything failed. */
bool dem_out_close(dem_out *out);

#endif
