/* Readers: each format by content and name, what a bad record costs, packed input, charsets. */
#include "unit.h"

#include "api/ingest.h"
#include "read/charset.h"
#include "read/mend.h"
#include "read/read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

typedef struct world {
    char dir[64];
    dem_arena arena, scratch;
    dem_item items[16];
    int n_items, n_bad;
    dem_read_status last;
    dem_error err; /* of the first trouble */
} world;

static int setup(void **state)
{
    static world w;
    w = (world){0};
    strcpy(w.dir, "/tmp/demarche-read-XXXXXX");
    assert_non_null(mkdtemp(w.dir));
    w.arena = unit_arena(1u << 28);
    w.scratch = unit_arena(1u << 26);
    *state = &w;
    return 0;
}

static int teardown(void **state)
{
    world *w = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -r %s", w->dir);
    dem_arena_close(&w->arena);
    dem_arena_close(&w->scratch);
    return system(command);
}

static const char *put(world *w, const char *name, const char *bytes, size_t len)
{
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", w->dir, name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, len, f), len);
    fclose(f);
    return path;
}

static bool read_all(world *w, const char *path, const dem_read_options *options)
{
    w->n_items = w->n_bad = 0;
    w->err = (dem_error){0};
    dem_reader *r = dem_reader_open(path, options, &w->err);
    if (!r)
        return false;
    for (int round = 0; round < 100; round++) {
        dem_item item;
        w->last = dem_reader_next(r, &w->arena, &item, &w->err);
        if (w->last == DEM_READ_END || w->last == DEM_READ_STOP)
            break;
        if (w->last == DEM_READ_BAD)
            w->n_bad++;
        else if (w->n_items < 16)
            w->items[w->n_items++] = item;
    }
    dem_reader_close(r);
    return true;
}

static bool read_bytes(world *w, const char *name, const char *bytes)
{
    return read_all(w, put(w, name, bytes, strlen(bytes)), NULL);
}

static void plain_text(void **state)
{
    world *w = *state;
    assert_true(read_bytes(w, "a.txt", "Treaty signed\n\nThe treaty was signed.\n"));
    assert_int_equal(w->n_items, 1);
    assert_int_equal(w->items[0].kind, DEM_ITEM_TEXT);
    assert_str(w->items[0].meta.name, "a.txt");
    assert_str(w->items[0].body, "Treaty signed\n\nThe treaty was signed.\n");
    assert_int_equal(w->last, DEM_READ_END);
}

static void not_text(void **state)
{
    world *w = *state;
    static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0";
    assert_false(read_all(w, put(w, "a.txt", png, sizeof png), NULL));
    assert_int_equal(w->err.code, DEM_E_FORMAT);
    assert_false(read_bytes(w, "empty.txt", ""));
    assert_non_null(strstr(w->err.message, "empty"));
    assert_false(read_all(w, "/nowhere/at/all.txt", NULL));
    assert_int_equal(w->err.code, DEM_E_IO);
    assert_false(read_all(w, w->dir, NULL));
}

static void json_lines(void **state)
{
    world *w = *state;
    assert_true(read_bytes(w, "a.jsonl",
                           "\xEF\xBB\xBF{\"id\": 7, \"title\": \"T\", \"date\": \"2019-01-07 "
                           "10:30:00\", \"text\": \"A \\u201cb\\u201d.\"}\r\n"
                           "{\"text\": \"cut\n"
                           "\n"
                           "[1, 2]\n"
                           "{\"text\": 5}\n"
                           "{\"text\": \"last\", \"authors\": [\"Ann Lee\", {\"name\": \"Raj "
                           "Rao\"}], \"outlet\": null}"));
    assert_int_equal(w->n_items, 2);
    assert_int_equal(w->n_bad, 3);
    assert_non_null(strstr(w->err.message, "line 2"));
    assert_str(w->items[0].meta.name, "7");
    assert_str(w->items[0].meta.published, "2019-01-07T10:30:00");
    assert_str(w->items[0].body, "A “b”.");
    assert_str(w->items[1].meta.name, "a.jsonl:6");
    assert_str(w->items[1].meta.author, "Ann Lee, Raj Rao");
}

