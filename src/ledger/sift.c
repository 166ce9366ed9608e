#include "ledger/sift.h"
#include "doc/tags.h"

#include <string.h>

/* What a test looks at. Those up to BY_DOCUMENT hold for all statements of a document. */
typedef enum field {
    BY_DATE, BY_OUTLET, BY_DOC, BY_ANY, BY_DOCUMENT = BY_ANY,
    BY_PARTY, BY_ACT, BY_MODE, BY_MODALITY, BY_STANCE, BY_LEVEL, BY_SPEAKER, BY_ROW, BY_TOPIC, BY_EVENT, BY_REALIS, BY_FLAG, BY_NO_SPEAKER,
    BY_FIRSTHAND, BY_SECONDHAND
} field;

typedef enum date_how { DATE_SINCE, DATE_UNTIL, DATE_ON, DATE_NONE } date_how;

typedef struct test {
    field field;
    uint8_t *marks; /* of each number that fits */
    uint32_t len;
    unsigned flags; /* all of them */
    bool not_flags; /* or not */
    date_how how;
    bool age;       /* when undated, the day of adding counts; with DATE_NONE: undated ones fit */
    dem_str date;
} test;

/* One word of the query: any of its tests, or none of them. */
struct dem_sift_test {
    bool negate, of_documents;
    DEM_VEC(test) any;
};

static bool marked(const test *t, uint32_t n) { return n < t->len && t->marks[n]; }

static bool date_fits(const test *t, const dem_fact_doc *doc)
{
    dem_str date = dem_fact_published(doc);
    if (t->how == DATE_NONE)
        return (date.len == 0) == t->age; /* is:undated, has:date */
    if (!date.len && t->age)
        date = (dem_str){doc->added, strnlen(doc->added, sizeof doc->added)};
    if (!date.len)
        return false;
    size_t len = t->how == DATE_SINCE ? date.len : t->date.len;
    int order = dem_str_cmp(dem_str_cut(date, 0, len), t->date);
    return t->how == DATE_SINCE ? order >= 0 : t->how == DATE_UNTIL ? order <= 0 : order == 0;
}

static bool document_fits(const test *t, const dem_fact_doc *doc)
{
    switch (t->field) {
    case BY_DATE: return date_fits(t, doc);
    case BY_OUTLET: return marked(t, doc->outlet);
    case BY_DOC: return marked(t, doc->n);
    default: return true;
    }
}

static bool fact_fits(const test *t, const dem_sheet *s, const dem_fact *f)
{
    switch (t->field) {
    case BY_PARTY: return marked(t, f->party);
    case BY_ACT: return marked(t, f->act);
    case BY_MODE: return marked(t, f->mode);
    case BY_MODALITY: return marked(t, f->modality);
    case BY_STANCE: return marked(t, f->stance);
    case BY_LEVEL: return marked(t, f->level);
    case BY_FIRSTHAND: return dem_fact_firsthand(f);
    case BY_SECONDHAND: return !dem_fact_firsthand(f);
    case BY_EVENT: return marked(t, f->event);
    case BY_REALIS: return marked(t, f->realis);
    case BY_SPEAKER: return marked(t, f->speaker);
    case BY_ROW: return marked(t, f->n);
    case BY_FLAG: return dem_fact_has(f, t->flags) != t->not_flags;
    case BY_NO_SPEAKER: return f->speaker != 0;
    case BY_TOPIC:
        for (int i = 0; i < f->n_topics; i++)
            if (marked(t, s->topics[f->topics + i]))
                return true;
        return false;
    default: return document_fits(t, &s->doc);
    }
}

/* Makes room for marks of `len` numbers. */
static test *add(dem_sift *scan, dem_sift_test *term, field f, int64_t len)
{
    test *t = dem_push(&term->any, scan->sheet.arena);
    *t = (test){.field = f, .len = (uint32_t)len};
    if (len)
        t->marks = dem_new(scan->sheet.arena, uint8_t, len);
    return t;
}

/* Numbers of names that are equal, case aside; or that hold the value. */
static void add_names(dem_sift *scan, dem_sift_test *term, field f, dem_sheet_kind kind, dem_str value, bool part)
{
    const dem_sheet_names *names = &scan->sheet.names[kind];
    test *t = add(scan, term, f, names->text.len);
    dem_str low = dem_str_lower(value, scan->sheet.arena);
    for (int32_t i = 1; i < names->text.len; i++) {
        dem_arena scratch = *scan->sheet.arena;
        dem_str name = dem_str_lower(names->text.at[i], &scratch);
        t->marks[i] = part ? dem_str_find(name, low) < name.len : dem_str_eq(name, low);
    }
    if (f == BY_PARTY && dem_str_eq(value, DEM_STR("?")))
        t->marks[0] = 1;
}

