/* Drawings in SVG, without scripts or styles of their own: colours come from the page's classes, so that they read
 * in light and in dark; every drawing has a title and stands beside a table of what it shows.
 *
 * Adds   dem_draw_timeline: a lane for each party, its stances over time, stacked; each bar leads to its statements.
 *        dem_draw_network: parties around a circle; lines where they contradict or agree, thicker when more often.
 * Needs  a page of the report or the desk.
 * Cost   one pass over the sheets; the network one over the relations.
 */
#ifndef DEM_SHOW_DRAW_H
#define DEM_SHOW_DRAW_H

#include "show/report_int.h"

void dem_draw_timeline(const dem_report_page *page);
void dem_draw_network(const dem_report_page *page);

#endif
