/* How far coders agree: Krippendorff's alpha for nominal values, with missing ones.
 *
 * Adds   dem_alpha: of ratings in any order.  dem_agreement_of: of one field of the ledger's reviews.
 * Method Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C: of every unit with m >= 2
 *        values each ordered pair of values of different coders adds 1 / (m - 1) to its cell of the
 *        coincidence matrix; alpha = 1 - (n - 1) * off-diagonal / sum over c != k of n_c * n_k.
 *        A coder who signed anything about a statement has looked at it: what that coder did not correct
 *        counts as the machine's value. After a rejection only `rejected` has a value.
 * Fails  dem_agreement_of with the store's error.
 * Cost   sorting the ratings.
 */
#ifndef DEM_LEDGER_AGREE_H
#define DEM_LEDGER_AGREE_H

#include "ledger/store.h"

typedef struct dem_rating {
    int32_t unit, coder, value; /* any numbers; a coder gives a unit one value */
} dem_rating;

typedef struct dem_agreement {
    int32_t units;   /* with two values or more */
    int32_t coders;  /* of those units */
    int32_t alike;   /* units in which all are the same */
    bool defined;    /* alpha is: there was something to disagree about */
    double alpha;
} dem_agreement;

/* Reorders the ratings. */
dem_agreement dem_alpha(dem_rating *ratings, int32_t n);

/* `field`: one of dem_fields (correct.h). Topics agree in any order; places only when they are the same. No units where nobody
 * has corrected the field, unless it is one that every coder judges: rejected act speaker party stance negated. */
dem_agreement dem_agreement_of(dem_store *store, const char *field, dem_arena scratch);

#endif
