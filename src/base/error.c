#include "base/error.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool dem_fail(dem_error *err, dem_status code, dem_str path, int64_t offset, const char *format, ...)
{
    if (!err || err->code != DEM_OK)
        return false;
    err->code = code;
    err->offset = offset;
    size_t n = path.len < sizeof err->path - 1 ? path.len : sizeof err->path - 1;
    while (n && n < path.len && !dem_utf8_boundary(path, n))
        n--;
    if (n)
        memcpy(err->path, path.at, n);
    err->path[n] = 0;
    va_list args;
    va_start(args, format);
    vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    return false;
}