static void json_map(void **state)
{
    world *w = *state;
    const dem_read_options options = {.map = "text=words,date=day"};
    const char *line =
        "{\"text\": \"not this\", \"words\": \"this\", \"day\": \"7 January 2019\"}\n";
    assert_true(read_all(w, put(w, "a.jsonl", line, strlen(line)), &options));
    assert_int_equal(w->n_items, 1);
    assert_str(w->items[0].body, "this");
    assert_str(w->items[0].meta.published, "2019-01-07");
    const dem_read_options wrong = {.map = "colour=red"};
    assert_false(read_all(w, put(w, "b.jsonl", line, strlen(line)), &wrong));
    assert_int_equal(w->err.code, DEM_E_USAGE);
}

static void csv(void **state)
{
    world *w = *state;
    assert_true(read_bytes(w, "a.csv",
                           "id,headline,body,date\r\n1,\"One, two\",\"He said \"\"no\"\".\nThen "
                           "left.\",2019-01-07\r\n2,B,plain,\n"));
    assert_int_equal(w->n_items, 2);
    assert_str(w->items[0].meta.title, "One, two");
    assert_str(w->items[0].body, "He said \"no\".\nThen left.");
    assert_str(w->items[1].body, "plain");
    assert_int_equal(w->items[1].line, 4);
    assert_true(read_bytes(w, "b.csv", "a,b\n1,2\n"));
    assert_int_equal(w->last, DEM_READ_STOP);
    assert_true(read_bytes(w, "c.csv", "id,text\n1,\"open\n2,x\n"));
    assert_int_equal(w->last, DEM_READ_STOP);
}

static const char RECORD[] =
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/%d\r\n"
    "Content-Type: application/http; msgtype=response\r\nContent-Length: %zu\r\n\r\n%s\r\n\r\n";
static const char PAGE[] =
    "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><p>Page</p></html>";

static size_t warc_record(char *to, size_t room, int n, size_t length, const char *block)
{
    return (size_t)snprintf(to, room, RECORD, n, length, block);
}

static void warc(void **state)
{
    world *w = *state;
    char all[4096];
    size_t n = warc_record(all, sizeof all, 1, sizeof PAGE - 1, PAGE);
    n += warc_record(all + n, sizeof all - n, 2, sizeof PAGE + 9, PAGE); /* says too much */
    n += warc_record(all + n, sizeof all - n, 3, sizeof PAGE - 1, PAGE);
    n += warc_record(all + n, sizeof all - n, 4, sizeof PAGE - 1, PAGE);
    assert_true(read_all(w, put(w, "a.warc", all, n), NULL));
    assert_int_equal(w->n_bad, 1);
    assert_true(w->n_items >= 3);
    assert_str(w->items[0].meta.url, "http://example.org/1");
    assert_str(w->items[w->n_items - 1].meta.url, "http://example.org/4");
    assert_str(w->items[0].body, "<html><p>Page</p></html>");
    assert_str(w->items[0].charset, "utf-8");
    assert_int_equal(w->items[0].kind, DEM_ITEM_HTML);
}

static size_t gzip_member(char *to, size_t room, const char *bytes, size_t len)
{
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (Bytef *)(uintptr_t)bytes;
    z.avail_in = (uInt)len;
    z.next_out = (Bytef *)to;
    z.avail_out = (uInt)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return room - z.avail_out;
}

static void warc_gz_with_a_broken_member(void **state)
{
    world *w = *state;
    char all[8192], one[2048];
    size_t n = 0, broken = 0;
    for (int i = 1; i <= 3; i++) {
        size_t len = warc_record(one, sizeof one, i, sizeof PAGE - 1, PAGE);
        if (i == 2)
            broken = n;
        n += gzip_member(all + n, sizeof all - n, one, len);
    }
    memset(all + broken + 20, 0xFF, 40);
    assert_true(read_all(w, put(w, "a.warc.gz", all, n), NULL));
    assert_int_equal(w->n_items, 2);
    assert_true(w->n_bad >= 1);
    assert_str(w->items[1].meta.url, "http://example.org/3");
}

static void csv_marks_within_cells(void **state)
{
    world *w = *state;
    assert_true(read_bytes(w, "a.csv", "id,text\n1,6\" of rain\n2,\"He said \"\"no\"\",\nthen left.\"\n3,\"\"\n4,a \"quoted\" word\n"));
    assert_int_equal(w->n_items, 4);
    assert_str(w->items[0].body, "6\" of rain");
    assert_str(w->items[1].body, "He said \"no\",\nthen left.");
    assert_str(w->items[3].body, "a \"quoted\" word");
}

