/* A page's metadata, each with the evidence it rests on.
 *
 * Adds   dem_html_meta: title, publication date (apart from the last change), authors, outlet, language,
 *        address. Dates rank JSON-LD, meta tags, itemprop, the address, time elements, visible lines.
 * Needs  page, features (where the title stands), jsonld, date, byline.
 * Fails  never; what the page does not say stays empty. Days that do not exist are no dates.
 * Owner  the arena given.
 * Cost   linear in what the page says of itself.
 */
#ifndef DEM_CLEAN_HTMLMETA_H
#define DEM_CLEAN_HTMLMETA_H

#include "base/date.h"
#include "clean/features.h"
#include "clean/jsonld.h"

enum { DEM_AUTHORS = 16 };

typedef struct dem_html_meta {
    dem_str title, date, modified, outlet, language, url;
    const char *title_how, *date_how, *modified_how, *authors_how; /* NULL when unknown */
    float date_confidence;
    dem_str date_text; /* the words the date was read from */
    dem_str authors[DEM_AUTHORS];
    int n_authors;
} dem_html_meta;

/* Title first: the features need it. */
dem_str dem_html_title(const dem_page *page, const dem_jsonld *said, const char **how, dem_arena *arena);
void dem_html_meta_read(dem_html_meta *meta, const dem_page *page, const dem_features *f, const dem_jsonld *said,
                        dem_arena *arena);

#endif
