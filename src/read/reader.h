/* Inside the room: what the readers of single formats share. Include read/read.h from outside. */
#ifndef DEM_READ_READER_H
#define DEM_READ_READER_H

#include "read/fields.h"
#include "read/read.h"
#include "read/stream.h"

typedef struct dem_feed dem_feed;

struct dem_reader {
    dem_stream *in;
    char *path;
    dem_str name; /* last part of the path: what the user knows the file by */
    dem_read_format format;
    size_t max_item;
    dem_fields fields;
    bool done;
    int64_t line;  /* lines or records so far */
    bool spread;   /* JSON: a list of records, or records of several lines */
    char mark;     /* CSV: the delimiter */
    bool utf8;     /* CSV: a character beyond ASCII has shown that it is */
    char charset[32]; /* CSV: the one guessed when it is not; else empty */
    int column[DEM_FIELDS];
    dem_feed *feed;
};

/* What the first bytes and the name say; a table without a name that says so is known by the names of its
 * columns. False with err for what is no text at all. */
bool dem_sniff(dem_str head, dem_str path, const dem_fields *fields, dem_read_format *format, dem_error *err);

/* Named as JSON lines: an empty file of that name is sound and holds no record. */
bool dem_sniff_lines(dem_str path);

dem_str dem_reader_path(const dem_reader *r);
/* True when the arena has room for `len` bytes of an item and its strings; else err. */
bool dem_reader_room(const dem_reader *r, const dem_arena *arena, size_t len, int64_t offset, dem_error *err);
/* The stream's fault in err, or the end. */
dem_read_status dem_reader_over(dem_reader *r, dem_error *err);

typedef enum dem_line_status { DEM_LINE, DEM_LINE_END, DEM_LINE_LONG } dem_line_status;
/* The next line without its end, visible in the stream until the next call: pass over it with
 * dem_stream_skip(in, *step). LONG: longer than max_item, already passed over. */
dem_line_status dem_reader_line(dem_reader *r, dem_str *line, size_t *step);

dem_read_status dem_read_whole(dem_reader *r, dem_arena *arena, dem_item *item, dem_error *err);
dem_read_status dem_read_jsonl(dem_reader *r, dem_arena *arena, dem_item *item, dem_error *err);
dem_read_status dem_read_csv(dem_reader *r, dem_arena *arena, dem_item *item, dem_error *err);
dem_read_status dem_read_warc(dem_reader *r, dem_arena *arena, dem_item *item, dem_error *err);
dem_read_status dem_read_feed(dem_reader *r, dem_arena *arena, dem_item *item, dem_error *err);
dem_read_status dem_read_mbox(dem_reader *r, dem_arena *arena, dem_item *item, dem_error *err);
void dem_feed_free(dem_feed *feed);

#endif
