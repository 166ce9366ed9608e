#include "show/tar.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { BLOCK = 512, NAME = 100, STEM_MAX = 60 };

static void pad(dem_out *out, size_t len)
{
    for (; len % BLOCK; len++)
        dem_out_char(out, 0);
}

/* The sum of the header's bytes, its own field read as spaces. */
static void set_sum(char *header)
{
    unsigned sum = 0;
    memset(header + 148, ' ', 8);
    for (int i = 0; i < BLOCK; i++)
        sum += (unsigned char)header[i];
    snprintf(header + 148, 8, "%06o", sum & 0777777u);
}

void dem_tar_file(dem_out *out, dem_str name, dem_str content)
{
    char header[BLOCK] = {0};
    assert(name.len < NAME);
    memcpy(header, name.at, name.len);
    memcpy(header + 100, "0000644", 8);
    memcpy(header + 108, "0000000", 8);
    memcpy(header + 116, "0000000", 8);
    snprintf(header + 124, 12, "%011llo", (unsigned long long)content.len & 077777777777ull);
    memcpy(header + 136, "00000000000", 12);
    header[156] = '0';
    memcpy(header + 257, "ustar", 6);
    memcpy(header + 263, "00", 2);
    set_sum(header);
    dem_out_put(out, (dem_str){header, BLOCK});
    dem_out_put(out, content);
    pad(out, content.len);
}

void dem_tar_end(dem_out *out)
{
    for (int i = 0; i < 2 * BLOCK; i++)
        dem_out_char(out, 0);
}

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

dem_str dem_tar_name(dem_str name, dem_str id, const char *ending, dem_arena *arena)
{
    char stem[STEM_MAX];
    size_t n = 0, from = name.len;
    while (from && name.at[from - 1] != '/' && name.at[from - 1] != '\\')
        from--;
    while (from < name.len && (name.at[from] == '.' || name.at[from] == '-'))
        from++;
    for (size_t i = from; i < name.len && n < STEM_MAX; i++)
        if ((unsigned char)name.at[i] < 0x80 || (unsigned char)name.at[i] >= 0xC0) /* one sign a character */
            stem[n++] = is_plain(name.at[i]) ? name.at[i] : '_';
    return dem_str_format(arena, "%.*s%s%.*s%s", (int)n, stem, n ? "-" : "", (int)id.len, id.at, ending);
}
