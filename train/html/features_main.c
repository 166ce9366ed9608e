/* features PAGE.html...: one line a block, for train/html/train.py: page, index, words, box, the box
 * around it, features, text. */
#include "clean/htmlmeta.h"
#include "read/charset.h"

#include <stdio.h>
#include <stdlib.h>

static void print_row(const float *row, int n)
{
    for (int k = 0; k < n; k++)
        row[k] == 0 ? fputs("\t0", stdout) : printf("\t%.4f", (double)row[k]);
}

static void print_page(const dem_features *f, const char *path)
{
    float row[DEM_FEATURES];
    for (int32_t i = 0; i < f->count; i++) {
        const dem_page_block *b = &f->page->blocks.at[i];
        dem_features_of(f, i, row);
        printf("%s\t%d\t%u\t%d\t%d", path, i, f->facts[i].words, b->node,
               b->node >= 0 ? f->nodes[b->node].parent : -1);
        print_row(row, DEM_FEATURES);
        putchar('\t');
        for (uint32_t k = b->span.begin; k < b->span.end; k++)
            putchar(f->page->text.at[k] == '\n' || f->page->text.at[k] == '\t'
                        ? ' '
                        : f->page->text.at[k]);
        putchar('\n');
    }
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

int main(int argc, char **argv)
{
    dem_arena arena;
    if (!dem_arena_open(&arena, (size_t)1 << 30))
        return 2;
    for (int i = 1; i < argc; i++) {
        dem_charset charset;
        dem_page page;
        dem_features f;
        dem_arena_reset(&arena, 1 << 24);
        dem_str text =
            dem_charset_decode(slurp(argv[i], &arena), (dem_str){0}, true, &arena, &charset);
        dem_page_read(&page, text, &arena);
        dem_jsonld said = {0};
        const char *how;
        for (int32_t k = 0; k < page.jsonld.len; k++)
            dem_jsonld_read(&said, page.jsonld.at[k], &arena);
        dem_features_init(&f, &page, dem_html_title(&page, &said, &how, &arena), &arena);
        print_page(&f, argv[i]);
    }
    return 0;
}
