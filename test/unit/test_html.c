/* Web pages: main text, metadata with evidence, JSON-LD, hints, odd pages. */
#include "unit.h"

#include "base/embed.h"
#include "clean/html.h"
#include "clean/jsonld.h"
#include "clean/lighten.h"

#include <stdio.h>
#include <string.h>

typedef struct world {
    dem_arena arena, scratch;
    dem_html_model model;
    dem_doc doc;
    dem_html_meta meta;
} world;

static int setup(void **state)
{
    static world w;
    static const char name[] = "models/html-1.dem";
    dem_model weights;
    dem_error err = {0};
    w = (world){.arena = unit_arena(1u << 28), .scratch = unit_arena(1u << 28)};
    assert_true(dem_model_open(&weights, dem_embed_find(name), dem_str_of(name), &err));
    assert_true(dem_html_model_open(&w.model, &weights, &err));
    *state = &w;
    return 0;
}

static int teardown(void **state)
{
    world *w = *state;
    dem_arena_close(&w->arena);
    dem_arena_close(&w->scratch);
    return 0;
}

static void clean(world *w, const char *html, size_t len)
{
    w->doc = (dem_doc){.arena = &w->arena};
    dem_clean_html(&w->model, (dem_str){html, len}, &w->doc, &w->meta, w->scratch);
}

/* The kind of the block that begins with `start`, or -1. */
static int kind_of(const world *w, const char *start)
{
    for (int32_t i = 0; i < w->doc.blocks.len; i++)
        if (dem_str_starts(dem_doc_str(&w->doc, w->doc.blocks.at[i].span), dem_str_of(start)))
            return w->doc.blocks.at[i].kind;
    return -1;
}

static const char PAGE[] =
    "<!DOCTYPE html><html lang=\"en-GB\"><head><title>Dam talks resume | The Daily Planet</title>"
    "<meta property=\"og:site_name\" content=\"The Daily Planet\">"
    "<link rel=canonical href=\"https://example.org/2019/01/07/dam-talks\"></head><body>"
    "<nav class=menu><ul><li><a href=/>Home</a></li><li><a href=/w>World</a></li><li><a "
    "href=/s>Sport</a></li></ul></nav>"
    "<article><h1>Dam talks resume</h1><div class=byline>By <a rel=author href=/a>Ann Lee</a> and "
    "Raj Rao</div>"
    "<time datetime=\"2019-01-07T10:00:00Z\">7 January 2019</time><div class=\"article-body\">"
    "<p>The two ministers met on Monday for the third time this year, and talked for more than "
    "five hours about the dam.</p>"
    "<p>They agreed to meet again in the spring, a spokeswoman said, but only when the engineers "
    "have finished their report.</p>"
    "<div class=\"ad\">Advertisement</div>"
    "<h2>What the villages want</h2>"
    "<p>Villages below the dam fear for their wells &amp; fields; farmers said on Sunday that they "
    "would go to court over it.</p>"
    "<p>\"We have waited long enough,\" said a farmer who asked not to be named, \"and the water "
    "is not coming back.\"</p>"
    "<script>var hidden = 'never shown';</script></div></article>"
    "<aside class=\"related-stories\"><h3>Related stories</h3><ul><li><a href=/1>Baker wins prize "
    "for the longest loaf</a></li>"
    "<li><a href=/2>Rain expected in the north</a></li></ul></aside>"
    "<footer class=footer><p>&copy; 2019 The Daily Planet. All rights "
    "reserved.</p></footer></body></html>";

static void main_text(void **state)
{
    world *w = *state;
    clean(w, PAGE, sizeof PAGE - 1);
    assert_int_equal(kind_of(w, "The two ministers"), DEM_BLOCK_BODY);
    assert_int_equal(kind_of(w, "They agreed"), DEM_BLOCK_BODY);
    assert_int_equal(kind_of(w, "Villages below the dam fear for their wells & fields"),
                     DEM_BLOCK_BODY);
    assert_int_equal(kind_of(w, "\"We have waited"), DEM_BLOCK_BODY);
    assert_int_equal(kind_of(w, "Dam talks resume"), DEM_BLOCK_TITLE);
    assert_int_equal(kind_of(w, "Home"), DEM_BLOCK_FURNITURE);
    assert_int_equal(kind_of(w, "Advertisement"), DEM_BLOCK_FURNITURE);
    assert_int_equal(kind_of(w, "Baker wins"), DEM_BLOCK_FURNITURE);
    assert_int_equal(kind_of(w, "© 2019"), DEM_BLOCK_FURNITURE);
    assert_int_equal(dem_str_find(w->doc.text, DEM_STR("never shown")), w->doc.text.len);
}

/* How often the main text has a block that begins with `start`. */
static int bodies_of(const world *w, const char *start)
{
    int n = 0;
    for (int32_t i = 0; i < w->doc.blocks.len; i++)
        n += w->doc.blocks.at[i].kind == DEM_BLOCK_BODY &&
             dem_str_starts(dem_doc_str(&w->doc, w->doc.blocks.at[i].span), dem_str_of(start));
    return n;
}