static void add_tag(dem_sift *scan, dem_sift_test *term, field f, dem_tagset set, dem_str value)
{
    test *t = add(scan, term, f, 256);
    for (int i = 0; i < set.count; i++)
        t->marks[i] = dem_str_eq_nocase(set.names[i], value);
}

static void add_event(dem_sift *scan, dem_sift_test *term, dem_str root)
{
    test *t = add(scan, term, BY_EVENT, 256);
    for (int i = 0; i < dem_plover_set.count; i++)
        t->marks[i + 1] = dem_str_eq_nocase(dem_plover_set.names[i], root);
}

static void add_realis(dem_sift *scan, dem_sift_test *term, dem_str realis)
{
    uint8_t number = dem_realis_number(realis);
    add(scan, term, BY_REALIS, 256)->marks[number] = number != 0;
}

static void add_stance(dem_sift *scan, dem_sift_test *term, dem_str value)
{
    test *t = add(scan, term, BY_STANCE, 256);
    for (int i = 0; i < dem_stance_set.count; i++)
        t->marks[i + 1] = dem_str_eq_nocase(dem_stance_set.names[i], value);
}

/* The rows a question gives, up to `most`; ?1 is `value`. */
static void add_rows(dem_sift *scan, dem_sift_test *term, field f, const char *table, const char *sql, dem_str value)
{
    dem_store *store = scan->sheet.store;
    dem_str most = dem_str_format(scan->sheet.arena, "SELECT coalesce(max(n), 0) + 1 FROM %s", table);
    test *t = add(scan, term, f, dem_store_int(store, most.at));
    dem_query *q = dem_store_query(store, sql);
    if (dem_bind_count(q))
        dem_bind_str(q, 1, value);
    while (dem_step(q)) {
        int64_t n = dem_col_int(q, 0);
        if (n >= 0 && n < t->len)
            t->marks[n] = 1;
    }
    dem_query_free(q);
}

static void add_date(dem_sift *scan, dem_sift_test *term, dem_str key, dem_str value)
{
    char ago[11];
    test *t = add(scan, term, BY_DATE, 0);
    bool until = dem_str_eq(key, DEM_STR("until"));
    t->how = until ? DATE_UNTIL : dem_str_eq(key, DEM_STR("on")) ? DATE_ON : DATE_SINCE;
    t->date = value;
    t->age = dem_date_ago(scan->filter->today, value, ago);
    if (t->age) {
        t->how = until ? DATE_UNTIL : DATE_SINCE;
        t->date = dem_str_copy((dem_str){ago, 10}, scan->sheet.arena);
    }
}

static void add_level(dem_sift *scan, dem_sift_test *term, dem_str value)
{
    bool open = dem_str_ends(value, DEM_STR("+"));
    int64_t level = 0;
    dem_str_int(dem_str_cut(value, 0, value.len - open), &level);
    test *t = add(scan, term, BY_LEVEL, 256);
    for (int64_t i = 0; i < 256; i++)
        t->marks[i] = i == level || (open && i > level);
}

/* Different values of an index, hopping from one to the next, and `rows` of those that hold ?1. */
#define HOP(table, column, rows)                                                                                 \
    "WITH RECURSIVE t (x) AS (SELECT min(" column ") FROM " table " WHERE " column " IS NOT NULL UNION ALL SELECT"  \
    " (SELECT min(" column ") FROM " table " WHERE " column " > t.x) FROM t WHERE x IS NOT NULL) SELECT " rows       \
    " FROM t JOIN " table " ON " column " = x WHERE x LIKE ?1 ESCAPE '\\'"

#define CONCEPT "SELECT m.statement FROM concept c JOIN concept_member m ON m.concept = c.n WHERE "

