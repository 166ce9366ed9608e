/* How much each feature of a candidate says for it: hundredths of a log-odds, for he and she, it, they.
 * The columns are written by train/actor/pronoun.py, names and order by hand (roles as in pronoun.c).
 */
#ifndef DEM_ACTOR_PRONOUN_POINTS_H
#define DEM_ACTOR_PRONOUN_POINTS_H

#define DEM_PRONOUN_POINTS(X) \
    X(APART_0, 161, 77, 104) /* sentences to the nearest mention */ \
    X(APART_1, 70, 37, 28) \
    X(APART_2, -13, -1, -20) \
    X(APART_3, -23, -38, -17) \
    X(APART_5, -115, -42, -20) \
    X(APART_8, -16, -6, -23) \
    X(APART_11, -65, -27, -52) \
    X(BLOCK, 151, 89, 69) /* it stands in the same paragraph */ \
    X(HERE_ROOT, 60, 30, 32) /* its place in the sentence: in this one, the one before, an earlier one */ \
    X(HERE_SUBJECT, 24, 46, 19) \
    X(HERE_OPENS, -4, 15, -7) \
    X(HERE_OBJECT, 56, -4, 22) \
    X(HERE_OBLIQUE, -12, -5, 17) \
    X(HERE_OWNER, -25, 6, -4) \
    X(BEFORE_ROOT, 109, 54, 65) \
    X(BEFORE_SUBJECT, -26, 13, -2) \
    X(BEFORE_OPENS, -61, -9, -24) \
    X(BEFORE_OBJECT, 22, -1, 22) \
    X(BEFORE_OBLIQUE, 22, -18, 12) \
    X(BEFORE_OWNER, -12, 6, -17) \
    X(EARLIER_ROOT, 51, -9, -27) \
    X(EARLIER_SUBJECT, 5, -27, 15) \
    X(EARLIER_OPENS, -69, 18, -6) \
    X(EARLIER_OBJECT, -47, -21, -37) \
    X(EARLIER_OBLIQUE, -30, -43, -64) \
    X(EARLIER_OWNER, 22, -9, 9) \
    X(AS_PRONOUN, 12, -12, -14) /* how it is told: by the same pronoun */ \
    X(AS_OTHER_PRONOUN, -60, 0, -16) \
    X(AS_NAME, 18, 24, -42) \
    X(AS_ONE_WORD, -7, -40, 23) /* a name of one word */ \
    X(AS_NOUN, 37, 29, 50) \
    X(QUOTED, -47, -19, -53) /* it stands in a quotation */ \
    X(SUBJECT_0, 62, 95, 62) /* some mention is a subject in this sentence */ \
    X(SUBJECT_1, 33, 71, 52) /* in the one before */ \
    X(SUBJECT_2, -59, 39, -18) /* two before */ \
    X(SUBJECT_1_OPENS, 60, 55, 41) /* and the pronoun opens its sentence */ \
    X(QUOTED_TOO, -2, -42, -23) /* some mention is quoted */ \
    X(TITLE_ONLY, 31, -3, 32) /* all stand in the title */ \
    X(TITLE_TOO, 74, -1, 41) /* some do */ \
    X(NEAR_1, 47, 25, 83) /* how many in this sentence and the three before */ \
    X(NEAR_2, 75, 20, 12) \
    X(NEAR_3, 59, 36, -6) \
    X(NEAR_4, 47, 3, 3) \
    X(GOVERNS, 111, 65, 54) /* subject of a verb above the pronoun's clause */ \
    X(GOVERNED, 74, 17, 5) /* object or oblique of one */ \
    X(LAST, 179, 117, 99) /* spoke last */ \
    X(LAST_DIRECT, 41, 31, -4) /* and the statement is direct speech */ \
    X(LAST_NESTED, -125, -24, -36) /* is in another's words */ \
    X(LAST_HERE, -11, 32, 28) /* is in the same sentence */ \
    X(LAST_PASSED, -11, 13, 14) /* and another has been a subject since */ \
    X(LAST_PASSED_BY_NAME, 0, 11, 36) /* by name */ \
    X(SINCE, 78, 62, 35) /* a subject since another spoke last */ \
    X(SPOKE, 36, 57, 102) /* has spoken */ \
    X(SOURCE_BEFORE, 27, 39, 2) /* in a source in the sentence before */ \
    X(OUTER, -94, -20, -8) /* speaker of the statement around */ \
    X(MET_1, -27, -1, -21) /* mentions so far */ \
    X(MET_2, -20, 4, 2) \
    X(MET_3, -2, -7, 17) \
    X(MET_6, 49, 4, 3) \
    X(NAMED, 118, -36, -19) \
    X(GENDER_KNOWN, 58, 0, 5) /* by title, first name or office */ \
    X(GENDER_HEARD, 14, 0, 0) /* this pronoun has meant it */ \
    X(GENDER_NOT, -68, 0, -5) /* the other has */ \
    X(TOLD, -155, -28, -20) /* named in what is told */ \
    X(OWN_SIDE, 6, -9, -2) /* party of the speaker around */ \
    X(OTHER_SIDE, -12, 21, 40) /* another party */

#endif
