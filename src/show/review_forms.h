/* Forms of the desk by which people correct.
 *
 * Adds   dem_review_form (a statement), dem_missed_form (a document), dem_merge_form (an actor).
 * Needs  a page; the token that serve takes back with a form. Without one nothing is offered.
 * Safe   every value is escaped; forms are sent to this server only (form-action 'self').
 */
#ifndef DEM_SHOW_REVIEW_FORMS_H
#define DEM_SHOW_REVIEW_FORMS_H

#include "show/report_int.h"

/* `text`: of its document; `back`: the page to return to. */
void dem_review_form(const dem_report_page *page, const dem_record *record, dem_str text, dem_str token, dem_str who,
                     dem_str back);
void dem_missed_form(const dem_report_page *page, dem_str doc, dem_str token, dem_str who);
void dem_merge_form(const dem_report_page *page, dem_str actor, dem_str token, dem_str who);

#endif
