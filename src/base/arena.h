/* Arenas: the only memory of the analysis rooms.
 *
 * Adds   dem_arena: a contiguous, capped region handed out by bumping a pointer; vectors and
 *        string building on top of it. New memory is zeroed (but for dem_new_unset). Address space is reserved at open,
 *        pages are touched only when used.
 * Needs  the system's virtual memory (dem_arena_open/close; never called inside a stage).
 * Fails  when the cap is reached: control goes to `*oom` with longjmp(…, 1), set by the pipeline
 *        around a whole document, so that stages need no checks and hold nothing to give back.
 *        An arena without `oom` aborts.
 * Owner  whoever opened it. A *scratch* arena is passed BY VALUE: what a callee takes from its
 *        copy is free again on return.
 * Cost   constant per allocation, linear in bytes for zeroing.
 *
 *     static void stage(dem_doc *doc, dem_arena scratch)
 *     {
 *         int *seen = dem_new(&scratch, int, doc->tokens.len);   // gone on return
 *         *dem_push(&doc->names, doc->arena) = (dem_name){…};    // stays with the document
 *     }
 */
#ifndef DEM_BASE_ARENA_H
#define DEM_BASE_ARENA_H

#include "base/str.h"

#include <setjmp.h>

typedef struct dem_arena {
    char *begin; /* of the region */
    char *at;    /* next free byte */
    char *end;
    jmp_buf *oom;
} dem_arena;

/* Reserves `cap` bytes; false when the system refuses. */
bool dem_arena_open(dem_arena *arena, size_t cap);
void dem_arena_close(dem_arena *arena);
/* Everything is free again; pages beyond `keep` bytes are returned to the system. */
void dem_arena_reset(dem_arena *arena, size_t keep);
size_t dem_arena_used(const dem_arena *arena);

void *dem_arena_take(dem_arena *arena, size_t size, size_t count, size_t align);
/* Not zeroed: for large tables that are filled whole at once. */
void *dem_arena_unset(dem_arena *arena, size_t size, size_t count, size_t align);
#define dem_new(arena, type, count)                                                               \
    ((type *)dem_arena_take((arena), sizeof(type), (size_t)(count), _Alignof(type)))

#define dem_new_unset(arena, type, count)                                                         \
    ((type *)dem_arena_unset((arena), sizeof(type), (size_t)(count), _Alignof(type)))

/* A growing table. `len` and `cap` count elements. */
#define DEM_VEC(type)                                                                             \
    struct {                                                                                      \
        type *at;                                                                                 \
        int32_t len, cap;                                                                         \
    }
/* Appends one zeroed element and gives its address (valid until the next push). */
#define dem_push(vec, arena)                                                                      \
    ((vec)->len == (vec)->cap                                                                     \
         ? (void)((vec)->at = dem_vec_grow((vec)->at, &(vec)->cap, sizeof *(vec)->at, (arena)))   \
         : (void)0,                                                                               \
     (vec)->at + (vec)->len++)
void *dem_vec_grow(void *at, int32_t *cap, size_t size, dem_arena *arena);

/* Copies and joins, into the arena. */
dem_str dem_str_copy(dem_str s, dem_arena *arena);
dem_str dem_str_join(dem_str a, dem_str b, dem_arena *arena);
dem_str dem_str_lower(dem_str s, dem_arena *arena); /* Unicode simple lower case, UTF-8 */
/* printf into the arena; the format uses %.*s with (int)len, at for views. */
dem_str dem_str_format(dem_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