#define ASKED "<p>What would you change if you ran the water board yourself?</p>"

/* The author may say a thing twice; a page that quotes it again in a box of its own adds nothing. */
static void said_twice(void **state)
{
    static const char html[] =
        "<html><head><title>Three on the dam</title></head><body><h1>Three on the dam</h1><div class=article-body>"
        "<p>We put one question to three people of the valley on the day after the talks ended.</p>" ASKED
        "<p>\"I would open the gates in spring,\" said Ada Moss, who farms below the dam with her sons.</p>" ASKED
        "<p>\"I would ask the villages first,\" said Ben Ford, a teacher, who has lived there for years.</p>" ASKED
        "<p>\"Nothing at all, for the board has done well,\" said the mayor, one of its founders.</p>"
        "<p>None of them had been asked by the ministers, whose talks go on next week in the capital.</p></div>"
        "<aside class=pull-quote><div>We put one question to three people of the valley on the day after the "
        "talks ended.</div></aside></body></html>";
    world *w = *state;
    clean(w, html, sizeof html - 1);
    assert_int_equal(bodies_of(w, "What would you"), 3);
    assert_int_equal(bodies_of(w, "We put one question"), 1);
}

/* Written out for wide screens and for narrow ones. */
static void article_twice(void **state)
{
    static const char text[] =
        "<div class=article-body><p>The two ministers met for four hours and agreed on the gates of the dam.</p>"
        "<p>They will meet again next week in the capital, where a treaty is to be signed, officials said.</p>"
        "<p>Villages below the dam fear for their wells and fields, and none of them has been asked so far.</p></div>";
    world *w = *state;
    dem_str html = dem_str_format(&w->arena,
                                  "<html><body><h1>Dam talks</h1><div class=wide><div>%s</div></div>"
                                  "<div class=narrow><div>%s</div></div></body></html>",
                                  text, text);
    clean(w, html.at, html.len);
    assert_int_equal(bodies_of(w, "The two ministers"), 1);
    assert_int_equal(bodies_of(w, "Villages below"), 1);
}

static void metadata(void **state)
{
    world *w = *state;
    clean(w, PAGE, sizeof PAGE - 1);
    assert_str(w->meta.title, "Dam talks resume");
    assert_str(w->meta.date, "2019-01-07");
    assert_str(w->doc.meta.published, "2019-01-07");
    assert_int_equal(w->meta.n_authors, 1 + (w->meta.n_authors == 2));
    assert_str(w->meta.authors[0], "Ann Lee");
    assert_str(w->doc.meta.outlet, "The Daily Planet");
    assert_str(w->doc.meta.language, "en");
    assert_str(w->doc.meta.url, "https://example.org/2019/01/07/dam-talks");
}

static void publication_and_change(void **state)
{
    world *w = *state;
    static const char html[] =
        "<html><head><title>A</title><script "
        "type='application/ld+json'>{\"@context\":\"x\",\"@graph\":[{\"@type\":\"WebPage\","
        "\"datePublished\":\"2018-01-01\"},{\"@type\":[\"NewsArticle\"],\"headline\":\"Wells &amp; "
        "dams\",\"datePublished\":"
        "\"2019-01-07T09:00:00+01:00\",\"dateModified\":\"2019-01-09\",\"author\":[{\"@type\":"
        "\"Person\",\"name\":\"Ann Lee\"},"
        "\"Raj Rao\"],\"publisher\":{\"@type\":\"Organization\",\"name\":\"Daily "
        "Planet\"}}]}</script></head><body><p>Text.</p></body></html>";
    clean(w, html, sizeof html - 1);
    assert_str(w->meta.title, "Wells & dams");
    assert_str(w->meta.date, "2019-01-07");
    assert_string_equal(w->meta.date_how, "json-ld");
    assert_str(w->meta.modified, "2019-01-09");
    assert_int_equal(w->meta.n_authors, 2);
    assert_str(w->meta.authors[1], "Raj Rao");
    assert_str(w->meta.outlet, "Daily Planet");
}

static void broken_json_ld(void **state)
{
    world *w = *state;
    static const char *const rows[] = {"",
                                       "{",
                                       "[[[[",
                                       "{\"@type\":\"NewsArticle\",\"headline\":\"cut",
                                       "]}}}",
                                       "{\"a\":\"\\u12\"}",
                                       "{\"@type\":\"Article\",\"datePublished\":\"2019-02-30\"}",
                                       "\"\\ud800\"",
                                       "{\"@type\":{\"@type\":[]}}"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        dem_jsonld said = {0};
        dem_jsonld_read(&said, dem_str_of(rows[i]), &w->arena);
        assert_true(said.rank <= 2);
    }
    char deep[20000];
    memset(deep, '{', sizeof deep);
    dem_jsonld said = {0};
    dem_jsonld_read(&said, (dem_str){deep, sizeof deep}, &w->arena);
    assert_int_equal(said.rank, 0);
    static const char html[] = "<html><meta name=date content='2019-02-30'><p>A sentence that "
                               "stands alone on its page, of some length.</p>";
    clean(w, html, sizeof html - 1);
    assert_int_equal(w->meta.date.len, 0);
}

