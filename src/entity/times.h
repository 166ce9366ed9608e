/* Dates and times as words, and quantities.
 *
 * Adds   doc->times: dates ("14 July 2015", "July 14", "2015-07-14"), weekdays ("on Wednesday",
 *        "last Friday"), and relative expressions ("yesterday", "three days ago", "next week"), each
 *        with its ISO 8601 value when the document's date of publication, or the words alone, tell
 *        it; rows of kind DATE for dates and QUANTITY for numbers with their unit ("200 tonnes",
 *        "$5 billion", "two million US dollars", "20 per cent") among `names`, merged in text order.
 * Needs  tokens and sentences; doc->meta.published when known. Names already found win. Numbers are read by lexicon/quantity.h.
 * Fails  never: what cannot be told has an empty value.
 * Cost   linear in the tokens.
 *
 * A weekday in news means the nearest day up to and including publication, unless "next" or
 * "coming" or "this coming" stands before it. A day without a year is the one nearest to
 * publication.
 */
#ifndef DEM_ENTITY_TIMES_H
#define DEM_ENTITY_TIMES_H

#include "doc/doc.h"

void dem_entity_times(dem_doc *doc, dem_arena scratch);

#endif