static void add_fact(dem_sift *scan, dem_sift_test *term, dem_str value)
{
    static const struct {
        const char *name;
        unsigned flags;
    } facts[] = {{"condition", DEM_FACT_CONDITION}, {"source", DEM_FACT_SOURCE}, {"role", DEM_FACT_ROLE},
                 {"time", DEM_FACT_TIME}, {"event", DEM_FACT_EVENT}, {"relay", DEM_FACT_RELAY},
                 {"target", DEM_FACT_TARGET}, {"negated", DEM_FACT_NEGATED}, {"unnamed", DEM_FACT_UNNAMED}};
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        if (dem_str_eq(value, dem_str_of(facts[i].name)))
            add(scan, term, BY_FLAG, 0)->flags = facts[i].flags;
    if (dem_str_eq(value, DEM_STR("speaker")))
        add(scan, term, BY_NO_SPEAKER, 0);
    if (dem_str_eq(value, DEM_STR("stance")))
        memset(add(scan, term, BY_STANCE, 256)->marks + 1, 1, 255);
    if (dem_str_eq(value, DEM_STR("topic")))
        memset(add(scan, term, BY_TOPIC, UINT16_MAX + 1)->marks + 1, 1, UINT16_MAX);
    if (dem_str_eq(value, DEM_STR("date")) || dem_str_eq(value, DEM_STR("undated"))) {
        test *t = add(scan, term, BY_DATE, 0);
        t->how = DATE_NONE;
        t->age = dem_str_eq(value, DEM_STR("undated"));
    }
    if (dem_str_eq(value, DEM_STR("secondhand")))
        add(scan, term, BY_SECONDHAND, 0);
    if (dem_str_eq(value, DEM_STR("firsthand")))
        add(scan, term, BY_FIRSTHAND, 0);
    if (dem_str_eq(value, DEM_STR("relation")))
        add_rows(scan, term, BY_ROW, "statement", "SELECT statement FROM relation_member", value);
    if (dem_str_eq(value, DEM_STR("review")))
        add_rows(scan, term, BY_ROW, "statement", "SELECT s.n FROM review r JOIN statement s ON s.id = r.statement",
                 value);
}

static bool key_is(dem_str key, const char *name) { return dem_str_eq(key, dem_str_of(name)); }

static bool add_named(dem_sift *scan, dem_sift_test *term, dem_str key, dem_str value)
{
    if (key_is(key, "party"))
        add_names(scan, term, BY_PARTY, DEM_SHEET_PARTY, value, false);
    else if (key_is(key, "topic") || (key_is(key, "on") && (!value.len || value.at[0] < '0' || value.at[0] > '9')))
        add_names(scan, term, BY_TOPIC, DEM_SHEET_TOPIC, value, false);
    else if (key_is(key, "outlet"))
        add_names(scan, term, BY_OUTLET, DEM_SHEET_OUTLET, value, true);
    else if (key_is(key, "act"))
        add_tag(scan, term, BY_ACT, dem_act_set, value);
    else if (key_is(key, "mode"))
        add_tag(scan, term, BY_MODE, dem_mode_set, value);
    else if (key_is(key, "modality"))
        add_tag(scan, term, BY_MODALITY, dem_modality_set, value);
    else if (key_is(key, "event"))
        add_event(scan, term, value);
    else if (key_is(key, "realis"))
        add_realis(scan, term, value);
    else if (key_is(key, "stance"))
        add_stance(scan, term, value);
    else if (key_is(key, "level"))
        add_level(scan, term, value);
    else if (key_is(key, "has") || key_is(key, "is"))
        add_fact(scan, term, value);
    else if (key_is(key, "since") || key_is(key, "until") || key_is(key, "on"))
        add_date(scan, term, key, value);
    else if (key_is(key, "copies"))
        add(scan, term, BY_ANY, 0);
    else
        return false;
    return true;
}

/* Those to whom an event is done, by name or side: an act by its statement, a deed by its document. */
static void add_recipients(dem_sift *scan, dem_sift_test *term, dem_str value, dem_str like)
{
    add_rows(scan, term, BY_ROW, "statement", HOP("event", "recipient_name", "statement") " AND told = 'act'", like);
    add_rows(scan, term, BY_ROW, "statement", "SELECT statement FROM event WHERE recipient_name IS NOT NULL AND recipient_party = ?1"
                                              " COLLATE NOCASE AND told = 'act'", value);
    add_rows(scan, term, BY_DOC, "document", "SELECT doc FROM event WHERE told <> 'act' AND (recipient_name LIKE '%' || ?1 || '%' OR"
                                             " recipient_party = ?1 COLLATE NOCASE)", value);
}

