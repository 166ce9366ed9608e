/* Numbers and quantities in words: "1,450", "2.5 million", "two hundred and fifty", "a dozen"; "$ 1.45 billion",
 * "20 per cent", "200 tonnes".
 *
 * Adds   dem_number_at, dem_quantity_at: the one that begins at a word.
 * Needs  lower-case words, parted as tokens are ("$" "5" "bn", "40" "%", "twenty" "-" "five"); "twenty-five" will do too.
 * Fails  never: nothing is found where none begins. "Dozens" and "millions" are no numbers, nor is "m" by itself.
 * Owner  nothing is kept.
 * Cost   the words of the number.
 *
 *     dem_quantity q = dem_quantity_at(words, n, i);   // "$" "5" "bn": milli 5000000000000, DEM_UNIT_MONEY, three words
 */
#ifndef DEM_LEXICON_QUANTITY_H
#define DEM_LEXICON_QUANTITY_H

#include "base/str.h"

typedef struct dem_number {
    int32_t begin, end; /* words; empty: none begins here */
    int64_t milli;      /* thousandths; -1: a number without one value ("3rd", "5.6.7"), or one that is too big */
    bool bare;          /* digits alone, as of a year */
} dem_number;

typedef enum dem_unit { DEM_UNIT_NONE, DEM_UNIT_MONEY, DEM_UNIT_PERCENT, DEM_UNIT_MEASURE } dem_unit;

typedef struct dem_quantity {
    int32_t begin, end; /* words, with sign and unit; empty: none begins here */
    dem_number number;
    dem_unit unit;
} dem_quantity;

/* The words are those of one sentence: [0, n), beginning at `at`. */
dem_number dem_number_at(const dem_str *words, int32_t n, int32_t at);
dem_quantity dem_quantity_at(const dem_str *words, int32_t n, int32_t at);

#endif
