/* How much each feature of a candidate says for it: hundredths of a log-odds, for he and she, it, they.
 * The columns are written by train/actor/pronoun.py, names and order by hand (roles as in pronoun.c).
 */
#ifndef DEM_ACTOR_PRONOUN_POINTS_H
#define DEM_ACTOR_PRONOUN_POINTS_H

#define DEM_PRONOUN_POINTS(X) \
    X(APART_0, 160, 77, 94) /* sentences to the nearest mention */ \
    X(APART_1, 71, 37, 24) \
    X(APART_2, -13, -1, -13) \
    X(APART_3, -25, -38, -13) \
    X(APART_5, -114, -42, -16) \
    X(APART_8, -15, -6, -29) \
    X(APART_11, -64, -27, -46) \
    X(BLOCK, 154, 89, 76) /* it stands in the same paragraph */ \
    X(HERE_ROOT, 73, 28, 29) /* its place in the sentence: in this one, the one before, an earlier one */ \
    X(HERE_SUBJECT, 28, 47, 25) \
    X(HERE_OPENS, -32, 15, -7) \
    X(HERE_OBJECT, 13, -4, 4) \
    X(HERE_OBLIQUE, -6, -4, 19) \
    X(HERE_OWNER, 16, 6, -4) \
    X(BEFORE_ROOT, 109, 53, 60) \
    X(BEFORE_SUBJECT, -26, 13, -5) \
    X(BEFORE_OPENS, -61, -7, -26) \
    X(BEFORE_OBJECT, 25, -1, 6) \
    X(BEFORE_OBLIQUE, 15, -18, 19) \
    X(BEFORE_OWNER, -2, 6, -2) \
    X(EARLIER_ROOT, 58, -9, -35) \
    X(EARLIER_SUBJECT, 7, -27, 20) \
    X(EARLIER_OPENS, -70, 18, 16) \
    X(EARLIER_OBJECT, -46, -21, -34) \
    X(EARLIER_OBLIQUE, -29, -43, -58) \
    X(EARLIER_OWNER, 11, -9, 4) \
    X(AS_PRONOUN, 14, -12, -11) /* how it is told: by the same pronoun */ \
    X(AS_OTHER_PRONOUN, -60, 0, -18) \
    X(AS_NAME, 13, 23, -41) \
    X(AS_ONE_WORD, -7, -40, 25) /* a name of one word */ \
    X(AS_NOUN, 40, 29, 45) \
    X(QUOTED, -48, -19, -61) /* it stands in a quotation */ \
    X(SUBJECT_0, 51, 94, 64) /* some mention is a subject in this sentence */ \
    X(SUBJECT_1, 32, 72, 58) /* in the one before */ \
    X(SUBJECT_2, -59, 39, -12) /* two before */ \
    X(SUBJECT_1_OPENS, 60, 55, 34) /* and the pronoun opens its sentence */ \
    X(QUOTED_TOO, 0, -42, -20) /* some mention is quoted */ \
    X(TITLE_ONLY, 29, -3, 21) /* all stand in the title */ \
    X(TITLE_TOO, 76, -1, 48) /* some do */ \
    X(NEAR_1, 52, 25, 94) /* how many in this sentence and the three before */ \
    X(NEAR_2, 69, 20, 14) \
    X(NEAR_3, 55, 37, -2) \
    X(NEAR_4, 48, 3, 2) \
    X(GOVERNS, 118, 66, 59) /* subject of a verb above the pronoun's clause */ \
    X(GOVERNED, 43, 14, 3) /* object or oblique of one */ \
    X(LAST, 177, 115, 101) /* spoke last */ \
    X(LAST_DIRECT, 42, 31, -7) /* and the statement is direct speech */ \
    X(LAST_NESTED, -118, -24, -23) /* is in another's words */ \
    X(LAST_HERE, -16, 30, 33) /* is in the same sentence */ \
    X(LAST_PASSED, -13, 13, 21) /* and another has been a subject since */ \
    X(LAST_PASSED_BY_NAME, 1, 11, 33) /* by name */ \
    X(SINCE, 76, 62, 37) /* a subject since another spoke last */ \
    X(SPOKE, 36, 57, 100) /* has spoken */ \
    X(SOURCE_BEFORE, 29, 41, 10) /* in a source in the sentence before */ \
    X(OUTER, -98, -20, -2) /* speaker of the statement around */ \
    X(MET_1, -24, -1, -20) /* mentions so far */ \
    X(MET_2, -17, 4, 2) \
    X(MET_3, -4, -7, 22) \
    X(MET_6, 45, 5, -4) \
    X(NAMED, 125, -36, -21) \
    X(GENDER_KNOWN, 61, 0, 4) /* by title, first name or office */ \
    X(GENDER_HEARD, 14, 0, 0) /* this pronoun has meant it */ \
    X(GENDER_NOT, -61, 0, -5) /* the other has */ \
    X(TOLD, -153, -28, -14) /* named in what is told */ \
    X(OWN_SIDE, 3, -9, -3) /* party of the speaker around */ \
    X(OTHER_SIDE, -7, 21, 43) /* another party */

#endif