/* A spreadsheet's table in Windows-1252; in one that has shown to be UTF-8 a byte gone wrong is an error. */
static void csv_of_another_charset(void **state)
{
    world *w = *state;
    assert_true(read_bytes(w, "a.csv", "id;text;author\n1;plain;Lee\n2;Le ministre a d\xE9""clar\xE9 que le caf\xE9 \x93""ferm\xE9\x94 rouvrira.;Andr\xE9\n"));
    assert_int_equal(w->n_items, 2);
    assert_str(w->items[1].body, "Le ministre a déclaré que le café “fermé” rouvrira.");
    assert_str(w->items[1].meta.author, "André");
    assert_true(read_bytes(w, "b.csv", "id,text\n1,caf\xC3\xA9\n2,caf\xE9\n3,last\n"));
    assert_int_equal(w->n_items, 2);
    assert_int_equal(w->n_bad, 1);
}

/* Without a name that says so (stdin) the columns tell a table. */
static void table_without_a_name(void **state)
{
    world *w = *state;
    const dem_read_options options = {.map = "text=words"};
    const char *bytes = "id;words\n1;One stands here.\n";
    assert_true(read_all(w, put(w, "table", bytes, strlen(bytes)), &options));
    assert_str(w->items[0].body, "One stands here.");
    assert_true(read_bytes(w, "prose", "Body, soul, mind\nare the words, he said, of the day.\n"));
    assert_int_equal(w->items[0].line, 0);
    assert_true(read_bytes(w, "note", "id, text\nhere is no second cell\n"));
    assert_int_equal(w->items[0].line, 0);
}

static void json_lists(void **state)
{
    world *w = *state;
    assert_true(read_bytes(w, "a.json", "\xEF\xBB\xBF[\n {\"id\":\"a\",\n  \"text\":\"One } \\\" {.\"},\n {\"text\":3},\n"
                                        " {\"more\":{\"x\":[{}]},\"text\":\"Two.\"} stray {\"text\":\"Three.\"}\n]\n"));
    assert_int_equal(w->n_items, 3);
    assert_int_equal(w->n_bad, 2);
    assert_str(w->items[0].body, "One } \" {.");
    assert_int_equal(w->items[0].line, 2);
    assert_int_equal(w->items[1].line, 5);
    assert_str(w->items[2].body, "Three.");
    assert_true(w->items[1].unnamed && !dem_str_eq(w->items[1].meta.name, w->items[2].meta.name));
    assert_true(read_bytes(w, "b.json", "{\n \"text\": \"One.\"\n}\n{\n \"text\": \"Two.\"\n}\n"));
    assert_int_equal(w->n_items, 2);
    assert_true(read_bytes(w, "c.json", "[{\"text\":\"One.\"},{\"text\":\"Two"));
    assert_int_equal(w->n_items, 1);
    assert_int_equal(w->last, DEM_READ_STOP);
    assert_true(read_bytes(w, "stdin", " [ {\"text\":\"One.\"} ]"));
    assert_str(w->items[0].body, "One.");
}

/* A record is reached by its place in the file alone, whatever stands before it. */
static void warc_by_range(void **state)
{
    world *w = *state;
    char plain[8192], packed[8192], range[64];
    size_t n = 0, m = 0;
    for (int i = 1; i <= 4; i++) {
        size_t len = warc_record(plain + n, sizeof plain - n, i, sizeof PAGE - 1, PAGE);
        m += gzip_member(packed + m, sizeof packed - m, plain + n, len);
        n += len;
    }
    for (int gz = 0; gz < 2; gz++) {
        char *bytes = gz ? packed : plain;
        size_t len = gz ? m : n;
        assert_true(read_all(w, put(w, "a.warc", bytes, len), NULL));
        assert_int_equal(w->n_items, 4);
        int64_t third = w->items[2].place, last = w->items[3].place;
        assert_true(w->items[0].place == 0 && third > 0 && last > third);
        memset(bytes, 0, (size_t)third);
        snprintf(range, sizeof range, "%lld-%lld", (long long)third, (long long)last - 1);
        assert_true(read_all(w, put(w, "b.warc", bytes, len), &(dem_read_options){.range = range}));
        assert_int_equal(w->n_items, 1);
        assert_int_equal(w->n_bad, 0);
        assert_str(w->items[0].meta.url, "http://example.org/3");
        assert_int_equal(w->items[0].place, third);
        snprintf(range, sizeof range, "%lld-", (long long)third);
        assert_true(read_all(w, put(w, "b.warc", bytes, len), &(dem_read_options){.range = range}));
        assert_int_equal(w->n_items, 2);
    }
    static const char *const wrong[] = {"1", "-1", "x-", "5-4", "100000-", "0-9223372036854775807"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(read_all(w, put(w, "b.warc", plain, n), &(dem_read_options){.range = wrong[i]}));
        assert_int_equal(w->err.code, DEM_E_USAGE);
    }
    assert_false(read_all(w, put(w, "a.txt", PAGE, sizeof PAGE - 1), &(dem_read_options){.range = "0-"}));
}

