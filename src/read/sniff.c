#include "read/reader.h"

#include <string.h>

enum { NAME_MAX_LEN = 40 };

static bool named(dem_str path, const char *ending)
{
    dem_str e = dem_str_of(ending);
    return path.len >= e.len && dem_str_eq_nocase(dem_str_cut(path, path.len - e.len, path.len), e);
}

/* The name without .gz and .zst. */
static dem_str bare(dem_str path)
{
    if (named(path, ".gz"))
        return dem_str_cut(path, 0, path.len - 3);
    return named(path, ".zst") ? dem_str_cut(path, 0, path.len - 4) : path;
}

static const struct {
    const char *magic;
    uint8_t len;
    uint16_t at;
    const char *what;
} NOT_TEXT[] = {
    {"PK\3\4", 4, 0, "a zip archive or an office document"},
    {"ustar", 5, 257, "a tar archive"},
    {"%PDF-", 5, 0, "a PDF file"},
    {"\x89PNG", 4, 0, "a picture"},
    {"GIF8", 4, 0, "a picture"},
    {"\xFF\xD8\xFF", 3, 0, "a picture"},
    {"\x7F"
     "ELF",
     4, 0, "a program"},
    {"MZ\x90", 3, 0, "a program"},
    {"BZh", 3, 0, "packed with bzip2"},
    {"\xFD"
     "7zXZ",
     5, 0, "packed with xz"},
    {"7z\xBC\xAF", 4, 0, "a 7z archive"},
    {"Rar!", 4, 0, "a rar archive"},
    {"SQLite format 3", 15, 0, "a database"},
    {"\xD0\xCF\x11\xE0", 4, 0, "an office document"},
    {"{\\rtf", 5, 0, "rich text (RTF)"},
    {"OggS", 4, 0, "a recording"},
    {"ID3", 3, 0, "a recording"},
    {"filedesc://", 11, 0, "an ARC file, older than WARC"},
};

static const char *not_text(dem_str head)
{
    for (size_t i = 0; i < sizeof NOT_TEXT / sizeof *NOT_TEXT; i++) {
        dem_str part = dem_str_cut(head, NOT_TEXT[i].at, NOT_TEXT[i].at + NOT_TEXT[i].len);
        if (part.len == NOT_TEXT[i].len && memcmp(part.at, NOT_TEXT[i].magic, part.len) == 0)
            return NOT_TEXT[i].what;
    }
    return NULL;
}

static bool holds_tag(dem_str s, const char *const *tags, size_t count)
{
    for (size_t i = 0; i + 1 < s.len; i++) {
        if (s.at[i] != '<')
            continue;
        for (size_t k = 0; k < count; k++) {
            dem_str tag = dem_str_of(tags[k]);
            dem_str here = dem_str_cut(s, i + 1, i + 1 + tag.len);
            char after = i + 1 + tag.len < s.len ? s.at[i + 1 + tag.len] : '>';
            if (dem_str_eq_nocase(here, tag) && (strchr(" \t\r\n>/:", after) || tags[k][0] == '!'))
                return true;
        }
    }
    return false;
}

static dem_read_format by_name(dem_str path)
{
    dem_str p = bare(path);
    return named(p, ".warc")                                                ? DEM_READ_WARC
           : named(p, ".jsonl") || named(p, ".ndjson") || named(p, ".json") ? DEM_READ_JSONL
           : named(p, ".csv") || named(p, ".tsv")                           ? DEM_READ_CSV
           : named(p, ".html") || named(p, ".htm") || named(p, ".xhtml")    ? DEM_READ_HTML
           : named(p, ".rss") || named(p, ".atom") || named(p, ".rdf") || named(p, ".xml")
               ? DEM_READ_FEED
           : named(p, ".mbox") || named(p, ".eml") ? DEM_READ_MBOX
                                                   : DEM_READ_AUTO;
}

/* {"name", perhaps as the first of a list. */
static bool begins_record(dem_str s)
{
    static const char marks[] = "[{\"";
    int got = 0; /* of marks; the list's is optional */
    for (size_t i = 0; i < s.len && i < 256; i++) {
        if (strchr(" \t\r\n", s.at[i]))
            continue;
        if (got == 0 && s.at[i] == '{')
            got = 1;
        if (s.at[i] != marks[got])
            return false;
        if (++got == 3)
            return true;
    }
    return false;
}