/* What is found through the ledger's own indexes. */
static void add_asked(dem_sift *scan, dem_sift_test *term, dem_str key, dem_str value)
{
    dem_arena *arena = scan->sheet.arena;
    dem_str like = dem_filter_like(value, arena);
    if (scan->filter->events && (key_is(key, "to") || key_is(key, "about")))
        add_recipients(scan, term, value, like);
    if (scan->filter->events && key_is(key, "to"))
        return;
    if (!key.len) {
        add_rows(scan, term, BY_ROW, "statement", "SELECT rowid FROM words WHERE words MATCH ?1", value);
    } else if (key_is(key, "speaker")) {
        add_rows(scan, term, BY_SPEAKER, "actor", "SELECT n FROM actor WHERE name LIKE ?1 ESCAPE '\\'", like);
    } else if (key_is(key, "to")) {
        add_rows(scan, term, BY_ROW, "statement", HOP("target", "name", "statement"), like);
    } else if (key_is(key, "concept")) {
        add_rows(scan, term, BY_ROW, "statement", CONCEPT "c.id = ?1", value);
        add_rows(scan, term, BY_ROW, "statement", CONCEPT "c.name LIKE ?1 ESCAPE '\\'", like);
    } else if (key_is(key, "relay")) {
        add_rows(scan, term, BY_ROW, "statement", HOP("relay", "outlet", "statement"), like);
    } else if (key_is(key, "about")) {
        dem_str words = dem_str_join(DEM_STR("content : "), dem_filter_words(value, true, arena), arena);
        add_rows(scan, term, BY_ROW, "statement", HOP("target", "name", "statement"), like);
        add_rows(scan, term, BY_ROW, "statement", "SELECT rowid FROM words WHERE words MATCH ?1", words);
    } else if (key_is(key, "language")) {
        add_rows(scan, term, BY_DOC, "document", "SELECT n FROM document WHERE language = ?1 COLLATE NOCASE OR language LIKE ?1 || '-%'", value);
    } else if (key_is(key, "doc")) {
        add_rows(scan, term, BY_DOC, "document", "SELECT n FROM document WHERE id = ?1", value);
        add_rows(scan, term, BY_DOC, "document", "SELECT n FROM document WHERE name LIKE ?1 ESCAPE '\\'", like);
    } else {
        add_rows(scan, term, BY_DOC, "document", "SELECT n FROM document WHERE story = ?1",
                 dem_str_lower(value, arena));
    }
}

void dem_sift_open(dem_sift *scan, dem_store *store, const dem_filter *filter, dem_arena *arena)
{
    *scan = (dem_sift){.filter = filter};
    dem_sheet_open(&scan->sheet, store, arena);
    for (int32_t i = 0; i < filter->terms.len; i++) {
        const dem_filter_term *word = &filter->terms.at[i];
        /* Documents are found by any of their events: one that fits does not speak for the others. */
        if (filter->events && word->negate && (key_is(word->key, "to") || key_is(word->key, "about")))
            continue;
        dem_sift_test *term = dem_new(arena, dem_sift_test, 1);
        *dem_push(&scan->terms, arena) = term;
        term->negate = word->negate;
        term->of_documents = true;
        for (int32_t k = 0; k < word->n; k++)
            if (!add_named(scan, term, word->key, word->values[k]))
                add_asked(scan, term, word->key, word->values[k]);
        for (int32_t k = 0; k < term->any.len; k++)
            term->of_documents &= term->any.at[k].field <= BY_DOCUMENT;
    }
}

static bool document_passes(const dem_sift *scan)
{
    if (scan->sheet.doc.copy && !scan->filter->copies)
        return false;
    for (int32_t i = 0; i < scan->terms.len; i++) {
        const dem_sift_test *term = scan->terms.at[i];
        bool any = false;
        for (int32_t k = 0; term->of_documents && k < term->any.len; k++)
            any |= document_fits(&term->any.at[k], &scan->sheet.doc);
        if (term->of_documents && any == term->negate)
            return false;
    }
    return true;
}

static bool fact_passes(const dem_sift *scan, const dem_fact *f)
{
    for (int32_t i = 0; i < scan->terms.len; i++) {
        const dem_sift_test *term = scan->terms.at[i];
        bool any = false;
        for (int32_t k = 0; !term->of_documents && !any && k < term->any.len; k++)
            any = fact_fits(&term->any.at[k], &scan->sheet, f);
        if (!term->of_documents && any == term->negate)
            return false;
    }
    return true;
}

bool dem_sift_next(dem_sift *scan)
{
    dem_sheet *s = &scan->sheet;
    while (dem_sheet_next(s)) {
        if (!document_passes(scan))
            continue;
        if (scan->cap < (int32_t)s->doc.statements) {
            scan->cap = 2 * (int32_t)s->doc.statements + 64;
            scan->hits = dem_new(s->arena, const dem_fact *, scan->cap);
        }
        scan->n = 0;
        for (uint32_t i = 0; i < s->doc.statements; i++)
            if (fact_passes(scan, &s->facts[i]))
                scan->hits[scan->n++] = &s->facts[i];
        if (scan->n || (scan->whole && !scan->filter->narrow))
            return true;
    }
    return false;
}

void dem_sift_close(dem_sift *scan) { dem_sheet_close(&scan->sheet); }
