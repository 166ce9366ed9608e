#define _DEFAULT_SOURCE
#include "base/arena.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#if defined(__SANITIZE_ADDRESS__)
#define DEM_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define DEM_ASAN 1
#endif
#endif
#ifdef DEM_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(at, n) __asan_poison_memory_region((at), (n))
#define UNPOISON(at, n) __asan_unpoison_memory_region((at), (n))
#else
#define POISON(at, n) ((void)(at), (void)(n))
#define UNPOISON(at, n) ((void)(at), (void)(n))
#endif

bool dem_arena_open(dem_arena *arena, size_t cap)
{
    void *region = mmap(NULL, cap, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (region == MAP_FAILED)
        return false;
    *arena = (dem_arena){.begin = region, .at = region, .end = (char *)region + cap};
    POISON(region, cap);
    return true;
}

void dem_arena_close(dem_arena *arena)
{
    if (!arena->begin)
        return;
    size_t size = (size_t)(arena->end - arena->begin);
    UNPOISON(arena->begin, size);
    munmap(arena->begin, size);
    *arena = (dem_arena){0};
}

void dem_arena_reset(dem_arena *arena, size_t keep)
{
    size_t used = dem_arena_used(arena), page = 1u << 16;
    size_t kept = (keep + page - 1) / page * page;
    /* Beyond what is known to be used a scratch copy may have written: give all of it back. */
    if (used > kept || kept < (size_t)(arena->end - arena->begin))
        madvise(arena->begin + kept, (size_t)(arena->end - arena->begin) - kept, MADV_DONTNEED);
    arena->at = arena->begin;
    POISON(arena->begin, (size_t)(arena->end - arena->begin));
}

size_t dem_arena_used(const dem_arena *arena)
{
    return (size_t)(arena->at - arena->begin);
}

void *dem_arena_unset(dem_arena *arena, size_t size, size_t count, size_t align)
{
    size_t pad = (size_t)(-(uintptr_t)arena->at & (align - 1));
    size_t room = (size_t)(arena->end - arena->at);
    if (room < pad || (size && count > (room - pad) / size)) {
        if (!arena->oom)
            abort();
        longjmp(*arena->oom, 1);
    }
    char *at = arena->at + pad;
    UNPOISON(at, size * count);
    arena->at = at + size * count;
    return at;
}

void *dem_arena_take(dem_arena *arena, size_t size, size_t count, size_t align)
{
    return memset(dem_arena_unset(arena, size, count, align), 0, size * count);
}

void *dem_vec_grow(void *at, int32_t *cap, size_t size, dem_arena *arena)
{
    assert(*cap < INT32_MAX / 2);
    int32_t more = *cap ? *cap * 2 : 8;
    if (at && (char *)at + (size_t)*cap * size == arena->at) { /* last in the arena: extend in place */
        dem_arena_take(arena, size, (size_t)(more - *cap), 1);
    } else {
        void *fresh = dem_arena_take(arena, size, (size_t)more, _Alignof(max_align_t));
        if (at)
            memcpy(fresh, at, (size_t)*cap * size);
        at = fresh;
    }
    *cap = more;
    return at;
}

dem_str dem_str_copy(dem_str s, dem_arena *arena)
{
    return dem_str_join(s, (dem_str){"", 0}, arena);
}

dem_str dem_str_join(dem_str a, dem_str b, dem_arena *arena)
{
    char *at = dem_new_unset(arena, char, a.len + b.len);
    if (a.len)
        memcpy(at, a.at, a.len);
    if (b.len)
        memcpy(at + a.len, b.at, b.len);
    return (dem_str){at, a.len + b.len};
}

dem_str dem_str_lower(dem_str s, dem_arena *arena)
{
    /* Lower-casing may lengthen a character (U+0130 and U+023A), never beyond 3 bytes for 2. */
    char *at = dem_new(arena, char, s.len + s.len / 2 + 4);
    size_t n = 0;
    for (size_t i = 0; i < s.len;) {
        uint32_t code;
        size_t step = dem_utf8_decode(dem_str_cut(s, i, s.len), &code);
        if (code == DEM_UTF8_BAD)
            at[n++] = s.at[i];
        else
            n += dem_utf8_encode(dem_utf8_lower(code), at + n);
        i += step;
    }
    return (dem_str){at, n};
}

dem_str dem_str_format(dem_arena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    assert(n >= 0);
    char *at = dem_new(arena, char, (size_t)n + 1);
    vsnprintf(at, (size_t)n + 1, format, again);
    va_end(again);
    return (dem_str){at, (size_t)n};
}
