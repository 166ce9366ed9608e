/* Labels of the name tagger: outside, or one of four places in a name of one of four kinds.
 *
 *     B first of several tokens, I inside, L last, U the only one        ("U-PER" = 4)
 */
#ifndef DEM_ENTITY_LABELS_H
#define DEM_ENTITY_LABELS_H

#include <stdbool.h>
#include <stdint.h>

enum { DEM_LABEL_KINDS = 4, DEM_LABELS = 1 + 4 * DEM_LABEL_KINDS };
typedef enum dem_label_place { DEM_PLACE_B, DEM_PLACE_I, DEM_PLACE_L, DEM_PLACE_U } dem_label_place;

static inline int dem_label(int kind, dem_label_place place) { return 1 + kind * 4 + (int)place; }
static inline int dem_label_kind(int label) { return label ? (label - 1) / 4 : -1; }
static inline dem_label_place dem_label_place_of(int label) { return (dem_label_place)((label - 1) % 4); }
static inline bool dem_label_opens(int label)
{
    return label && (dem_label_place_of(label) == DEM_PLACE_B || dem_label_place_of(label) == DEM_PLACE_U);
}
static inline bool dem_label_closes(int label)
{
    return label && (dem_label_place_of(label) == DEM_PLACE_L || dem_label_place_of(label) == DEM_PLACE_U);
}
/* May `next` follow `label`? A sentence begins and ends as if beside O. */
static inline bool dem_label_follows(int label, int next)
{
    if (!label || dem_label_closes(label))
        return !next || dem_label_opens(next);
    return next && !dem_label_opens(next) && dem_label_kind(label) == dem_label_kind(next);
}

#endif
