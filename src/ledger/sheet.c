#include "ledger/sheet.h"
#include "doc/tags.h"

#include <string.h>

enum { TOGETHER = 128 /* documents of one row */ };

_Static_assert(sizeof(dem_fact) == 28 && sizeof(dem_fact_doc) == 64, "as in the file");
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "sheets hold little-endian numbers");

static const char *const kinds[DEM_SHEET_KINDS] = {"party", "topic", "outlet"};

static void load_names(dem_sheet *s)
{
    dem_query *q = dem_store_query(s->store, "SELECT n, text FROM sheet_name WHERE kind = ?1 ORDER BY n");
    for (int kind = 0; kind < DEM_SHEET_KINDS; kind++) {
        dem_sheet_names *names = &s->names[kind];
        dem_push(&names->text, s->arena);
        dem_bind_str(q, 1, dem_str_of(kinds[kind]));
        while (dem_step(q) && dem_col_int(q, 0) == names->text.len) {
            dem_str text = dem_str_copy(dem_col_str(q, 1), s->arena);
            *dem_map_put(&names->numbers, text, s->arena, NULL) = names->text.len;
            *dem_push(&names->text, s->arena) = text;
        }
        dem_done(q);
    }
    dem_query_free(q);
}

static void keep_name(dem_sheet *s, dem_sheet_kind kind, int32_t n, dem_str text)
{
    dem_query *q = dem_store_query(s->store, "INSERT INTO sheet_name VALUES (?1, ?2, ?3)");
    dem_bind_str(q, 1, dem_str_of(kinds[kind]));
    dem_bind_int(q, 2, n);
    dem_bind_str(q, 3, text);
    dem_done(q);
    dem_query_free(q);
}

static int32_t number_of(dem_sheet *s, dem_sheet_kind kind, dem_str text)
{
    dem_sheet_names *names = &s->names[kind];
    if (!text.len || names->text.len > UINT16_MAX)
        return 0;
    const int32_t *known = dem_map_get(&names->numbers, text);
    if (known)
        return *known;
    text = dem_str_copy(text, s->arena);
    int32_t n = names->text.len;
    *dem_map_put(&names->numbers, text, s->arena, NULL) = n;
    *dem_push(&names->text, s->arena) = text;
    if (s->keeps)
        keep_name(s, kind, n, text);
    return n;
}

static uint8_t tag_of(dem_tagset set, dem_str name)
{
    int n = dem_tag_find(set, name);
    return (uint8_t)(n < 0 ? 255 : n);
}

/* DEM_STANCE_NONE is 0. */
static uint8_t stance_of(dem_str stance) { return (uint8_t)(dem_tag_find(dem_stance_set, stance) + 1); }

uint8_t dem_realis_number(dem_str realis)
{
    for (int i = 0; i < dem_realis_set.count; i++)
        if (dem_str_eq_nocase(realis, dem_realis_set.names[i]))
            return (uint8_t)(i + 1);
    return 0;
}

/* Six digits after the letter of its kind. */
static uint32_t key_of(dem_str id)
{
    uint32_t key = 0;
    for (size_t i = 1; i < 7; i++) {
        unsigned char c = i < id.len ? (unsigned char)id.at[i] : '0';
        key = key * 36 + (uint32_t)(c >= 'a' ? c - 'a' + 10 : c - '0') % 36;
    }
    return key;
}

static void pack_topics(dem_sheet *s, dem_fact *f)
{
    f->topics = (uint16_t)s->packed_topics.len;
    dem_query *q = dem_store_query(s->store, "SELECT topic FROM topic WHERE statement = ?1 ORDER BY ord");
    dem_bind_int(q, 1, f->n);
    while (dem_step(q) && f->n_topics < 255 && s->packed_topics.len < UINT16_MAX) {
        *dem_push(&s->packed_topics, s->arena) = (uint16_t)number_of(s, DEM_SHEET_TOPIC, dem_col_str(q, 0));
        f->n_topics++;
    }
    dem_query_free(q);
}

static void pack_statement(dem_sheet *s, dem_query *q)
{
    dem_fact *f = dem_push(&s->packed, s->arena);
    *f = (dem_fact){.n = (uint32_t)dem_col_int(q, 0), .key = key_of(dem_col_str(q, 1)),
                    .speaker = (uint32_t)dem_col_int(q, 2),
                    .party = (uint16_t)number_of(s, DEM_SHEET_PARTY, dem_col_str(q, 3)),
                    .act = tag_of(dem_act_set, dem_col_str(q, 4)), .mode = tag_of(dem_mode_set, dem_col_str(q, 5)),
                    .modality = tag_of(dem_modality_set, dem_col_str(q, 6)), .stance = stance_of(dem_col_str(q, 7)),
                    .level = (uint8_t)dem_col_int(q, 8), .confidence = (uint8_t)dem_col_int(q, 9),
                    .event = (uint8_t)(dem_tag_find(dem_plover_set, dem_col_str(q, 21)) + 1),
                    .realis = dem_realis_number(dem_col_str(q, 22))};
    for (int i = 0; i < 11; i++)
        f->flags = (uint16_t)(f->flags | (dem_col_int(q, 10 + i) != 0) << i);
    pack_topics(s, f);
}

