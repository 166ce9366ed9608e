/* HTML, written so that nothing of a report can become markup.
 *
 * Adds   dem_html_text: escapes markup; control characters and marks that turn the writing direction
 *        become U+FFFD, line ends and tabs stay. Works for element content and quoted attributes.
 * Fails  through the sink.
 */
#ifndef DEM_SHOW_HTML_H
#define DEM_SHOW_HTML_H

#include "base/out.h"

void dem_html_text(dem_out *out, dem_str text);
/* Markup of our own, as it stands. */
void dem_html(dem_out *out, const char *markup);
/* A value inside an address: letters and digits stay. */
void dem_html_address(dem_out *out, dem_str value);
/* "sha256-…" of an inline script or style, for the content security policy. */
void dem_html_csp_hash(dem_out *out, dem_str content);

#endif