static void warc_with_damaged_addresses(void **state)
{
    world *w = *state;
    static const char *const lines[] = {"ht\1tp://example.org/", "no address", "http://example.org/\xff", ":", ""};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char all[1024];
        int n = snprintf(all, sizeof all, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nContent-Length: %zu\r\n\r\n%s\r\n\r\n",
                         lines[i], sizeof PAGE - 1, PAGE);
        assert_true(read_all(w, put(w, "a.warc", all, (size_t)n), NULL));
        assert_int_equal(w->n_items, 1);
        assert_str(w->items[0].meta.name, "a.warc@0");
        assert_int_equal(w->items[0].meta.url.len, 0);
    }
}

static void packed_text(void **state)
{
    world *w = *state;
    char all[4096];
    const char *a = "The treaty was ", *b = "signed on Monday.\n";
    size_t n = gzip_member(all, sizeof all, a, strlen(a));
    n += gzip_member(all + n, sizeof all - n, b, strlen(b));
    assert_true(read_all(w, put(w, "a.txt.gz", all, n), NULL));
    assert_str(w->items[0].body, "The treaty was signed on Monday.\n");
    n = ZSTD_compress(all, sizeof all, b, strlen(b), 3);
    assert_true(read_all(w, put(w, "b.txt.zst", all, n), NULL));
    assert_str(w->items[0].body, b);
    assert_false(read_all(w, put(w, "c.txt.zst", all, n - 4), NULL) && w->last != DEM_READ_STOP);
}

static void feed(void **state)
{
    world *w = *state;
    assert_true(read_bytes(
        w, "a.xml",
        "<?xml version=\"1.0\"?><rss version=\"2.0\" "
        "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">"
        "<channel><title>Daily</title><item><title>One</title><link>http://example.org/1</link>"
        "<pubDate>Mon, 07 Jan 2019 10:00:00 GMT</pubDate><description>short</description>"
        "<content:encoded><![CDATA[<p>Long text.</p>]]></content:encoded></item>"
        "<item><title>Two</title><description>Only &amp; "
        "this</description></item></channel></rss>"));
    assert_int_equal(w->n_items, 2);
    assert_int_equal(w->last, DEM_READ_END);
    assert_str(w->items[0].body, "<p>Long text.</p>");
    assert_str(w->items[0].meta.published, "2019-01-07");
    assert_str(w->items[0].meta.outlet, "Daily");
    assert_str(w->items[1].body, "Only & this");
    assert_true(read_bytes(
        w, "b.xml",
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>F</title><entry><title>E</title>"
        "<link rel='alternate' href='http://example.org/e'/><content type='xhtml'>"
        "<div><p>a &lt; b</p></div></content></entry></feed>"));
    assert_str(w->items[0].meta.url, "http://example.org/e");
    assert_str(w->items[0].body, "<div><p>a &lt; b</p></div>");
    assert_true(read_bytes(w, "c.xml", "<rss><channel><item><title>One</title></item><item><titl"));
    assert_int_equal(w->n_items, 1);
    assert_int_equal(w->last, DEM_READ_STOP);
    assert_true(
        read_bytes(w, "d.xml",
                   "<!DOCTYPE rss [<!ENTITY a "
                   "\"b\">]><rss><channel><item><title>&a;</title></item></channel></rss>"));
    assert_int_equal(w->last, DEM_READ_STOP);
}

