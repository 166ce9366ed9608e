/* How much each feature of a candidate says for it: hundredths of a log-odds, for he and she, it, they.
 * The columns are written by train/actor/pronoun.py, names and order by hand (roles as in pronoun.c).
 */
#ifndef DEM_ACTOR_PRONOUN_POINTS_H
#define DEM_ACTOR_PRONOUN_POINTS_H

#define DEM_PRONOUN_POINTS(X) \
    X(APART_0, 150, 76, 99) /* sentences to the nearest mention */ \
    X(APART_1, 71, 32, 28) \
    X(APART_2, -8, 3, -28) \
    X(APART_3, -8, -33, -19) \
    X(APART_5, -125, -45, -14) \
    X(APART_8, -23, -7, -17) \
    X(APART_11, -58, -26, -49) \
    X(BLOCK, 174, 93, 72) /* it stands in the same paragraph */ \
    X(HERE_ROOT, 56, 30, 32) /* its place in the sentence: in this one, the one before, an earlier one */ \
    X(HERE_SUBJECT, 22, 49, 21) \
    X(HERE_OPENS, -4, 15, -9) \
    X(HERE_OBJECT, 53, -4, 17) \
    X(HERE_OBLIQUE, -11, -9, 18) \
    X(HERE_OWNER, -27, 5, -6) \
    X(BEFORE_ROOT, 111, 55, 53) \
    X(BEFORE_SUBJECT, -19, 10, 14) \
    X(BEFORE_OPENS, -52, -7, -22) \
    X(BEFORE_OBJECT, 16, -8, 25) \
    X(BEFORE_OBLIQUE, 23, -15, 8) \
    X(BEFORE_OWNER, -4, 5, -19) \
    X(EARLIER_ROOT, 49, 15, -25) \
    X(EARLIER_SUBJECT, 4, -32, 6) \
    X(EARLIER_OPENS, -47, 4, -6) \
    X(EARLIER_OBJECT, -47, -21, -32) \
    X(EARLIER_OBLIQUE, -37, -43, -65) \
    X(EARLIER_OWNER, 24, -9, 29) \
    X(AS_PRONOUN, 0, -5, -15) /* how it is told: by the same pronoun */ \
    X(AS_OTHER_PRONOUN, -58, -1, -20) \
    X(AS_NAME, 18, 21, -46) \
    X(AS_ONE_WORD, -3, -43, 33) /* a name of one word */ \
    X(AS_NOUN, 42, 29, 48) \
    X(QUOTED, -56, -19, -52) /* it stands in a quotation */ \
    X(SUBJECT_0, 71, 99, 63) /* some mention is a subject in this sentence */ \
    X(SUBJECT_1, 35, 72, 54) /* in the one before */ \
    X(SUBJECT_2, -62, 41, -14) /* two before */ \
    X(SUBJECT_1_OPENS, 52, 57, 36) /* and the pronoun opens its sentence */ \
    X(QUOTED_TOO, -10, -43, -23) /* some mention is quoted */ \
    X(TITLE_ONLY, 31, -3, 42) /* all stand in the title */ \
    X(TITLE_TOO, 76, -2, 36) /* some do */ \
    X(NEAR_1, 44, 32, 73) /* how many in this sentence and the three before */ \
    X(NEAR_2, 79, 16, 6) \
    X(NEAR_3, 54, 35, -9) \
    X(NEAR_4, 50, 4, 3) \
    X(GOVERNS, 117, 65, 57) /* subject of a verb above the pronoun's clause */ \
    X(GOVERNED, 76, 13, 0) /* object or oblique of one */ \
    X(LAST, 193, 123, 107) /* spoke last */ \
    X(LAST_DIRECT, 33, 31, -4) /* and the statement is direct speech */ \
    X(LAST_NESTED, -127, -23, -53) /* is in another's words */ \
    X(LAST_HERE, -15, 32, 30) /* is in the same sentence */ \
    X(LAST_PASSED, 13, 12, 2) /* and another has been a subject since */ \
    X(LAST_PASSED_BY_NAME, -29, 10, 27) /* by name */ \
    X(SINCE, 76, 64, 40) /* a subject since another spoke last */ \
    X(SPOKE, 30, 57, 103) /* has spoken */ \
    X(SOURCE_BEFORE, 31, 43, 10) /* in a source in the sentence before */ \
    X(OUTER, -92, -19, -8) /* speaker of the statement around */ \
    X(MET_1, -17, -8, -20) /* mentions so far */ \
    X(MET_2, -22, 5, 7) \
    X(MET_3, -6, -2, 14) \
    X(MET_6, 45, 5, -1) \
    X(NAMED, 142, -45, -14) \
    X(GENDER_KNOWN, 56, 0, 6) /* by title, first name or office */ \
    X(GENDER_HEARD, 15, 0, 0) /* this pronoun has meant it */ \
    X(GENDER_NOT, -65, 0, -5) /* the other has */ \
    X(TOLD, -155, -28, -23) /* named in what is told */ \
    X(OWN_SIDE, 1, -10, -18) /* party of the speaker around */ \
    X(OTHER_SIDE, -16, 28, 47) /* another party */

#endif