static void keep_text(char *to, size_t cap, dem_str text)
{
    if (text.len)
        memcpy(to, text.at, text.len < cap ? text.len : cap);
}

/* False when there is no such document. */
static bool pack(dem_sheet *s, uint32_t doc)
{
    dem_query *q = dem_store_query(
        s->store, "SELECT d.outlet, d.copy_of IS NOT NULL, d.published, d.added, (SELECT x.n FROM document x WHERE"
                  " x.id = d.story) FROM document d WHERE d.n = ?1");
    dem_bind_int(q, 1, doc);
    bool there = dem_step(q);
    s->packed.len = s->packed_topics.len = 0;
    if (there) {
        s->doc = (dem_fact_doc){.n = doc, .outlet = (uint32_t)number_of(s, DEM_SHEET_OUTLET, dem_col_str(q, 0)),
                                .copy = dem_col_int(q, 1) != 0, .story = (uint32_t)dem_col_int(q, 4)};
        keep_text(s->doc.published, sizeof s->doc.published, dem_col_str(q, 2));
        keep_text(s->doc.added, sizeof s->doc.added, dem_col_str(q, 3));
        if (!s->doc.story)
            s->doc.story = doc;
    }
    dem_query_free(q);
    q = dem_store_query(
        s->store, "SELECT s.n, s.id, s.speaker, s.party, s.act, s.mode, s.modality, s.stance, s.level, s.confidence,"
                  " s.negated, EXISTS (SELECT 1 FROM echo x WHERE x.statement = s.n), s.condition IS NOT NULL,"
                  " s.source IS NOT NULL, s.role IS NOT NULL, s.time IS NOT NULL, s.plover IS NOT NULL,"
                  " EXISTS (SELECT 1 FROM relay x WHERE x.statement = s.n),"
                  " EXISTS (SELECT 1 FROM target x WHERE x.statement = s.n),"
                  " EXISTS (SELECT 1 FROM actor x WHERE x.n = s.speaker AND x.type = 'unnamed'), s.level > 1 AND s.firsthand, s.plover, s.realis"
                  " FROM said s WHERE s.doc = ?1 ORDER BY s.ord");
    dem_bind_int(q, 1, doc);
    while (there && dem_step(q))
        pack_statement(s, q);
    dem_query_free(q);
    s->doc.statements = (uint32_t)s->packed.len;
    s->doc.topics = (uint32_t)s->packed_topics.len;
    s->facts = s->packed.at;
    s->topics = s->packed_topics.at;
    return there;
}

/* The sizes of a document's parts in a row; topics fill whole words. */
static size_t facts_size(const dem_fact_doc *d) { return d->statements * sizeof(dem_fact); }
static size_t topics_size(const dem_fact_doc *d) { return (d->topics + 1) / 2 * 4; }

static char *room_for(dem_sheet *s, size_t len)
{
    if (s->cap < len) {
        s->cap = 2 * len + 65536;
        s->bytes = (char *)dem_new(s->arena, uint64_t, s->cap / 8 + 1);
    }
    return s->bytes;
}

static void take_row(dem_sheet *s, dem_str row)
{
    if (row.len)
        memcpy(room_for(s, row.len), row.at, row.len);
    s->len = row.len;
    s->at = 0;
}

/* The next document of the row at hand; a damaged row ends. */
static bool unpack(dem_sheet *s)
{
    if (s->len - s->at < sizeof s->doc)
        return false;
    memcpy(&s->doc, s->bytes + s->at, sizeof s->doc);
    size_t facts = facts_size(&s->doc), topics = topics_size(&s->doc), left = s->len - s->at - sizeof s->doc;
    if (facts > left || topics > left - facts) {
        dem_store_fail(s->store, DEM_E_LEDGER, "the ledger is damaged: run 'demarche check'");
        return false;
    }
    const char *at = s->bytes + s->at + sizeof s->doc;
    s->facts = (const dem_fact *)(const void *)at;
    s->topics = (const uint16_t *)(const void *)(at + facts);
    s->at += sizeof s->doc + facts + topics;
    return true;
}

static void load_stale(dem_sheet *s)
{
    dem_query *q = dem_store_query(s->store, "SELECT doc FROM stale ORDER BY doc");
    while (dem_step(q)) {
        uint32_t doc = (uint32_t)dem_col_int(q, 0);
        *dem_push(&s->stale, s->arena) = doc;
        dem_index_put(&s->is_stale, doc, s->arena, NULL);
    }
    dem_query_free(q);
}

void dem_sheet_open(dem_sheet *sheet, dem_store *store, dem_arena *arena)
{
    *sheet = (dem_sheet){.store = store, .arena = arena};
    load_names(sheet);
    load_stale(sheet);
    for (int32_t i = 0; i < sheet->stale.len; i++)
        pack(sheet, sheet->stale.at[i]); /* for its names: all are known from here on */
    sheet->rows = dem_store_query(store, "SELECT facts FROM sheet ORDER BY n");
}

