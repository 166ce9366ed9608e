#include "ledger/filter.h"
#include "doc/tags.h"

#include <stdio.h>
#include <string.h>

typedef enum term_kind {
    TERM_EXACT,  /* column = value, letters' case aside */
    TERM_PART,   /* column contains value */
    TERM_SET,    /* like EXACT, and the value must be of a closed set */
    TERM_LANGUAGE, TERM_TOPIC, TERM_CONCEPT, TERM_TARGET, TERM_ABOUT, TERM_RELAY,
    TERM_SINCE, TERM_UNTIL, TERM_ON, TERM_LEVEL, TERM_HAS, TERM_IS, TERM_DOC, TERM_COPIES
} term_kind;

typedef struct term {
    const char *key;
    term_kind kind;
    const char *column;
    const dem_tagset *set;
} term;

static const term terms[] = {
    {"speaker", TERM_PART, "s.speaker_name", NULL},
    {"party", TERM_EXACT, "s.party", NULL},
    {"act", TERM_SET, "s.act", &dem_act_set},
    {"mode", TERM_SET, "s.mode", &dem_mode_set},
    {"modality", TERM_SET, "s.modality", &dem_modality_set},
    {"stance", TERM_EXACT, "s.stance", NULL},
    {"outlet", TERM_PART, "d.outlet", NULL},
    {"language", TERM_LANGUAGE, "d.language", NULL},
    {"story", TERM_EXACT, "d.story", NULL},
    {"topic", TERM_TOPIC, NULL, NULL},
    {"concept", TERM_CONCEPT, NULL, NULL},
    {"to", TERM_TARGET, NULL, NULL},
    {"about", TERM_ABOUT, NULL, NULL},
    {"relay", TERM_RELAY, NULL, NULL},
    {"since", TERM_SINCE, NULL, NULL},
    {"until", TERM_UNTIL, NULL, NULL},
    {"on", TERM_ON, NULL, NULL},
    {"level", TERM_LEVEL, NULL, NULL},
    {"has", TERM_HAS, NULL, NULL},
    {"is", TERM_IS, NULL, NULL},
    {"doc", TERM_DOC, NULL, NULL},
    {"event", TERM_SET, "s.plover", &dem_plover_set},
    {"realis", TERM_EXACT, "s.realis", NULL},
    {"copies", TERM_COPIES, NULL, NULL}};
enum { TERMS = sizeof terms / sizeof *terms };

void dem_filter_open(dem_filter *filter, dem_arena *arena, dem_str today)
{
    *filter = (dem_filter){.arena = arena, .today = today};
}

static bool wrong(dem_error *err, const char *format, dem_str a)
{
    char text[200];
    snprintf(text, sizeof text, "%.*s", (int)(a.len < 80 ? a.len : 80), a.at);
    char message[240];
    snprintf(message, sizeof message, "%s", format);
    return dem_fail(err, DEM_E_USAGE, (dem_str){0}, -1, "'%s' %s", text, message);
}

/* Keeps a value and returns its number. */
static int bind(dem_filter *filter, dem_str value)
{
    *dem_push(&filter->binds, filter->arena) = value;
    return filter->binds.len;
}

#define SQL(...) dem_str_format(filter->arena, __VA_ARGS__)

dem_str dem_filter_like(dem_str value, dem_arena *arena)
{
    char *at = dem_new(arena, char, 2 * value.len + 2);
    size_t n = 0;
    at[n++] = '%';
    for (size_t i = 0; i < value.len; i++) {
        if (value.at[i] == '%' || value.at[i] == '_' || value.at[i] == '\\')
            at[n++] = '\\';
        at[n++] = value.at[i];
    }
    at[n++] = '%';
    return (dem_str){at, n};
}

