#include "show/folder.h"
#include "base/words.h"
#include "show/export.h"
#include "show/tar.h"

/* Statements stay while the document is written: the reader's memory is taken from `arena`. */
static void read_records(dem_leaf *leaf, dem_store *store, const dem_filter *one, dem_arena *arena)
{
    DEM_VEC(dem_record) list = {0};
    dem_cursor reader;
    dem_record record;
    dem_cursor_open(&reader, store, one, DEM_ORDER_DOCUMENT, 0, 0, arena);
    reader.keep = true;
    while (dem_cursor_next(&reader, &record))
        *dem_push(&list, leaf->arena) = record;
    dem_cursor_close(&reader);
    leaf->records = list.at;
    leaf->n_records = list.len;
}

static void read_deeds(dem_leaf *leaf, dem_store *store, const dem_filter *one, dem_arena *arena)
{
    DEM_VEC(dem_happening) list = {0};
    dem_happened reader;
    dem_happening h;
    dem_happened_open(&reader, store, one, DEM_ORDER_DOCUMENT, 0, 0, arena);
    reader.keep = true;
    while (dem_happened_next(&reader, &h))
        if (dem_happening_is_deed(&h))
            *dem_push(&list, leaf->arena) = h;
    dem_happened_close(&reader);
    leaf->deeds = list.at;
    leaf->n_deeds = list.len;
}

static int64_t turn(dem_paper *paper, const dem_filter *filter, dem_line_style style, dem_leaf_writer *write,
                    dem_out *out, dem_str id, dem_arena scratch)
{
    const dem_source_file *file = dem_paper_turn(paper, id);
    dem_leaf leaf = {.out = out, .file = file, .text = file->text, .style = style, .arena = &paper->rest};
    if (!file->id.len || (file->copy_of.len && !filter->copies))
        return 0;
    leaf.style.ruler = &paper->ruler;
    if (style.no_text || style.max_words)
        leaf.text = dem_words_blank(file->text, style.no_text ? 0 : style.max_words, leaf.arena);
    dem_filter one = dem_filter_document(filter, file->id, &scratch);
    read_records(&leaf, paper->store, &one, &scratch);
    read_deeds(&leaf, paper->store, &one, &scratch);
    write(&leaf);
    return leaf.n_records;
}

int64_t dem_export_folder(dem_store *store, const dem_filter *filter, dem_line_style style, dem_leaf_writer *write,
                          dem_out *out, dem_arena *arena)
{
    dem_paper paper;
    int64_t n = 0;
    if (!dem_paper_open(&paper, store, style.offsets, arena))
        return -1;
    dem_query *q = dem_export_documents(store, filter, arena);
    while (dem_step(q)) {
        dem_arena scratch = *arena;
        n += turn(&paper, filter, style, write, out, dem_str_copy(dem_col_str(q, 0), &scratch), scratch);
    }
    dem_query_free(q);
    dem_tar_end(out);
    dem_paper_close(&paper);
    return dem_store_ok(store) ? n : -1;
}
