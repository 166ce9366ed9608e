/* A page without what nobody reads in it, before libxml2 parses it.
 *
 * Adds   dem_lighten: the page less comments, scripts (but JSON-LD), styles, drawings, noscript and
 *        iframe elements and indents, and with tags of more than 32 KB cut there. More than half of a page of the
 *        news is that, and the parser's time goes with the bytes. What an attribute holds stays, and so
 *        does whatever is never closed or opens again within itself: the parser knows best.
 * Needs  base.
 * Fails  never.
 * Owner  the input itself when there is nothing to leave out, else the arena.
 * Cost   linear.
 */
#ifndef DEM_CLEAN_LIGHTEN_H
#define DEM_CLEAN_LIGHTEN_H

#include "base/arena.h"

dem_str dem_lighten(dem_str html, dem_arena *arena);

#endif
