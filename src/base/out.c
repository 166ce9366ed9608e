#include "base/out.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void send(dem_out *out, const char *at, size_t len)
{
    if (!out->failed && len && !out->write(out->context, at, len))
        out->failed = true;
}

void dem_out_put(dem_out *out, dem_str bytes)
{
    if (bytes.len > sizeof out->buffer - out->len) {
        send(out, out->buffer, out->len);
        out->len = 0;
    }
    if (bytes.len > sizeof out->buffer) {
        send(out, bytes.at, bytes.len);
    } else if (bytes.len) {
        memcpy(out->buffer + out->len, bytes.at, bytes.len);
        out->len += (uint32_t)bytes.len;
    }
}

void dem_out_char(dem_out *out, char c)
{
    dem_out_put(out, (dem_str){&c, 1});
}

void dem_out_int(dem_out *out, int64_t n)
{
    dem_out_format(out, "%lld", (long long)n);
}

void dem_out_format(dem_out *out, const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    assert(n >= 0 && (size_t)n < sizeof text);
    dem_out_put(out, (dem_str){text, (size_t)n});
}

bool dem_out_close(dem_out *out)
{
    send(out, out->buffer, out->len);
    out->len = 0;
    return !out->failed;
}

bool dem_memo_write(void *memo, const char *at, size_t len)
{
    dem_memo *m = memo;
    if (len > (size_t)(INT32_MAX - m->len))
        return false;
    while ((size_t)(m->cap - m->len) < len)
        m->at = dem_vec_grow(m->at, &m->cap, 1, m->arena);
    memcpy(m->at + m->len, at, len);
    m->len += (int32_t)len;
    return true;
}