/* Everything quoted, so that no word is an operator. */
dem_str dem_filter_words(dem_str value, bool prefix, dem_arena *arena)
{
    char *at = dem_new(arena, char, 2 * value.len + 3);
    size_t n = 0;
    at[n++] = '"';
    for (size_t i = 0; i < value.len; i++) {
        if (value.at[i] == '"')
            at[n++] = '"';
        at[n++] = value.at[i];
    }
    at[n++] = '"';
    if (prefix)
        at[n++] = '*';
    return (dem_str){at, n};
}

static dem_str like(dem_filter *filter, dem_str value) { return dem_filter_like(value, filter->arena); }

static dem_str sql_date(dem_filter *filter, term_kind kind, dem_str value, dem_error *err)
{
    char ago[11];
    if (dem_date_ago(filter->today, value, ago)) {
        int n = bind(filter, dem_str_copy((dem_str){ago, 10}, filter->arena));
        return kind == TERM_UNTIL
                   ? SQL("substr(coalesce(d.published, d.added), 1, 10) <= ?%d", n)
                   : SQL("coalesce(d.published, d.added) >= ?%d", n);
    }
    if (!dem_date_ok(value)) {
        wrong(err, "is no date: write 2024-05-16, 2024-05, 2024 or an age such as 2w", value);
        return (dem_str){0};
    }
    int n = bind(filter, value);
    if (kind == TERM_SINCE)
        return SQL("d.published >= ?%d", n);
    return SQL("substr(d.published, 1, %d) %s ?%d", (int)value.len, kind == TERM_ON ? "=" : "<=", n);
}

static dem_str sql_level(dem_filter *filter, dem_str value, dem_error *err)
{
    bool open = dem_str_ends(value, DEM_STR("+"));
    int64_t level;
    if (!dem_str_int(dem_str_cut(value, 0, value.len - open), &level) || level < 1) {
        wrong(err, "is no level: write 1, 2 or 2+", value);
        return (dem_str){0};
    }
    return SQL("s.level %s %d", open ? ">=" : "=", (int)level);
}

typedef struct fact {
    const char *name, *sql;
} fact;

static const fact has_facts[] = {
    {"condition", "s.condition IS NOT NULL"},
    {"speaker", "s.speaker_name IS NOT NULL"},
    {"source", "s.source IS NOT NULL"},
    {"role", "s.role IS NOT NULL"},
    {"time", "s.time IS NOT NULL"},
    {"stance", "s.stance IS NOT NULL"},
    {"event", "s.plover IS NOT NULL"},
    {"date", "d.published IS NOT NULL"},
    {"relay", "EXISTS (SELECT 1 FROM relay x WHERE x.statement = s.n)"},
    {"target", "EXISTS (SELECT 1 FROM target x WHERE x.statement = s.n)"},
    {"topic", "EXISTS (SELECT 1 FROM topic x WHERE x.statement = s.n)"},
    {"relation", "EXISTS (SELECT 1 FROM relation_member x WHERE x.statement = s.n)"},
    {"review", "EXISTS (SELECT 1 FROM review x WHERE x.statement = s.id)"},
    {NULL, NULL}};

static const fact is_facts[] = {{"negated", "s.negated = 1"},
                                {"secondhand", "NOT s.firsthand"},
                                {"firsthand", "s.firsthand"},
                                {"undated", "d.published IS NULL"},
                                {"unnamed", "s.speaker IN (SELECT n FROM actor WHERE type = 'unnamed')"},
                                {NULL, NULL}};

static dem_str sql_fact(dem_filter *filter, const fact *facts, dem_str value, dem_error *err)
{
    char known[200] = "is unknown; known are";
    for (const fact *f = facts; f->name; f++) {
        if (dem_str_eq(dem_str_of(f->name), value))
            return SQL("%s", f->sql);
        size_t n = strlen(known);
        snprintf(known + n, sizeof known - n, " %s", f->name);
    }
    wrong(err, known, value);
    return (dem_str){0};
}

