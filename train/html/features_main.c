/* features OUT [--without LIST] PAGE.html...: for train/html/train.py. OUT.tsv, one line a block: page,
 * words, its four kins, the blocks of the boxes around it (first, end), text; OUT.f32, its features. LIST names
 * blocks to be taken out first, a page and a block a line, in the order of the pages: short articles are
 * made so of long ones. */
#include "clean/htmlmeta.h"
#include "read/charset.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_page(const dem_features *f, const char *path, FILE *lines, FILE *rows)
{
    float row[DEM_FEATURES];
    for (int32_t i = 0; i < f->count; i++) {
        const dem_page_block *b = &f->page->blocks.at[i];
        dem_features_of(f, i, row);
        fwrite(row, sizeof row, 1, rows);
        fprintf(lines, "%s\t%u", path, f->facts[i].words);
        for (int shape = 0; shape < DEM_SHAPES; shape++)
            fprintf(lines, "\t%d", f->facts[i].kin[shape]);
        for (int up = 0; up < DEM_BOXES_UP; up++) {
            int32_t first, end;
            dem_features_box(f, i, up, &first, &end);
            fprintf(lines, "\t%d\t%d", first, end);
        }
        putc('\t', lines);
        for (uint32_t k = b->span.begin; k < b->span.end; k++) {
            char c = f->page->text.at[k];
            putc(c == '\n' || c == '\t' ? ' ' : c, lines);
        }
        putc('\n', lines);
    }
}

static FILE *create(const char *stem, const char *end)
{
    char path[4096];
    snprintf(path, sizeof path, "%s%s", stem, end);
    FILE *out = fopen(path, "wb");
    if (!out) {
        perror(path);
        exit(2);
    }
    return out;
}

static dem_str slurp(const char *path, dem_arena *arena)
{
    FILE *in = fopen(path, "rb");
    if (!in || fseek(in, 0, SEEK_END) != 0) {
        perror(path);
        exit(2);
    }
    long size = ftell(in);
    rewind(in);
    char *at = dem_new(arena, char, size > 0 ? size : 0);
    dem_str html = {at, fread(at, 1, (size_t)size, in)};
    fclose(in);
    return html;
}

typedef struct without {
    FILE *list; /* NULL: none */
    char page[4096];
    int block;
    bool more; /* a line is read and not yet used */
} without;

static void next_line(without *w)
{
    w->more = w->list && fscanf(w->list, "%4095s %d", w->page, &w->block) == 2;
}

static void take_out(dem_page *page, const char *path, without *w)
{
    int32_t kept = 0;
    for (int32_t i = 0; i < page->blocks.len; i++) {
        if (w->more && strcmp(w->page, path) == 0 && w->block == i)
            next_line(w);
        else
            page->blocks.at[kept++] = page->blocks.at[i];
    }
    page->blocks.len = kept;
}

int main(int argc, char **argv)
{
    dem_arena arena;
    if (argc < 2 || !dem_arena_open(&arena, (size_t)1 << 30))
        return 2;
    FILE *lines = create(argv[1], ".tsv"), *rows = create(argv[1], ".f32");
    bool some = argc > 3 && strcmp(argv[2], "--without") == 0;
    static without w;
    w.list = some ? fopen(argv[3], "r") : NULL;
    next_line(&w);
    for (int i = some ? 4 : 2; i < argc; i++) {
        dem_charset charset;
        dem_page page;
        dem_features f;
        dem_arena_reset(&arena, 1 << 24);
        dem_str text =
            dem_charset_decode(slurp(argv[i], &arena), (dem_str){0}, true, &arena, &charset);
        dem_page_read(&page, text, &arena);
        take_out(&page, argv[i], &w);
        dem_jsonld said = {0};
        const char *how;
        for (int32_t k = 0; k < page.jsonld.len; k++)
            dem_jsonld_read(&said, page.jsonld.at[k], &arena);
        dem_features_init(&f, &page, dem_html_title(&page, &said, &how, &arena), &arena);
        print_page(&f, argv[i], lines, rows);
    }
    return fclose(lines) == 0 && fclose(rows) == 0 ? 0 : 2;
}