static dem_read_format by_content(dem_str head)
{
    static const char *const html[] = {"!doctype html", "html",    "head", "body", "meta",
                                       "title",         "article", "div",  "p"};
    static const char *const feed[] = {"rss", "feed", "rdf:RDF", "channel"};
    dem_str s = head;
    if (dem_str_starts(s, DEM_STR("\xEF\xBB\xBF")))
        s = dem_str_cut(s, 3, s.len);
    s = dem_str_trim(s);
    if (dem_str_starts(s, DEM_STR("WARC/")))
        return DEM_READ_WARC;
    if (dem_str_starts(s, DEM_STR("<"))) {
        dem_str front = dem_str_cut(s, 0, 4096);
        if (holds_tag(front, feed, 4) && !holds_tag(front, html, 3))
            return DEM_READ_FEED;
        return holds_tag(s, html, 9) ? DEM_READ_HTML : DEM_READ_AUTO;
    }
    if (begins_record(s))
        return DEM_READ_JSONL;
    if (dem_str_starts(s, DEM_STR("From ")) &&
        dem_str_find(dem_str_cut(s, 0, 4096), DEM_STR("\nSubject: ")) < dem_str_cut(s, 0, 4096).len)
        return DEM_READ_MBOX;
    return DEM_READ_AUTO;
}

static bool is_column_of(dem_str cell, const dem_fields *fields, dem_field field)
{
    dem_str key;
    for (int n = 0; (key = dem_field_name(fields, field, n)).len; n++)
        if (dem_str_eq_nocase(cell, key))
            return true;
    return false;
}

/* A header row: short names, one of them the text's and one another field's, and as many cells below. */
static bool is_header(dem_str first, dem_str second, char mark, const dem_fields *fields)
{
    size_t cells = 0, below = 1, texts = 0, others = 0;
    for (dem_str rest = first; rest.at; cells++) {
        dem_str cell = dem_str_trim(dem_str_split(&rest, mark));
        if (cell.len > 1 && cell.at[0] == '"' && dem_str_ends(cell, DEM_STR("\"")))
            cell = dem_str_cut(cell, 1, cell.len - 1);
        if (!cell.len || cell.len > NAME_MAX_LEN)
            return false;
        texts += is_column_of(cell, fields, DEM_FIELD_TEXT) || is_column_of(cell, fields, DEM_FIELD_HTML);
        bool other = false;
        for (int f = DEM_FIELD_TITLE; f < DEM_FIELDS; f++)
            other |= is_column_of(cell, fields, (dem_field)f);
        others += other;
    }
    for (size_t i = 0; i < second.len; i++)
        below += second.at[i] == mark;
    return cells > 1 && texts && others && below >= cells;
}

static bool is_table(dem_str head, const dem_fields *fields)
{
    static const char marks[] = ",;\t|";
    dem_str rest = dem_str_starts(head, DEM_STR("\xEF\xBB\xBF")) ? dem_str_cut(head, 3, head.len) : head;
    dem_str first = dem_str_split(&rest, '\n'), second = rest.at ? dem_str_split(&rest, '\n') : (dem_str){0};
    for (size_t m = 0; marks[m]; m++)
        if (is_header(dem_str_trim(first), second, marks[m], fields))
            return true;
    return false;
}

/* Bytes that no text in any charset has many of, UTF-16 and UTF-32 aside. */
static bool looks_binary(dem_str head)
{
    size_t odd = 0, nul = 0;
    for (size_t i = 0; i < head.len; i++) {
        unsigned char c = (unsigned char)head.at[i];
        nul += c == 0;
        odd += c < 32 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 27 && c != 0;
    }
    return odd * 20 > head.len || (nul && odd * 50 > head.len);
}

bool dem_sniff_lines(dem_str path)
{
    return by_name(path) == DEM_READ_JSONL;
}

bool dem_sniff(dem_str head, dem_str path, const dem_fields *fields, dem_read_format *format, dem_error *err)
{
    const char *what = not_text(head);
    if (what)
        return dem_fail(err, DEM_E_FORMAT, path, 0, "is %s, not text", what);
    dem_read_format content = by_content(head), name = by_name(path);
    /* The name decides where the content could be several things; a WARC is known by itself. */
    *format = content == DEM_READ_WARC || name == DEM_READ_AUTO ? content : name;
    if (name == DEM_READ_HTML && content == DEM_READ_FEED)
        *format = DEM_READ_HTML;
    if (name == DEM_READ_JSONL && content == DEM_READ_HTML)
        *format = DEM_READ_JSONL;
    if (*format == DEM_READ_AUTO)
        *format = is_table(head, fields) ? DEM_READ_CSV : DEM_READ_TEXT;
    if (*format != DEM_READ_WARC && *format != DEM_READ_HTML && looks_binary(head))
        return dem_fail(err, DEM_E_FORMAT, path, 0, "is not text");
    return true;
}
