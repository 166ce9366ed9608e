/* PolNeAR's attributions as columns, for what the parser's encoder learns on the side.
 *
 *     tokens POLNEAR/train > columns.txt       FORM TAB SOURCE TAB CUE TAB CONTENT, a blank line after a sentence
 *
 * Each of the three is B (first token of a span), I or O; source and cue are ? where a content leaves them
 * open: PolNeAR marks the outermost attributions only, and what a content reports has sources and cues too.
 * Needs the segmenter's model only. */
#include "attrib/corpus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SOURCE, CUE, CONTENT, ROLES };

static void mark(char (*rows)[ROLES], int role, range r)
{
    for (int32_t t = r.begin; t < r.end; t++)
        rows[t][role] = t > r.begin ? 'I' : 'B';
}

static void print(const corpus_doc *d)
{
    const dem_doc *doc = &d->doc;
    char(*rows)[ROLES] = malloc((size_t)doc->tokens.len * ROLES + 1);
    if (!rows)
        exit(2);
    memset(rows, 'O', (size_t)doc->tokens.len * ROLES);
    for (int32_t g = 0; g < d->golds.len; g++) {
        const gold *a = &d->golds.at[g];
        mark(rows, CUE, a->cue);
        for (int k = 0; k < a->sources; k++)
            mark(rows, SOURCE, a->source[k]);
        for (int k = 0; k < a->contents; k++)
            mark(rows, CONTENT, a->content[k]);
    }
    for (int32_t s = 0; s < doc->sentences.len; s++) {
        for (int32_t t = doc->sentences.at[s].begin; t < doc->sentences.at[s].end; t++) {
            dem_str form = dem_token_str(doc, t);
            for (int role = SOURCE; role <= CUE; role++)
                if (rows[t][CONTENT] != 'O' && rows[t][role] == 'O')
                    rows[t][role] = '?';
            printf("%.*s\t%c\t%c\t%c\n", (int)form.len, form.at, rows[t][SOURCE], rows[t][CUE], rows[t][CONTENT]);
        }
        putchar('\n');
    }
    free(rows);
}

int main(int argc, char **argv)
{
    corpus c;
    dem_engine engine;
    dem_error err = {0};
    if (argc != 2)
        return fputs("usage: tokens POLNEAR/train\n", stderr), 2;
    corpus_open(&c);
    c.depth = DEM_DEPTH_SEGMENT;
    if (!dem_engine_open(&engine, DEM_DEPTH_SEGMENT, &err))
        return fprintf(stderr, "%s\n", err.message), 2;
    corpus_polnear(&c, argv[1], &engine);
    for (int32_t i = 0; i < c.docs.len; i++)
        print(&c.docs.at[i]);
    return 0;
}
