#include "position/parts.h"

#include <string.h>

/* Merge sort from the bottom: stable, and without recursion. */
void dem_order(int32_t *at, int32_t *room, int32_t n, dem_less *less, const void *context)
{
    for (int32_t width = 1; width < n; width = width > n / 2 ? n : width * 2) {
        for (int32_t begin = 0; begin < n; begin += 2 * width) {
            int32_t middle = n - begin < width ? n : begin + width;
            int32_t end = n - middle < width ? n : middle + width;
            for (int32_t i = begin, k = middle, o = begin; o < end; o++)
                room[o] = k < end && (i == middle || less(context, at[k], at[i])) ? at[k++] : at[i++];
            if (end == n)
                break;
        }
        memcpy(at, room, (size_t)n * sizeof *at);
    }
}