static dem_str sql_set(dem_filter *filter, const term *t, dem_str value, dem_error *err)
{
    for (int i = 0; i < t->set->count; i++)
        if (dem_str_eq_nocase(t->set->names[i], value))
            return SQL("%s = ?%d", t->column, bind(filter, t->set->names[i]));
    char known[220] = "is unknown; known are";
    for (int i = 0; i < t->set->count; i++) {
        size_t n = strlen(known);
        snprintf(known + n, sizeof known - n, " %.*s", (int)t->set->names[i].len, t->set->names[i].at);
    }
    wrong(err, known, value);
    return (dem_str){0};
}

static dem_str sql_about(dem_filter *filter, dem_str value)
{
    int n = bind(filter, like(filter, value));
    dem_str words = dem_filter_words(value, true, filter->arena);
    int m = bind(filter, dem_str_join(DEM_STR("content : "), words, filter->arena));
    if (filter->events)
        return SQL("(s.n IN (SELECT rowid FROM words WHERE words MATCH ?%d) OR s.recipient_name LIKE ?%d ESCAPE '\\' OR"
                   " (s.told <> 'act' AND (s.words LIKE ?%d ESCAPE '\\' OR s.speaker_name LIKE ?%d ESCAPE '\\')))", m, n, n, n);
    return SQL("(s.n IN (SELECT rowid FROM words WHERE words MATCH ?%d) OR EXISTS (SELECT 1 FROM target x WHERE"
               " x.statement = s.n AND x.name LIKE ?%d ESCAPE '\\'))", m, n);
}

static dem_str sql_list(dem_filter *filter, const char *table, const char *column, dem_str value)
{
    return SQL("EXISTS (SELECT 1 FROM %s x WHERE x.statement = s.n AND x.%s LIKE ?%d ESCAPE '\\')", table,
               column, bind(filter, like(filter, value)));
}

/* The condition of one value; empty when it is wrong (err says so). */
static dem_str sql_value(dem_filter *filter, const term *t, dem_str value, dem_error *err)
{
    switch (t->kind) {
    case TERM_EXACT:
        if (dem_str_eq(value, DEM_STR("?")) && dem_str_eq(dem_str_of(t->key), DEM_STR("party")))
            return DEM_STR("coalesce(s.party, '?') = '?'");
        return SQL("%s = ?%d COLLATE NOCASE", t->column, bind(filter, value));
    case TERM_PART:
        return SQL("%s LIKE ?%d ESCAPE '\\'", t->column, bind(filter, like(filter, value)));
    case TERM_LANGUAGE: { /* en is en-GB too */
        int n = bind(filter, value);
        return SQL("(d.language = ?%d COLLATE NOCASE OR d.language LIKE ?%d || '-%%')", n, n);
    }
    case TERM_SET: return sql_set(filter, t, value, err);
    case TERM_TOPIC:
        return SQL("s.n IN (SELECT x.statement FROM topic x WHERE x.topic = ?%d)",
                   bind(filter, dem_str_lower(value, filter->arena)));
    case TERM_CONCEPT: {
        int n = bind(filter, value);
        return SQL("s.n IN (SELECT m.statement FROM concept c JOIN concept_member m ON m.concept = c.n WHERE c.id = ?%d OR"
                   " c.name LIKE ?%d ESCAPE '\\')", n, bind(filter, like(filter, value)));
    }
    case TERM_TARGET:
        if (filter->events)
            return SQL("(s.recipient_name LIKE ?%d ESCAPE '\\' OR s.recipient_party = ?%d COLLATE NOCASE)",
                       bind(filter, like(filter, value)), bind(filter, value));
        return sql_list(filter, "target", "name", value);
    case TERM_ABOUT: return sql_about(filter, value);
    case TERM_RELAY: return sql_list(filter, "relay", "outlet", value);
    case TERM_ON:
        if (value.len && (value.at[0] < '0' || value.at[0] > '9'))
            return SQL("s.n IN (SELECT x.statement FROM topic x WHERE x.topic = ?%d)",
                       bind(filter, dem_str_lower(value, filter->arena)));
        return sql_date(filter, t->kind, value, err);
    case TERM_SINCE:
    case TERM_UNTIL: return sql_date(filter, t->kind, value, err);
    case TERM_LEVEL: return sql_level(filter, value, err);
    case TERM_HAS: return sql_fact(filter, has_facts, value, err);
    case TERM_IS: return sql_fact(filter, is_facts, value, err);
    case TERM_DOC: {
        int n = bind(filter, value);
        return SQL("(d.id = ?%d OR d.name = ?%d OR d.name LIKE ?%d ESCAPE '\\')", n, n,
                   bind(filter, like(filter, value)));
    }
    case TERM_COPIES: filter->copies = true; return DEM_STR("1");
    }
    return (dem_str){0};
}

