/* Whose field is what: the names under which records keep text, title, date and the rest.
 *
 * Adds   dem_fields: a map from a record's keys to our fields, from --map or the usual names.
 * Needs  base, doc.
 * Fails  dem_fields_parse on a map that is none.
 * Owner  views into the map string, which must outlive it.
 */
#ifndef DEM_READ_FIELDS_H
#define DEM_READ_FIELDS_H

#include "base/error.h"
#include "read/read.h"

typedef enum dem_field {
    DEM_FIELD_TEXT,
    DEM_FIELD_HTML,
    DEM_FIELD_TITLE,
    DEM_FIELD_DATE,
    DEM_FIELD_OUTLET,
    DEM_FIELD_URL,
    DEM_FIELD_AUTHOR,
    DEM_FIELD_LANGUAGE,
    DEM_FIELD_ID,
    DEM_FIELDS
} dem_field;

typedef struct dem_fields {
    dem_str theirs[DEM_FIELDS]; /* from the map; empty: the usual names */
} dem_fields;

bool dem_fields_parse(dem_fields *fields, const char *map, dem_error *err);
/* The usual name of rank `n` (0 is tried first), or empty after the last. */
dem_str dem_field_name(const dem_fields *fields, dem_field field, int n);
/* "Ida Holm <ida@wire.example>", "ida@wire.example (Ida Holm)": the name; else what is given. */
dem_str dem_address_name(dem_str address);
/* Puts a field's value (in the item's arena) where it belongs; dates are made ISO 8601. */
void dem_item_put(dem_item *item, dem_field field, dem_str value, dem_arena *arena);

#endif
