/* HTML tag names to dem_tag. */
#ifndef DEM_CLEAN_TAGS_H
#define DEM_CLEAN_TAGS_H

#include "clean/page.h"

/* `name` as libxml2 gives it: lower case, NUL-terminated. Unknown tags are inline and break no
 * paragraph; custom elements (with a hyphen) are boxes. */
dem_tag dem_tag_of(const char *name);

#endif
