/* Character references in attribute-like text: &amp; &#8217; &#x2019;
 *
 * Adds   dem_entities_decode: for strings that libxml2 has not decoded (JSON-LD, feed titles).
 * Needs  base, libxml2's table of named entities.
 * Fails  never: what is no reference stays; references to no character become U+FFFD.
 * Owner  the input when it holds no '&', else the arena.
 * Cost   linear.
 */
#ifndef DEM_CLEAN_ENTITIES_H
#define DEM_CLEAN_ENTITIES_H

#include "base/arena.h"

dem_str dem_entities_decode(dem_str s, dem_arena *arena);

#endif
