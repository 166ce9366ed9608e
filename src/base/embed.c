#include "base/embed.h"

#include <string.h>

dem_str dem_embed_find(const char *name)
{
    size_t low = 0, high = dem_embed_count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = strcmp(name, dem_embeds[mid].name);
        if (order == 0)
            return (dem_str){dem_embeds[mid].begin,
                             (size_t)(dem_embeds[mid].end - dem_embeds[mid].begin)};
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return (dem_str){NULL, 0};
}