/* What real feeds do: white space around names, several authors, ampersands that are only that. */
static void untidy_feed(void **state)
{
    world *w = *state;
    assert_true(read_bytes(
        w, "a.xml",
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>F</title>\n<entry>\n<title>E</title>\n"
        "<updated>2024-03-02T10:00:00Z</updated>\n<author>\n <email>x@f.example</email>\n"
        " <name>Ida Holm</name>\n <uri>http://f.example</uri>\n</author>\n<author>\n"
        " <name>Per Lind</name>\n</author>\n<content>A.</content></entry></feed>"));
    assert_str(w->items[0].meta.author, "Ida Holm, Per Lind");
    assert_str(w->items[0].meta.published, "2024-03-02T10:00:00Z");
    assert_string_equal(w->items[0].meta.published_how, "feed-updated");
    assert_true(read_bytes(
        w, "b.xml",
        "<rss><channel><title>Ferry & Post</title><item><title>A&B\x08</title>"
        "<link>http://f.example/?a=1&b=2</link><description>It&nbsp;is &#8220;so&#x201D; &amp; "
        "&amp;eacute;.</description></item><item><title><![CDATA[C & D &amp; E]]></title>"
        "<description>Two.</description></item></channel></rss>"));
    assert_int_equal(w->n_items, 2);
    assert_int_equal(w->last, DEM_READ_END);
    assert_str(w->items[0].meta.outlet, "Ferry & Post");
    assert_str(w->items[0].meta.title, "A&B");
    assert_str(w->items[0].meta.url, "http://f.example/?a=1&b=2");
    assert_str(w->items[0].body, "It&nbsp;is “so” & &eacute;.");
    assert_int_equal(w->items[0].kind, DEM_ITEM_HTML);
    assert_str(w->items[1].meta.title, "C & D &amp; E");
    assert_int_equal(w->items[1].kind, DEM_ITEM_TEXT);
}

/* However a feed is cut into chunks, it is mended alike. */
static void mended_in_pieces(void **state)
{
    (void)state;
    static const char text[] = "a & b &amp; c &#8217; &#x; <![CDATA[ & ]]> &nbsp;&lt;&";
    static const char want[] =
        "a &amp; b &amp; c &#8217; &amp;#x; <![CDATA[ & ]]> &amp;nbsp;&lt;&amp;";
    for (size_t step = 1; step <= sizeof text; step++) {
        char out[DEM_MEND_ROOM(sizeof text)], all[1024];
        size_t n = 0;
        dem_mend m = {0};
        for (size_t at = 0; at < sizeof text - 1; at += step) {
            size_t k = dem_mend_chunk(&m, dem_str_cut(DEM_STR(text), at, at + step), false, out);
            memcpy(all + n, out, k);
            n += k;
        }
        size_t k = dem_mend_chunk(&m, (dem_str){0}, true, out);
        memcpy(all + n, out, k);
        assert_str(((dem_str){all, n + k}), want);
    }
}

static void mbox(void **state)
{
    world *w = *state;
    assert_true(read_bytes(
        w, "a.mbox",
        "From ann@example.org Mon Jan  7 10:00:00 2019\nFrom: Ann Lee <ann@example.org>\n"
        "Subject: =?utf-8?Q?Treaty_=C3=A0_Gen=C3=A8ve?=\nDate: Mon, 7 Jan 2019 10:00:00 +0100\n"
        "Content-Transfer-Encoding: quoted-printable\n\nThe treaty was s=\nigned.\n\n"
        "From raj@example.org Mon Jan  7 11:00:00 2019\nSubject: Two\n\nSecond.\n"));
    assert_int_equal(w->n_items, 2);
    assert_str(w->items[0].meta.title, "Treaty à Genève");
    assert_str(w->items[0].meta.published, "2019-01-07");
    assert_str(w->items[0].body, "The treaty was signed.\n\n");
    assert_str(w->items[1].body, "Second.\n");
    assert_str(w->items[0].meta.author, "Ann Lee");
    assert_true(read_bytes(
        w, "b.mbox",
        "From raj@example.org Mon Jan  7 11:00:00 2019\nSubject: =?utf-8?Q?A_treaty?=\n"
        " =?iso-8859-1?Q?_=E0_?= =?utf-8?B?R2Vuw6h2ZQ==?= signed\n"
        "From: \"Desk, Foreign\" <desk@example.org>\n"
        "Content-Type: multipart/mixed;\n\tboundary=\"one\"\n\n--one\n"
        "Content-Type: multipart/alternative;\n boundary=two\n\n--two\nContent-Type: text/plain\n\n"
        "It was signed.\n>From now on it holds.\n>>From\n--two\nContent-Type: text/html\n\n<p>No.\n--two--\n"
        "--one--\n"));
    assert_str(w->items[0].meta.title, "A treaty à Genève signed");
    assert_str(w->items[0].meta.author, "Desk, Foreign");
    assert_str(w->items[0].body, "It was signed.\nFrom now on it holds.\n>>From\n");
}

