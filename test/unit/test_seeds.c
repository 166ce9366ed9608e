/* The fuzz targets over their seeds, and over each seed cut short and bent. */
#include "unit.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LLVMFuzzerTestOneInput fuzz_read
#define check_blocks fuzz_read_check_blocks
#include "../fuzz/fuzz_read.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_html
#define clean fuzz_html_clean
#include "../fuzz/fuzz_html.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_text
#include "../fuzz/fuzz_text.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_segment
#include "../fuzz/fuzz_segment.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_conllu
#include "../fuzz/fuzz_conllu.c"
#undef LLVMFuzzerTestOneInput
#define LLVMFuzzerTestOneInput fuzz_issues
#include "../fuzz/fuzz_issues.c"
#undef LLVMFuzzerTestOneInput

static void replay(const char *folder, int (*target)(const uint8_t *, size_t))
{
    static uint8_t seed[1 << 16], bent[1 << 16];
    char path[512];
    int seeds = 0;
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *e; (e = readdir(dir));) {
        if (e->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        FILE *f = fopen(path, "rb");
        assert_non_null(f);
        size_t len = fread(seed, 1, sizeof seed, f);
        fclose(f);
        target(seed, len);
        seeds++;
        for (size_t k = 0; k < 60 && len > 1; k++) {
            size_t at = (k * 7919) % len;
            memcpy(bent, seed, len);
            bent[at] ^= (uint8_t)(1u << k % 8);
            target(bent, len);
            target(seed, at);
        }
    }
    closedir(dir);
    assert_true(seeds >= 4);
}

static void readers(void **state)
{
    (void)state;
    replay("test/fuzz/seeds/read", fuzz_read);
}

static void pages(void **state)
{
    (void)state;
    replay("test/fuzz/seeds/html", fuzz_html);
}

static void texts(void **state)
{
    (void)state;
    replay("test/fuzz/seeds/text", fuzz_text);
}

static void sentences(void **state)
{
    (void)state;
    replay("test/fuzz/seeds/segment", fuzz_segment);
}

static void treebanks(void **state)
{
    (void)state;
    replay("test/fuzz/seeds/conllu", fuzz_conllu);
}

static void issue_files(void **state)
{
    (void)state;
    replay("test/fuzz/seeds/issues", fuzz_issues);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(readers), cmocka_unit_test(pages), cmocka_unit_test(texts),
                                       cmocka_unit_test(sentences), cmocka_unit_test(treebanks),
                                       cmocka_unit_test(issue_files)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
