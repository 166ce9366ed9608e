#include "show/mark.h"

#include <stdlib.h>

void dem_marks_add(dem_marks *marks, dem_span span, int kind, int32_t tag)
{
    uint8_t bit = 0;
    while (kind >> (bit + 1))
        bit++;
    if (span.begin >= span.end)
        return;
    *dem_push(&marks->edges, marks->arena) = (dem_mark_edge){span.begin, 1, bit, tag};
    *dem_push(&marks->edges, marks->arena) = (dem_mark_edge){span.end, -1, bit, tag};
}

void dem_marks_add_words(dem_marks *marks, const dem_wording *words, int kind, int32_t tag)
{
    if (!words->text.at)
        return;
    for (int32_t i = 0; i < words->parts.len; i++)
        dem_marks_add(marks, words->parts.at[i], kind, tag);
    if (!words->parts.len)
        dem_marks_add(marks, words->span, kind, tag);
}

void dem_marks_add_record(dem_marks *marks, const dem_record *record, int32_t tag)
{
    dem_marks_add_words(marks, &record->source, DEM_MARK_SOURCE, tag);
    dem_marks_add_words(marks, &record->cue, DEM_MARK_CUE, tag);
    dem_marks_add_words(marks, &record->content, DEM_MARK_CONTENT, tag);
    dem_marks_add_words(marks, &record->condition, DEM_MARK_CONDITION, tag);
    for (int32_t i = 0; i < record->n_relays; i++)
        dem_marks_add(marks, record->relays[i].span, DEM_MARK_RELAY, tag);
}

static int by_place(const void *a, const void *b)
{
    const dem_mark_edge *x = a, *y = b;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    if (x->step != y->step)
        return x->step < y->step ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return x->tag < y->tag ? -1 : x->tag > y->tag;
}

void dem_marks_start(dem_marks *marks, dem_span range)
{
    if (marks->edges.len)
        qsort(marks->edges.at, (size_t)marks->edges.len, sizeof *marks->edges.at, by_place);
    marks->next = 0;
    marks->at = range.begin;
    marks->end = range.end;
    marks->tag = -1;
    for (int i = 0; i < DEM_MARK_KINDS; i++)
        marks->open[i] = 0;
}

static void pass(dem_marks *marks, const dem_mark_edge *edge)
{
    marks->open[edge->kind] += edge->step;
    if (edge->kind == 2) /* content */
        marks->tag = edge->step > 0 ? edge->tag : marks->open[2] ? marks->tag : -1;
}

bool dem_marks_next(dem_marks *marks, dem_span *run, unsigned *roles)
{
    if (marks->at >= marks->end)
        return false;
    while (marks->next < marks->edges.len && marks->edges.at[marks->next].at <= marks->at)
        pass(marks, &marks->edges.at[marks->next++]);
    run->begin = marks->at;
    run->end = marks->end;
    if (marks->next < marks->edges.len && marks->edges.at[marks->next].at < marks->end)
        run->end = marks->edges.at[marks->next].at;
    *roles = 0;
    for (int i = 0; i < DEM_MARK_KINDS; i++)
        if (marks->open[i])
            *roles |= 1u << i;
    marks->at = run->end;
    return true;
}
