#include "api/face.h"
#include "base/embed.h"

/* The sample's files in the order of their names. Publication dates that a reader of the paper would
 * know, but the text does not say, are left unknown: the sample shows that too. */
bool demarche_sample(int n, demarche_input *input)
{
    static const char folder[] = "data/sample/";
    for (size_t i = 0; i < dem_embed_count; i++) {
        dem_str name = dem_str_of(dem_embeds[i].name);
        if (!dem_str_starts(name, DEM_STR(folder)) || !dem_str_ends(name, DEM_STR(".txt")) || n-- > 0)
            continue;
        *input = (demarche_input){.name = dem_embeds[i].name + sizeof folder - 1, .at = dem_embeds[i].begin,
                                  .len = (size_t)(dem_embeds[i].end - dem_embeds[i].begin)};
        return true;
    }
    return false;
}