static void hints(void **state)
{
    (void)state;
    assert_int_equal(dem_hints_of("article-body clearfix"), DEM_HINT_CONTENT | DEM_HINT_BODY);
    assert_int_equal(dem_hints_of("article body"), DEM_HINT_CONTENT);
    assert_int_equal(dem_hints_of("relatedStories"), DEM_HINT_RELATED);
    assert_int_equal(dem_hints_of("AD_top"), DEM_HINT_AD | DEM_HINT_HEADER);
    assert_int_equal(dem_hints_of("shadow readiness"), 0);
    assert_int_equal(dem_hints_of(""), 0);
}

/* What nobody reads is gone before parsing; what is never closed, nested, data or an attribute stays. */
static void lightened(void **state)
{
    world *w = *state;
    static const struct {
        const char *page, *left;
    } cases[] = {
        {"a<script>if (a<b) c('</p>')</script>b", "ab"},
        {"a<SCRIPT src=x></Script >b", "ab"},
        {"a<style>p{}</style>b<!-- <p>c --><i>d</i>", "ab<i>d</i>"},
        {"a<!--[if !IE]><!-->b<!--<![endif]-->c", "abc"},
        {"<svg><g/></svg><noscript><img></noscript><iframe></iframe>t", "t"},
        {"<svg><svg></svg><text>a</text></svg>", "<svg><text>a</text></svg>"},
        {"a<script>b", "a<script>b"},
        {"a<!-- b", "a<!-- b"},
        {"<scripture>a</scripture>", "<scripture>a</scripture>"},
        {"<p title=\"<!--\">a</p><!-- b -->", "<p title=\"<!--\">a</p>"},
        {"<script type='application/ld+json'>{\"a\":\"<!-- b -->\"}</script>c",
         "<script type='application/ld+json'>{\"a\":\"<!-- b -->\"}</script>c"},
        {"a \n\t <b> c</b>", "a <b> c</b>"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        dem_str left = dem_lighten(dem_str_of(cases[i].page), &w->arena);
        assert_int_equal(left.len, strlen(cases[i].left));
        assert_memory_equal(left.at, cases[i].left, left.len);
    }
    /* Time stays linear however much opens and never closes. */
    enum { MANY = 200000 };
    char *many = dem_new(&w->arena, char, MANY * 5);
    static const char *const opens[] = {"<svg>", "<!-- "};
    for (size_t k = 0; k < 2; k++) {
        for (size_t i = 0; i < MANY; i++)
            memcpy(many + i * 5, opens[k], 5);
        assert_int_equal(dem_lighten((dem_str){many, MANY * 5}, &w->arena).len, MANY * 5);
    }
}

/* Blocks are in order, within the text, on its characters; twice the same page, twice the same answer. */
static void properties(void **state)
{
    world *w = *state;
    static const char *const odd[] = {"",
                                      "<",
                                      "<p",
                                      "text only",
                                      "<title>x",
                                      "<!--",
                                      "<p>a<p>b</div></p>c",
                                      "<table><p>x</table>y",
                                      "&#0;&#xD800;&bogus;&amp",
                                      "<br><br><br>a<br><br>b",
                                      "<a><div>x</a>y</div>",
                                      "<script>",
                                      "<h1>A title of four words</h1>",
                                      "\xEF\xBB\xBF<p>mark</p>"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        clean(w, odd[i], strlen(odd[i]));
        dem_str first = w->doc.text;
        uint32_t at = 0;
        for (int32_t k = 0; k < w->doc.blocks.len; k++) {
            dem_span s = w->doc.blocks.at[k].span;
            assert_true(s.begin >= at && s.begin < s.end && s.end <= w->doc.text.len);
            at = s.end;
        }
        clean(w, odd[i], strlen(odd[i]));
        assert_true(dem_str_eq(first, w->doc.text));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(main_text, setup, teardown),
        cmocka_unit_test_setup_teardown(said_twice, setup, teardown),
        cmocka_unit_test_setup_teardown(article_twice, setup, teardown),
        cmocka_unit_test_setup_teardown(metadata, setup, teardown),
        cmocka_unit_test_setup_teardown(publication_and_change, setup, teardown),
        cmocka_unit_test_setup_teardown(broken_json_ld, setup, teardown),
        cmocka_unit_test_setup_teardown(hints, setup, teardown),
        cmocka_unit_test_setup_teardown(lightened, setup, teardown),
        cmocka_unit_test_setup_teardown(properties, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