static bool is_of_documents(const term *t)
{
    return t->kind == TERM_SINCE || t->kind == TERM_UNTIL || t->kind == TERM_DOC || t->kind == TERM_COPIES ||
           (t->column && t->column[0] == 'd');
}

static bool add_term(dem_filter *filter, const term *t, dem_str values, bool negate, dem_error *err)
{
    filter->narrow |= !is_of_documents(t);
    dem_str all = {0};
    DEM_VEC(dem_str) list = {0};
    for (dem_str rest = values; rest.at;) {
        dem_str value = dem_str_split(&rest, ',');
        if (!value.len)
            return wrong(err, "needs a value after the colon", dem_str_of(t->key));
        dem_str one = sql_value(filter, t, value, err);
        if (!one.len)
            return false;
        *dem_push(&list, filter->arena) = value;
        all = all.len ? SQL("%.*s OR %.*s", (int)all.len, all.at, (int)one.len, one.at) : one;
    }
    *dem_push(&filter->where, filter->arena) =
        SQL("%s(%.*s)%s", negate ? "NOT coalesce(" : "", (int)all.len, all.at, negate ? ", 0)" : "");
    *dem_push(&filter->terms, filter->arena) = (dem_filter_term){dem_str_of(t->key), negate, list.at, list.len,
                                                                 filter->where.len - 1};
    return true;
}

/* Free text as an FTS5 phrase. */
static void add_text(dem_filter *filter, dem_str word, bool negate)
{
    bool prefix = dem_str_ends(word, DEM_STR("*"));
    filter->narrow = true;
    dem_str *words = dem_new(filter->arena, dem_str, 1);
    if (filter->events) {
        *words = prefix ? dem_str_cut(word, 0, word.len - 1) : word;
        dem_str about = sql_about(filter, *words);
        *dem_push(&filter->where, filter->arena) = SQL("%s%.*s%s", negate ? "NOT coalesce(" : "", (int)about.len,
                                                       about.at, negate ? ", 0)" : "");
        *dem_push(&filter->terms, filter->arena) =
            (dem_filter_term){DEM_STR("about"), negate, words, 1, filter->where.len - 1};
        return;
    }
    *words = dem_filter_words(dem_str_cut(word, 0, word.len - prefix), prefix, filter->arena);
    *dem_push(&filter->where, filter->arena) =
        SQL("s.n %s (SELECT rowid FROM words WHERE words MATCH ?%d)", negate ? "NOT IN" : "IN", bind(filter, *words));
    *dem_push(&filter->terms, filter->arena) =
        (dem_filter_term){(dem_str){0}, negate, words, 1, filter->where.len - 1};
}

static dem_str unquoted(dem_str s)
{
    return s.len >= 2 && s.at[0] == '"' && s.at[s.len - 1] == '"' ? dem_str_cut(s, 1, s.len - 1) : s;
}

/* The key before the first colon when it is made of letters, else empty. */
static dem_str key_of(dem_str word)
{
    size_t n = 0;
    while (n < word.len && ((word.at[n] >= 'a' && word.at[n] <= 'z') || (word.at[n] >= 'A' && word.at[n] <= 'Z')))
        n++;
    return n && n < word.len && word.at[n] == ':' ? dem_str_cut(word, 0, n) : (dem_str){0};
}

