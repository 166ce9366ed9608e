#include "doc/tags.h"

#define ROW_1(name) {#name, sizeof #name - 1},
#define ROW_2(name, text) {text, sizeof text - 1},

#define SET(set, LIST, ROW, COUNT)                                                                \
    static const dem_str set##_names[] = {LIST(ROW)};                                             \
    const dem_tagset set = {set##_names, COUNT};

SET(dem_upos_set, DEM_UPOS_LIST, ROW_1, DEM_UPOS_COUNT)
SET(dem_xpos_set, DEM_XPOS_LIST, ROW_2, DEM_XPOS_COUNT)
SET(dem_rel_set, DEM_REL_LIST, ROW_2, DEM_REL_COUNT)
SET(dem_name_set, DEM_NAME_LIST, ROW_1, DEM_NAME_COUNT)
SET(dem_mode_set, DEM_MODE_LIST, ROW_1, DEM_MODE_COUNT)
SET(dem_act_set, DEM_ACT_LIST, ROW_1, DEM_ACT_COUNT)
SET(dem_modality_set, DEM_MODALITY_LIST, ROW_1, DEM_MODALITY_COUNT)
#define ROW_Q(name, quad) {#name, sizeof #name - 1},
SET(dem_plover_set, DEM_PLOVER_LIST, ROW_Q, DEM_PLOVER_COUNT)
SET(dem_actor_set, DEM_ACTOR_TYPE_LIST, ROW_1, DEM_ACTOR_COUNT)
SET(dem_stance_set, DEM_STANCE_LIST, ROW_1, sizeof dem_stance_set_names / sizeof(dem_str))
SET(dem_realis_set, DEM_REALIS_LIST, ROW_1, sizeof dem_realis_set_names / sizeof(dem_str))
SET(dem_magnitude_set, DEM_MAGNITUDE_LIST, ROW_1, DEM_MAGNITUDE_COUNT)

dem_str dem_tag_name(dem_tagset set, int tag)
{
    return tag >= 0 && tag < set.count ? set.names[tag] : DEM_STR("_");
}

int dem_plover_quad(int plover)
{
#define ROW_QUAD(name, quad) quad,
    static const int quads[] = {DEM_PLOVER_LIST(ROW_QUAD)};
#undef ROW_QUAD
    return plover >= 0 && plover < DEM_PLOVER_COUNT ? quads[plover] : 0;
}

int dem_plover_collapsed(int plover, dem_str realis)
{
    bool friendly = dem_plover_quad(plover) <= 2;
    if (dem_str_eq(realis, DEM_STR("actual")) || dem_str_eq(realis, DEM_STR("historical")))
        return plover;
    if (dem_str_eq(realis, DEM_STR("negated")))
        return friendly ? DEM_PLOVER_REJECT : -1;
    if (dem_str_eq(realis, DEM_STR("future")))
        return friendly ? DEM_PLOVER_AGREE : DEM_PLOVER_THREATEN;
    return -1;
}

int dem_tag_find(dem_tagset set, dem_str name)
{
    for (int i = 0; i < set.count; i++)
        if (dem_str_eq(set.names[i], name))
            return i;
    return -1;
}
