#include "read/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

enum { IN = 1 << 16, OUT = 1 << 17, STARTS = 1 << 12 };

typedef enum codec { PLAIN, GZIP, ZSTD } codec;

/* A member of a packed file: where it lies, and the unpacked offset of its first byte. */
typedef struct start {
    uint64_t place, offset;
} start;

struct dem_stream {
    int fd;
    codec codec;
    unsigned char in[IN + 8]; /* 8: room to put a mark back (resync) */
    size_t in_at, in_len;
    bool in_end;
    bool between; /* packed: at the edge of a member, where the file may end */
    uint64_t taken, size, offset, end;
    start starts[STARTS]; /* members that begin in the window, a ring: of more the first */
    uint32_t first_start, n_starts;
    z_stream z;
    ZSTD_DStream *zd;
    char *out; /* window: out[at .. len) is visible */
    size_t at, len, cap;
    dem_status fault;
    int fault_errno;
    char message[128];
};

static void fail(dem_stream *s, dem_status code, const char *message)
{
    if (s->fault)
        return;
    s->fault = code;
    size_t n = strlen(message);
    n = n < sizeof s->message ? n : sizeof s->message - 1;
    memcpy(s->message, message, n);
    s->message[n] = '\0';
}

/* More input when all of it is used; false at the end. */
static bool refill(dem_stream *s)
{
    if (s->in_at < s->in_len)
        return true;
    while (!s->in_end) {
        size_t want = s->end && s->end - s->taken < IN ? (size_t)(s->end - s->taken) : IN;
        ssize_t n = want ? read(s->fd, s->in, want) : 0;
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            fail(s, DEM_E_IO, strerror(errno));
        s->in_end = n <= 0;
        s->in_at = 0;
        s->in_len = n > 0 ? (size_t)n : 0;
        s->taken += s->in_len;
        return n > 0;
    }
    return false;
}

static codec sniff(dem_stream *s)
{
    if (!refill(s))
        return PLAIN;
    size_t n = s->in_len - s->in_at;
    const unsigned char *b = s->in + s->in_at;
    if (n >= 3 && b[0] == 0x1F && b[1] == 0x8B && b[2] == 8)
        return GZIP;
    if (n >= 4 && b[0] == 0x28 && b[1] == 0xB5 && b[2] == 0x2F && b[3] == 0xFD)
        return ZSTD;
    return PLAIN;
}

/* True when the stream begins at range.from. */
static bool go_to(dem_stream *s, dem_range range, dem_str name, dem_error *err)
{
    s->taken = range.from;
    s->end = range.end;
    if (!range.from && !range.end)
        return true;
    if (!s->size)
        return dem_fail(err, DEM_E_USAGE, name, -1, "is no file on a disk: no range can be read of it");
    if (range.from >= s->size)
        return dem_fail(err, DEM_E_USAGE, name, -1, "has %llu bytes: none at %llu", (unsigned long long)s->size,
                        (unsigned long long)range.from);
    if (lseek(s->fd, (off_t)range.from, SEEK_SET) < 0)
        return dem_fail(err, DEM_E_IO, name, (int64_t)range.from, "%s", strerror(errno));
    return true;
}

dem_stream *dem_stream_open(const char *path, dem_range range, dem_error *err)
{
    dem_str name = dem_str_of(path);
    bool standard = strcmp(path, "-") == 0;
    int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0) {
        dem_fail(err, DEM_E_IO, name, -1, "%s", strerror(errno));
        if (fd >= 0 && !standard)
            close(fd);
        return NULL;
    }
    dem_stream *s = S_ISDIR(st.st_mode) ? NULL : calloc(1, sizeof *s);
    if (!s) {
        dem_fail(err, S_ISDIR(st.st_mode) ? DEM_E_IO : DEM_E_MEMORY, name, -1, "%s",
                 S_ISDIR(st.st_mode) ? "is a folder" : "out of memory");
        if (!standard)
            close(fd);
        return NULL;
    }
    s->fd = fd;
    s->size = S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0;
    if (!go_to(s, range, name, err)) {
        dem_stream_close(s);
        return NULL;
    }
    s->codec = sniff(s);
    s->offset = s->codec == PLAIN ? range.from : 0;
    if (s->codec == GZIP && inflateInit2(&s->z, 15 + 16) != Z_OK)
        fail(s, DEM_E_MEMORY, "out of memory");
    if (s->codec == ZSTD && !(s->zd = ZSTD_createDStream()))
        fail(s, DEM_E_MEMORY, "out of memory");
    s->between = true;
    return s;
}