static bool add_piece(dem_filter *filter, dem_str piece, dem_error *err)
{
    bool negate = piece.len > 1 && piece.at[0] == '-';
    piece = dem_str_cut(piece, negate, piece.len);
    dem_str key = key_of(piece);
    if (!key.len) {
        piece = unquoted(piece);
        if (piece.len)
            add_text(filter, piece, negate);
        return true;
    }
    dem_str value = unquoted(dem_str_cut(piece, key.len + 1, piece.len));
    for (int i = 0; i < TERMS; i++)
        if (dem_str_eq_nocase(dem_str_of(terms[i].key), key))
            return add_term(filter, &terms[i], value, negate, err);
    char known[280] = "is no query word; known are";
    for (int i = 0; i < TERMS; i++) {
        size_t n = strlen(known);
        snprintf(known + n, sizeof known - n, " %s:", terms[i].key);
    }
    return wrong(err, known, dem_str_cut(piece, 0, key.len + 1));
}

/* One argument with a single key keeps its spaces: the shell has taken the quotation marks away. */
static bool one_piece(dem_str word)
{
    if (dem_str_find(word, DEM_STR("\"")) < word.len || !key_of(word).len)
        return false;
    dem_str rest = word;
    dem_str_split(&rest, ' ');
    while (rest.at) {
        dem_str next = dem_str_split(&rest, ' ');
        bool negate = next.len && next.at[0] == '-';
        if (key_of(dem_str_cut(next, negate, next.len)).len)
            return false;
    }
    return true;
}

bool dem_filter_word(dem_filter *filter, dem_str word, dem_error *err)
{
    filter->text = filter->text.len ? SQL("%.*s %.*s", (int)filter->text.len, filter->text.at,
                                          (int)word.len, word.at)
                                    : word;
    if (one_piece(word))
        return add_piece(filter, word, err);
    for (size_t i = 0; i < word.len;) {
        size_t begin = i;
        for (bool quoted = false; i < word.len && (quoted || (unsigned char)word.at[i] > ' '); i++)
            quoted ^= word.at[i] == '"';
        if (i > begin && !add_piece(filter, dem_str_cut(word, begin, i), err))
            return false;
        i += i == begin;
    }
    return true;
}

dem_filter dem_filter_document(const dem_filter *filter, dem_str doc_id, dem_arena *arena)
{
    dem_filter one = {.arena = arena, .today = filter->today, .copies = true, .narrow = true, .events = filter->events,
                      .text = filter->text};
    for (int32_t i = 0; i < filter->where.len; i++)
        *dem_push(&one.where, arena) = filter->where.at[i];
    for (int32_t i = 0; i < filter->binds.len; i++)
        *dem_push(&one.binds, arena) = filter->binds.at[i];
    for (int32_t i = 0; i < filter->terms.len; i++)
        *dem_push(&one.terms, arena) = filter->terms.at[i];
    *dem_push(&one.where, arena) = dem_str_format(arena, "d.id = ?%d", bind(&one, doc_id));
    dem_str *id = dem_new(arena, dem_str, 1);
    *id = doc_id;
    *dem_push(&one.terms, arena) = (dem_filter_term){DEM_STR("doc"), false, id, 1, one.where.len - 1};
    return one;
}

dem_str dem_filter_where(const dem_filter *filter, dem_arena *arena)
{
    dem_str sql = filter->copies ? DEM_STR(" WHERE 1") : DEM_STR(" WHERE d.copy_of IS NULL");
    for (int32_t i = 0; i < filter->where.len; i++)
        sql = dem_str_format(arena, "%.*s AND %.*s", (int)sql.len, sql.at, (int)filter->where.at[i].len,
                             filter->where.at[i].at);
    return sql;
}

void dem_filter_bind(const dem_filter *filter, dem_query *query)
{
    int asked = dem_bind_count(query); /* a part of the filter may ask for fewer */
    for (int32_t i = 0; i < filter->binds.len && i < asked; i++)
        dem_bind_str(query, i + 1, filter->binds.at[i]);
}