static bool next_packed(dem_sheet *s)
{
    while (!unpack(s)) {
        if (s->ended || !dem_step(s->rows)) {
            s->ended = true; /* a query stepped on would begin again */
            return false;
        }
        take_row(s, dem_col_str(s->rows, 0));
    }
    return true;
}

bool dem_sheet_next(dem_sheet *sheet)
{
    while (next_packed(sheet))
        if (dem_index_find(&sheet->is_stale, sheet->doc.n) < 0)
            return true;
    while (sheet->next_stale < sheet->stale.len)
        if (pack(sheet, sheet->stale.at[sheet->next_stale++]))
            return true;
    return false;
}

void dem_sheet_close(dem_sheet *sheet) { dem_query_free(sheet->rows); }

typedef struct bytes {
    char *at;
    size_t len, cap;
} bytes;

static void put(bytes *b, const void *at, size_t len, size_t whole, dem_arena *arena)
{
    if (b->cap - b->len < whole) {
        char *more = (char *)dem_new(arena, uint64_t, (2 * (b->cap + whole) + 65536) / 8);
        if (b->len)
            memcpy(more, b->at, b->len);
        b->cap = 2 * (b->cap + whole) + 65536;
        b->cap -= b->cap % 8;
        b->at = more;
    }
    memset(b->at + b->len, 0, whole);
    if (len)
        memcpy(b->at + b->len, at, len);
    b->len += whole;
}

static void put_document(const dem_sheet *s, bytes *b)
{
    put(b, &s->doc, sizeof s->doc, sizeof s->doc, s->arena);
    put(b, s->facts, facts_size(&s->doc), facts_size(&s->doc), s->arena);
    put(b, s->topics, s->doc.topics * sizeof *s->topics, topics_size(&s->doc), s->arena);
}

/* The row's documents anew: what is not stale as it stood, in the order of their numbers. */
static void settle_row(dem_sheet *s, uint32_t row, int32_t from, int32_t to, bytes *b)
{
    int32_t i = from;
    bool kept, done = false;
    b->len = 0;
    dem_query *q = dem_store_query(s->store, "SELECT facts FROM sheet WHERE n = ?1");
    dem_bind_int(q, 1, row);
    take_row(s, dem_step(q) ? dem_col_str(q, 0) : (dem_str){0});
    dem_query_free(q);
    while (!done) {
        kept = unpack(s);
        dem_fact_doc doc = s->doc;
        const dem_fact *facts = s->facts;
        const uint16_t *topics = s->topics;
        for (; i < to && (!kept || s->stale.at[i] <= doc.n); i++)
            if (pack(s, s->stale.at[i]))
                put_document(s, b);
        s->doc = doc;
        s->facts = facts;
        s->topics = topics;
        if (kept && dem_index_find(&s->is_stale, doc.n) < 0)
            put_document(s, b);
        done = !kept;
    }
    q = dem_store_query(s->store, "INSERT OR REPLACE INTO sheet VALUES (?1, ?2)");
    dem_bind_int(q, 1, row);
    dem_bind_blob(q, 2, (dem_str){b->at, b->len});
    dem_done(q);
    dem_query_free(q);
}

static void settle_all(dem_store *store, dem_arena *arena)
{
    dem_sheet s = {.store = store, .arena = arena, .keeps = true};
    bytes b = {0};
    load_names(&s);
    load_stale(&s);
    for (int32_t i = 0, end; i < s.stale.len && dem_store_ok(store); i = end) {
        uint32_t row = s.stale.at[i] / TOGETHER;
        for (end = i; end < s.stale.len && s.stale.at[end] / TOGETHER == row; end++) {}
        settle_row(&s, row, i, end, &b);
    }
    dem_store_run(store, "DELETE FROM stale");
}

void dem_sheet_settle(dem_store *store, int64_t most, bool inside)
{
    jmp_buf oom;
    dem_arena arena;
    if (dem_store_int(store, "SELECT count(*) FROM stale") <= most || !dem_store_ok(store))
        return;
    if (!dem_arena_open(&arena, (size_t)512 << 20)) {
        dem_store_fail(store, DEM_E_MEMORY, "no address space left");
        return;
    }
    arena.oom = &oom;
    if (!inside)
        dem_store_begin(store);
    if (setjmp(oom))
        dem_store_fail(store, DEM_E_LIMIT, "a row of the ledger is too large");
    else
        settle_all(store, &arena);
    if (!inside)
        dem_store_end(store);
    dem_arena_close(&arena);
}

void dem_sheet_forget_names(dem_store *store)
{
    dem_store_run(store, "UPDATE sheet_name SET text = '#' || n WHERE kind = 'outlet' AND text NOT IN"
                         " (SELECT outlet FROM document WHERE outlet IS NOT NULL);"
                         "UPDATE sheet_name SET text = '#' || n WHERE kind = 'topic' AND text NOT IN"
                         " (SELECT topic FROM topic);"
                         "UPDATE sheet_name SET text = '#' || n WHERE kind = 'party' AND text NOT IN"
                         " (SELECT party FROM statement WHERE party IS NOT NULL UNION"
                         " SELECT r_party FROM statement WHERE r_party IS NOT NULL)");
}