void dem_stream_close(dem_stream *s)
{
    if (!s)
        return;
    if (s->codec == GZIP)
        inflateEnd(&s->z);
    ZSTD_freeDStream(s->zd);
    if (s->fd > STDIN_FILENO)
        close(s->fd);
    free(s->out);
    free(s);
}

static void end_of_packed(dem_stream *s)
{
    if (!s->fault && !s->between)
        fail(s, DEM_E_FORMAT, "packed data ends in the middle");
}

/* Zero bytes that pad the end of a gzip file (tape blocks) are no member. */
static bool padding(dem_stream *s)
{
    while (refill(s)) {
        while (s->in_at < s->in_len && s->in[s->in_at] == 0)
            s->in_at++;
        if (s->in_at < s->in_len)
            return false;
    }
    return true;
}

static void drop_passed_starts(dem_stream *s)
{
    while (s->n_starts && s->starts[s->first_start].offset < s->offset) {
        s->first_start = (s->first_start + 1) % STARTS;
        s->n_starts--;
    }
}

/* What is unpacked next begins a member; an empty one gives way to the one behind it. */
static void note_start(dem_stream *s)
{
    uint64_t offset = s->offset + (s->len - s->at);
    drop_passed_starts(s);
    uint32_t last = (s->first_start + s->n_starts + STARTS - 1) % STARTS;
    if (s->n_starts && s->starts[last].offset == offset)
        s->n_starts--;
    if (s->n_starts < STARTS)
        s->starts[(s->first_start + s->n_starts++) % STARTS] = (start){dem_stream_taken(s), offset};
}

static size_t inflate_some(dem_stream *s, char *to, size_t room)
{
    if (s->between && s->in_at < s->in_len && s->in[s->in_at] == 0 && padding(s))
        return 0;
    if (!refill(s)) {
        end_of_packed(s);
        return 0;
    }
    if (s->between)
        note_start(s);
    s->z.next_in = s->in + s->in_at;
    s->z.avail_in = (uInt)(s->in_len - s->in_at);
    s->z.next_out = (Bytef *)to;
    s->z.avail_out = (uInt)room;
    int status = inflate(&s->z, Z_NO_FLUSH);
    s->in_at = s->in_len - s->z.avail_in;
    s->between = status == Z_STREAM_END;
    if (status == Z_STREAM_END)
        inflateReset(&s->z);
    else if (status != Z_OK && status != Z_BUF_ERROR)
        fail(s, DEM_E_FORMAT, s->z.msg ? s->z.msg : "broken gzip data");
    return room - s->z.avail_out;
}

static size_t unzstd_some(dem_stream *s, char *to, size_t room)
{
    bool more = refill(s);
    if (more && s->between)
        note_start(s);
    ZSTD_inBuffer in = {s->in + s->in_at, s->in_len - s->in_at, 0};
    ZSTD_outBuffer out = {to, room, 0};
    size_t status = ZSTD_decompressStream(s->zd, &out, &in);
    s->in_at += in.pos;
    if (ZSTD_isError(status)) {
        fail(s, DEM_E_FORMAT, ZSTD_getErrorName(status));
        return 0;
    }
    if (status == 0 && (more || out.pos))
        s->between = true;
    else if (in.pos || out.pos)
        s->between = false;
    if (!more && !out.pos)
        end_of_packed(s);
    return out.pos;
}

/* One helping into out[len ..); 0 at the end or at a fault. */
static size_t pull(dem_stream *s)
{
    char *to = s->out + s->len;
    size_t room = s->cap - s->len;
    for (;;) {
        size_t n = 0;
        if (s->codec == PLAIN) {
            if (!refill(s))
                return 0;
            n = s->in_len - s->in_at < room ? s->in_len - s->in_at : room;
            memcpy(to, s->in + s->in_at, n);
            s->in_at += n;
        } else {
            n = s->codec == GZIP ? inflate_some(s, to, room) : unzstd_some(s, to, room);
        }
        s->len += n;
        if (n || s->fault || (s->in_end && s->in_at == s->in_len))
            return n;
    }
}

