/* Bytes in: the documents of a file, one after another.
 *
 * Adds   dem_reader: opens a file or stdin, tells by content and name what it is (plain text, HTML,
 *        JSON lines, CSV, WARC, RSS/Atom, mailbox; each also packed with gzip or zstd) and hands out
 *        its documents as dem_item: raw bytes, and what the container says of them. Main text,
 *        blocks and language are made of an item by api/ingest.h, in any thread.
 * Needs  base, doc (dem_meta). Not thread-safe: one thread reads.
 * Fails  DEM_READ_BAD costs one document (a bad line, a broken record): err says file and place, the
 *        next call goes on after it. DEM_READ_STOP: nothing more can be read from this file.
 *        Reset *err before each call.
 * Owner  the reader: closed by its opener. An item's bytes and strings live in the arena given.
 * Cost   linear in the bytes read; memory is bounded by `max_item` and a few fixed buffers, whatever
 *        the file's size and however far it unpacks.
 * Law    names found inside a file are data: nothing is opened, fetched or written because of them.
 *
 *     dem_reader *r = dem_reader_open("news.warc.gz", NULL, &err);
 *     for (dem_item item; (status = dem_reader_next(r, &arena, &item, &err)) != DEM_READ_END;) {
 *         if (status == DEM_READ_STOP) …
 *         if (status == DEM_READ_BAD) …                    // say so, go on
 *         else dem_ingest(&item, &doc, scratch, &err) …    // doc.text, blocks, meta
 *         dem_arena_reset(&arena, keep);
 *     }
 *     dem_reader_close(r);
 */
#ifndef DEM_READ_READ_H
#define DEM_READ_READ_H

#include "base/error.h"
#include "doc/doc.h"

typedef enum dem_read_format {
    DEM_READ_AUTO,
    DEM_READ_TEXT,
    DEM_READ_HTML,
    DEM_READ_JSONL,
    DEM_READ_CSV,
    DEM_READ_WARC,
    DEM_READ_FEED,
    DEM_READ_MBOX
} dem_read_format;

typedef struct dem_read_options {
    dem_read_format format;
    /* Fields of JSON lines and CSV: "text=body,date=published", ours = theirs. Ours: text html title
     * date outlet url author language id. NULL: the usual names are tried. */
    const char *map;
    /* "FROM-" or "FROM-LAST", both bytes of the file as it lies there, as in HTTP: of a WARC file
     * only the records of this range are read, and nothing before it. NULL: all. */
    const char *range;
    size_t max_item; /* bytes of one document, unpacked; 0: 64 MiB */
} dem_read_options;

typedef enum dem_item_kind { DEM_ITEM_TEXT, DEM_ITEM_HTML } dem_item_kind;

typedef struct dem_item {
    dem_item_kind kind;
    dem_str raw;     /* the document's bytes as they came: a file, a line, a record's block */
    dem_str body;    /* its text or HTML: the same bytes, or a field of them */
    bool utf8;       /* body is known to be UTF-8 (JSON, feeds) */
    dem_str charset; /* what the container declares for the body; empty: nothing */
    dem_meta meta;   /* name, and url, outlet, title, author, language, published if it says so */
    bool unnamed;    /* the container gives it no name: meta.name is its place */
    int64_t offset;  /* of the document in the unpacked file */
    int64_t place;   /* where a range that begins with this WARC record begins; -1: nowhere */
    int64_t line;    /* 1-based line for JSON lines and CSV; 0 otherwise */
} dem_item;

typedef enum dem_read_status { DEM_READ_ITEM, DEM_READ_END, DEM_READ_BAD, DEM_READ_STOP } dem_read_status;

typedef struct dem_reader dem_reader;

/* `path` "-": stdin. NULL with err set when it cannot be opened, is empty, or is no kind of file
 * that can be read (a picture, a program, an archive). `options` may be NULL. */
dem_reader *dem_reader_open(const char *path, const dem_read_options *options, dem_error *err);
dem_read_status dem_reader_next(dem_reader *reader, dem_arena *arena, dem_item *item, dem_error *err);
void dem_reader_close(dem_reader *reader);

dem_read_format dem_reader_format(const dem_reader *reader);
/* Bytes taken from the file so far, and its size (0 when unknown): for progress. */
uint64_t dem_reader_taken(const dem_reader *reader);
uint64_t dem_reader_size(const dem_reader *reader);

#endif