static void charsets(void **state)
{
    world *w = *state;
    static const struct {
        const char *bytes;
        size_t len;
        const char *declared;
        bool html;
        const char *text, *how;
    } rows[] = {
        {"caf\xC3\xA9", 5, "", false, "café", "utf-8"},
        {"\xFF\xFE"
         "a\0\xE9\0",
         6, "", false, "aé", "mark"},
        {"d\xE9j\xE0 vu \x96 c\x92"
         "est",
         15, "iso-8859-1", true, "déjà vu – c’est", "declared"},
        {"<meta charset=windows-1251>\xF0\xE5\xF8\xE8\xEB", 32, "", true,
         "<meta charset=windows-1251>решил", "declared"},
        {"<meta charset=utf-16>plain", 26, "", true, "<meta charset=utf-16>plain", "utf-8"},
        {"caf\xC3\xA9", 5, "latin1", true, "café", "utf-8"},
        {"+ADw-", 5, "utf-7", true, "+ADw-", "utf-8"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        dem_charset c;
        dem_str text =
            dem_charset_decode((dem_str){rows[i].bytes, rows[i].len}, dem_str_of(rows[i].declared),
                               rows[i].html, &w->arena, &c);
        assert_str(text, rows[i].text);
        assert_string_equal(c.how, rows[i].how);
    }
}

static bool ingest(world *w, const char *name, const char *bytes, size_t len, dem_doc *doc)
{
    *doc = (dem_doc){.arena = &w->arena};
    assert_true(read_all(w, put(w, name, bytes, len), NULL));
    assert_int_equal(w->n_items, 1);
    return dem_ingest(&w->items[0], doc, w->scratch, &w->err);
}

static void ingest_text(void **state)
{
    world *w = *state;
    dem_doc doc;
    static const char good[] =
        "Treaty signed\n\nThe treaty was signed on Monday, officials said.\n";
    assert_true(ingest(w, "a.txt", good, sizeof good - 1, &doc));
    assert_str(doc.text, good);
    assert_int_equal(doc.blocks.len, 2);
    static const char bad[] = "The treaty \xC3\x28 was signed on Monday, officials said.\n";
    assert_false(ingest(w, "b.txt", bad, sizeof bad - 1, &doc));
    assert_int_equal(w->err.offset, 11);
    assert_int_equal(doc.text.len, 0);
    static const char latin[] = "Le pr\xE9sident a d\xE9"
                                "clar\xE9 que la r\xE9union \xE9tait tr\xE8s anim\xE9"
                                "e \xE0 Gen\xE8ve.\n";
    assert_true(ingest(w, "c.txt", latin, sizeof latin - 1, &doc));
    assert_str(doc.text, "Le président a déclaré que la réunion était très animée à Genève.\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(plain_text, setup, teardown),
        cmocka_unit_test_setup_teardown(not_text, setup, teardown),
        cmocka_unit_test_setup_teardown(json_lines, setup, teardown),
        cmocka_unit_test_setup_teardown(json_map, setup, teardown),
        cmocka_unit_test_setup_teardown(csv, setup, teardown),
        cmocka_unit_test_setup_teardown(warc, setup, teardown),
        cmocka_unit_test_setup_teardown(warc_gz_with_a_broken_member, setup, teardown),
        cmocka_unit_test_setup_teardown(csv_marks_within_cells, setup, teardown),
        cmocka_unit_test_setup_teardown(csv_of_another_charset, setup, teardown),
        cmocka_unit_test_setup_teardown(table_without_a_name, setup, teardown),
        cmocka_unit_test_setup_teardown(json_lists, setup, teardown),
        cmocka_unit_test_setup_teardown(warc_by_range, setup, teardown),
        cmocka_unit_test_setup_teardown(warc_with_damaged_addresses, setup, teardown),
        cmocka_unit_test_setup_teardown(packed_text, setup, teardown),
        cmocka_unit_test_setup_teardown(feed, setup, teardown),
        cmocka_unit_test_setup_teardown(untidy_feed, setup, teardown),
        cmocka_unit_test(mended_in_pieces),
        cmocka_unit_test_setup_teardown(mbox, setup, teardown),
        cmocka_unit_test_setup_teardown(charsets, setup, teardown),
        cmocka_unit_test_setup_teardown(ingest_text, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