/* Room for at least OUT more bytes behind the visible ones. */
static bool make_room(dem_stream *s, size_t want)
{
    if (s->at && (s->cap - s->len < OUT || s->at > s->cap / 2)) {
        memmove(s->out, s->out + s->at, s->len - s->at);
        s->len -= s->at;
        s->at = 0;
    }
    size_t need = (want > s->len ? want : s->len) + OUT;
    if (need <= s->cap)
        return true;
    size_t cap = s->cap * 2 > need ? s->cap * 2 : need;
    if (s->cap * 2 > need && cap > need + (16u << 20))
        cap = need + (16u << 20);
    char *more = realloc(s->out, cap);
    if (!more) {
        fail(s, DEM_E_MEMORY, "out of memory");
        return false;
    }
    s->out = more;
    s->cap = cap;
    return true;
}

dem_str dem_stream_peek(dem_stream *s, size_t want)
{
    while (s->len - s->at < want && !s->fault) {
        size_t ahead = s->len - s->at;
        if (!make_room(s, ahead))
            break;
        if (!pull(s) && (s->fault || (s->in_end && s->in_at == s->in_len)))
            break;
    }
    return (dem_str){s->out ? s->out + s->at : "", s->len - s->at};
}

void dem_stream_skip(dem_stream *s, size_t n)
{
    s->at += n;
    s->offset += n;
}

uint64_t dem_stream_offset(const dem_stream *s)
{
    return s->offset;
}

int64_t dem_stream_place(dem_stream *s)
{
    if (s->codec == PLAIN)
        return (int64_t)s->offset;
    drop_passed_starts(s);
    const start *first = &s->starts[s->first_start];
    return s->n_starts && first->offset == s->offset ? (int64_t)first->place : -1;
}

uint64_t dem_stream_taken(const dem_stream *s)
{
    return s->taken - (s->in_len - s->in_at);
}

uint64_t dem_stream_size(const dem_stream *s)
{
    return s->size;
}

bool dem_stream_packed(const dem_stream *s)
{
    return s->codec != PLAIN;
}

bool dem_stream_fault(const dem_stream *s, dem_str path, dem_error *err)
{
    if (!s->fault)
        return false;
    dem_fail(err, s->fault, path, (int64_t)dem_stream_taken(s), "%s", s->message);
    return true;
}

static bool is_member(const unsigned char *b, codec kind)
{
    return kind == GZIP ? b[0] == 0x1F && b[1] == 0x8B && b[2] == 8 && b[3] < 0x20
                        : b[0] == 0x28 && b[1] == 0xB5 && b[2] == 0x2F && b[3] == 0xFD;
}

bool dem_stream_resync(dem_stream *s)
{
    if (s->codec == PLAIN || s->fault == DEM_E_IO || s->fault == DEM_E_MEMORY)
        return false;
    s->offset += s->len - s->at;
    s->at = s->len = 0;
    unsigned char last[4] = {0};
    size_t seen = 0;
    while (refill(s)) {
        unsigned char c = s->in[s->in_at++];
        memmove(last, last + 1, 3);
        last[3] = c;
        if (++seen < 4 || !is_member(last, s->codec))
            continue;
        if (s->in_at < 4) { /* the mark lies across two helpings: put it back in front */
            memmove(s->in + 4, s->in + s->in_at, s->in_len - s->in_at);
            s->in_len = s->in_len - s->in_at + 4;
            memcpy(s->in, last, 4);
            s->in_at = 0;
        } else {
            s->in_at -= 4;
        }
        s->fault = DEM_OK;
        s->between = true;
        if (s->codec == GZIP)
            return inflateReset(&s->z) == Z_OK;
        ZSTD_DCtx_reset(s->zd, ZSTD_reset_session_only);
        return true;
    }
    return false;
}
