#include "api/face.h"
#include "ledger/check.h"
#include "ledger/read.h"
#include "show/annotations.h"
#include "show/copy.h"
#include "show/corrections.h"
#include "show/desk.h"
#include "show/dna.h"
#include "show/diff.h"
#include "show/entry.h"
#include "show/export.h"
#include "show/folder.h"
#include "show/summary.h"
#include "show/grid.h"
#include "show/networks.h"
#include "show/plover.h"
#include "show/prov.h"
#include "show/report.h"
#include "show/views.h"

#include <assert.h>
#include <string.h>

/* One question on its way through: the filter read, the sink ready, memory of its own. */
typedef struct call {
    demarche_ledger *ledger;
    dem_store *store;
    dem_filter filter;
    dem_style style;
    dem_line_style lines;
    dem_page page;
    bool concepts;
    dem_out out;
    dem_error err;
    jmp_buf oom;
} call;

const char *const demarche_views[] = {"log", "conditions", "actors", "documents", "topics", "parties",
                                      "positions", "concepts", "claims", "relations", "timeline", "stories", "events", "reviews",
                                      "queue", "agreement", NULL};

/* With `events`, the words of the query ask for events, not for statements. */
static bool read_words(call *c, const demarche_ask *ask, bool events)
{
    dem_filter_open(&c->filter, &c->ledger->arena, dem_str_of(ask->today));
    c->filter.events = events;
    for (int i = 0; i < ask->n_words; i++)
        if (!dem_filter_word(&c->filter, dem_str_of(ask->words[i]), &c->err))
            return false;
    return true;
}

static bool open_call_for(call *c, demarche_ledger *ledger, const demarche_ask *ask, bool events, demarche_write *write,
                          void *context)
{
    static const dem_form forms[] = {DEM_FORM_TABLE, DEM_FORM_TSV, DEM_FORM_CSV, DEM_FORM_JSON, DEM_FORM_JSONL};
    static const dem_offsets units[] = {DEM_OFFSETS_OWN, DEM_OFFSETS_BYTES, DEM_OFFSETS_UTF16, DEM_OFFSETS_CHARS};
    c->ledger = ledger;
    c->store = ledger->store;
    c->style = (dem_style){.form = forms[ask->form], .width = ask->width, .colour = ask->colour};
    c->lines = (dem_line_style){.no_text = ask->no_text, .max_words = ask->max_words, .offsets = units[ask->offsets]};
    c->page = (dem_page){ask->limit, ask->skip};
    c->concepts = ask->concepts;
    c->out.write = write;
    c->out.context = context;
    dem_arena_reset(&ledger->arena, 0);
    return read_words(c, ask, events);
}

static bool open_call(call *c, demarche_ledger *ledger, const demarche_ask *ask, demarche_write *write,
                      void *context)
{
    return open_call_for(c, ledger, ask, false, write, context);
}

/* Sends what is left; the number, or -1 with the caller's error filled. */
static long close_call(call *c, long n, demarche_error *err)
{
    c->ledger->arena.oom = NULL;
    dem_store_take_error(c->store, &c->err);
    if (!c->err.code && !dem_out_close(&c->out))
        dem_fail(&c->err, DEM_E_IO, DEM_STR("output"), -1, "cannot write");
    if (!c->err.code)
        return n;
    dem_face_fail(err, &c->err);
    return -1;
}

/* Runs `action` with a way out of a full arena. */
static long run_call(call *c, long (*action)(call *c, void *more), void *more, demarche_error *err)
{
    c->ledger->arena.oom = &c->oom;
    if (setjmp(c->oom)) {
        dem_store_release(c->store);
        dem_fail(&c->err, DEM_E_LIMIT, (dem_str){0}, -1, "too many rows at once: narrow the query or use --limit");
        return close_call(c, -1, err);
    }
    long n = action(c, more);
    return close_call(c, n, err);
}

static long view_action(call *c, void *view)
{
    if (strcmp(view, "stories") == 0 || strcmp(view, "documents") == 0)
        c->filter.copies = true; /* these are about documents: a copy is one */
    return (long)dem_view(dem_str_of(view), c->store, &c->filter, c->page, c->style, &c->out, &c->ledger->arena);
}

static long refuse(call *c, demarche_error *err, const char *what, const char *name, const char *const *known)
{
    char list[400] = "";
    for (int i = 0; known[i]; i++) {
        size_t n = strlen(list);
        dem_str word = dem_str_of(known[i]);
        if (n + word.len + 2 < sizeof list) {
            list[n] = ' ';
            memcpy(list + n + 1, known[i], word.len + 1);
        }
    }
    dem_fail(&c->err, DEM_E_USAGE, (dem_str){0}, -1, "'%.40s' is no %s; known are%s", name, what, list);
    return close_call(c, -1, err);
}

long demarche_view(demarche_ledger *ledger, const char *view, const demarche_ask *ask, demarche_write *write,
                   void *context, demarche_error *err)
{
    call c = {0};
    char name[32] = "";
    strncpy(name, view, sizeof name - 1);
    if (!open_call_for(&c, ledger, ask, strcmp(view, "events") == 0, write, context))
        return close_call(&c, -1, err);
    if (!dem_view_known(dem_str_of(view)))
        return refuse(&c, err, "view", view, demarche_views);
    return run_call(&c, view_action, name, err);
}

static long diff_action(call *c, void *dates)
{
    const dem_str *d = dates;
    return (long)dem_diff(c->store, &c->filter, d[0], d[1], c->page, c->style, NULL, &c->out, &c->ledger->arena);
}

long demarche_diff(demarche_ledger *ledger, const char *from, const char *to, const demarche_ask *ask,
                   demarche_write *write, void *context, demarche_error *err)
{
    call c = {0};
    dem_str dates[2] = {dem_str_of(from), dem_str_of(to)};
    if (!open_call(&c, ledger, ask, write, context))
        return close_call(&c, -1, err);
    for (int i = 0; i < 2; i++) {
        if (dem_date_ok(dates[i]) && dates[i].len <= 10)
            continue;
        dem_fail(&c.err, DEM_E_USAGE, (dem_str){0}, -1, "'%.40s' is no date: write 2024-05-16, 2024-05 or 2024",
                 i ? to : from);
        return close_call(&c, -1, err);
    }
    return run_call(&c, diff_action, dates, err);
}

static long show_action(call *c, void *id)
{
    return dem_entry(c->store, dem_id_str(id), c->style, &c->out, &c->ledger->arena);
}

bool demarche_show(demarche_ledger *ledger, const char *prefix, const demarche_ask *ask, demarche_write *write,
                   void *context, demarche_error *err)
{
    call c = {0};
    dem_id id;
    if (!open_call(&c, ledger, ask, write, context) ||
        !dem_ledger_resolve(c.store, dem_str_of(prefix), &id, &c.err))
        return close_call(&c, -1, err) >= 0;
    return run_call(&c, show_action, &id, err) >= 0;
}

static int64_t as_jsonl(call *c)
{
    return dem_export_jsonl(c->store, &c->filter, c->lines, &c->out, &c->ledger->arena);
}

static int64_t as_rows(call *c, dem_form form)
{
    c->style.form = form;
    return dem_export_rows(c->store, &c->filter, c->lines, c->style, &c->out, &c->ledger->arena);
}

static int64_t as_csv(call *c) { return as_rows(c, DEM_FORM_CSV); }
static int64_t as_tsv(call *c) { return as_rows(c, DEM_FORM_TSV); }

static int64_t as_graphml(call *c)
{
    return dem_export_graphml(c->store, &c->filter, &c->out, &c->ledger->arena);
}

static int64_t as_actors(call *c)
{
    return dem_export_actors(c->store, &c->filter, &c->out, &c->ledger->arena);
}

static int64_t as_network(call *c, dem_network kind)
{
    return dem_export_network(c->store, &c->filter, kind, &c->out, &c->ledger->arena);
}

static int64_t as_congruence(call *c) { return as_network(c, DEM_NETWORK_CONGRUENCE); }
static int64_t as_conflict(call *c) { return as_network(c, DEM_NETWORK_CONFLICT); }
static int64_t as_subtract(call *c) { return as_network(c, DEM_NETWORK_SUBTRACT); }

static int64_t as_edges(call *c)
{
    c->style.form = DEM_FORM_CSV;
    return dem_export_edges(c->store, &c->filter, c->style, &c->out, &c->ledger->arena);
}

static int64_t as_webanno(call *c)
{
    return dem_export_webanno(c->store, &c->filter, c->lines, &c->out, &c->ledger->arena);
}

static int64_t as_claims(call *c)
{
    return dem_export_claims(c->store, &c->filter, c->lines, &c->out, &c->ledger->arena);
}

static int64_t as_dna(call *c)
{
    return dem_export_dna(c->store, &c->filter, c->lines, &c->out, &c->ledger->arena);
}

static int64_t as_corrections(call *c)
{
    return dem_export_corrections(c->store, &c->filter, c->lines, &c->out, &c->ledger->arena);
}

static int64_t as_dna_events(call *c)
{
    return dem_export_dna_events(c->store, &c->filter, c->lines, &c->out, &c->ledger->arena);
}

static int64_t as_plover(call *c)
{
    return dem_export_plover(c->store, &c->filter, c->lines, &c->out, &c->ledger->arena);
}

static int64_t as_plover_table(call *c)
{
    c->style.form = DEM_FORM_TSV;
    return dem_export_plover_table(c->store, &c->filter, c->lines, c->style, &c->out, &c->ledger->arena);
}

static int64_t as_sqlite(call *c)
{
    return dem_export_sqlite(c->store, &c->filter, c->lines, &c->out, &c->ledger->arena);
}

static int64_t as_brat(call *c)
{
    return dem_export_brat(c->store, &c->filter, c->lines, &c->out, &c->ledger->arena);
}

static int64_t as_uima(call *c)
{
    return dem_export_uima(c->store, &c->filter, c->lines, &c->out, &c->ledger->arena);
}

static int64_t as_prov(call *c)
{
    return dem_export_prov(c->store, &c->filter, c->lines, &c->out, &c->ledger->arena);
}

/* X(name, how, the only unit its offsets may have): the order in which help lists them. */
#define FORMATS(X)                                                                                \
    X("jsonl", as_jsonl, DEM_OFFSETS_OWN) X("csv", as_csv, DEM_OFFSETS_OWN) X("tsv", as_tsv, DEM_OFFSETS_OWN) \
    X("sqlite", as_sqlite, DEM_OFFSETS_BYTES)                                                     \
    X("graphml", as_graphml, DEM_OFFSETS_OWN) X("actors-graphml", as_actors, DEM_OFFSETS_OWN)     \
    X("congruence-graphml", as_congruence, DEM_OFFSETS_OWN)                                       \
    X("conflict-graphml", as_conflict, DEM_OFFSETS_OWN)                                           \
    X("subtract-graphml", as_subtract, DEM_OFFSETS_OWN)                                           \
    X("edges", as_edges, DEM_OFFSETS_OWN) X("dna", as_dna, DEM_OFFSETS_UTF16)                     \
    X("dna-events", as_dna_events, DEM_OFFSETS_OWN) X("webanno", as_webanno, DEM_OFFSETS_OWN)     \
    X("claims", as_claims, DEM_OFFSETS_OWN) X("plover", as_plover, DEM_OFFSETS_OWN)               \
    X("plover-tsv", as_plover_table, DEM_OFFSETS_OWN) X("brat", as_brat, DEM_OFFSETS_OWN)         \
    X("uima", as_uima, DEM_OFFSETS_OWN) X("prov", as_prov, DEM_OFFSETS_OWN)                     \
    X("corrections", as_corrections, DEM_OFFSETS_BYTES)

typedef struct format {
    int64_t (*write)(call *c);
    dem_offsets only;
} format;

#define FORMAT_ROW(name, how, only) {how, only},
static const format formats[] = {FORMATS(FORMAT_ROW)};
#define FORMAT_NAME(name, how, only) name,
const char *const demarche_formats[] = {FORMATS(FORMAT_NAME) NULL};

static long export_action(call *c, void *chosen)
{
    const format *f = chosen;
    dem_subjects(c->store, c->concepts, c->lines.no_text || c->lines.max_words);
    return (long)f->write(c);
}

long demarche_export(demarche_ledger *ledger, const char *name, const demarche_ask *ask, demarche_write *write,
                     void *context, demarche_error *err)
{
    call c = {0};
    if (!open_call_for(&c, ledger, ask, strncmp(name, "plover", 6) == 0, write, context))
        return close_call(&c, -1, err);
    format chosen = {0};
    for (int i = 0; demarche_formats[i]; i++)
        if (strcmp(demarche_formats[i], name) == 0)
            chosen = formats[i];
    if (!chosen.write)
        return refuse(&c, err, "format", name, demarche_formats);
    if (chosen.only && c.lines.offsets && c.lines.offsets != chosen.only) {
        dem_str unit = dem_offsets_name(chosen.only);
        dem_fail(&c.err, DEM_E_USAGE, (dem_str){0}, -1, "%.40s counts offsets in %.*s and knows no other unit", name,
                 (int)unit.len, unit.at);
        return close_call(&c, -1, err);
    }
    return run_call(&c, export_action, &chosen, err);
}

static long summary_action(call *c, void *unused)
{
    (void)unused;
    return dem_summary(c->store, c->style, &c->out, &c->ledger->arena);
}

bool demarche_summary(demarche_ledger *ledger, const demarche_ask *ask, demarche_write *write, void *context,
                      demarche_error *err)
{
    call c = {0};
    if (!open_call(&c, ledger, ask, write, context))
        return close_call(&c, -1, err) >= 0;
    return run_call(&c, summary_action, NULL, err) >= 0;
}

static long report_action(call *c, void *events)
{
    return dem_report(c->store, &c->filter, events, &c->out, &c->ledger->arena);
}

bool demarche_report(demarche_ledger *ledger, const demarche_ask *ask, demarche_write *write, void *context,
                     demarche_error *err)
{
    call c = {0};
    if (!open_call_for(&c, ledger, ask, true, write, context))
        return close_call(&c, -1, err) >= 0;
    dem_filter events = c.filter;
    if (!read_words(&c, ask, false))
        return close_call(&c, -1, err) >= 0;
    return run_call(&c, report_action, &events, err) >= 0;
}

static long page_action(call *c, void *ask)
{
    return dem_desk_page(c->store, &c->filter, ask, &c->out, &c->ledger->arena);
}

int demarche_page(demarche_ledger *ledger, const demarche_visit *visit, demarche_write *write, void *context,
                  demarche_error *err)
{
    call c = {0};
    demarche_ask words = {.today = visit->today, .words = &visit->query, .n_words = visit->query && *visit->query};
    bool fits = open_call_for(&c, ledger, &words, true, write, context);
    dem_filter events = c.filter;
    fits = read_words(&c, &words, false) && fits;
    dem_error wrong = c.err;
    dem_desk_ask ask = {.path = dem_str_of(visit->path), .query = dem_str_of(visit->query),
                        .page = visit->page > 0 ? visit->page : 0, .token = dem_str_of(visit->token),
                        .who = dem_str_of(visit->who), .days = {dem_str_of(visit->from), dem_str_of(visit->to)},
                        .events = &events};
    if (!fits) {
        c.err = (dem_error){0};
        ask.wrong = &wrong;
    }
    return (int)run_call(&c, page_action, &ask, err);
}

static void fault_row(void *context, dem_str id, dem_str doc, dem_str what)
{
    dem_grid_row(context, (dem_str[]){id, doc, what});
}

static long check_action(call *c, void *unused)
{
    static const dem_column columns[] = {
        {"id", DEM_CELL_TEXT, false}, {"doc", DEM_CELL_TEXT, false}, {"what", DEM_CELL_WIDE, false}};
    (void)unused;
    dem_grid table;
    /* The audit uses its arena for one document at a time; the table keeps its rows in another. */
    dem_arena rows;
    if (!dem_arena_open(&rows, (size_t)256 << 20)) {
        dem_fail(&c->err, DEM_E_MEMORY, (dem_str){0}, -1, "no memory left");
        return -1;
    }
    rows.oom = &c->oom;
    dem_grid_open(&table, columns, 3, c->style, &c->out, &rows);
    dem_checked sum = dem_ledger_check(c->store, fault_row, &table, &c->ledger->arena);
    dem_grid_close(&table);
    if (c->style.form == DEM_FORM_TABLE)
        dem_out_format(&c->out, "%lld documents, %lld statements, %lld spans: %lld failed\n",
                       (long long)sum.documents, (long long)sum.statements, (long long)sum.spans,
                       (long long)sum.faults);
    dem_arena_close(&rows);
    return (long)sum.faults;
}

long demarche_check(demarche_ledger *ledger, const demarche_ask *ask, demarche_write *write, void *context,
                    demarche_error *err)
{
    call c = {0};
    if (!open_call(&c, ledger, ask, write, context))
        return close_call(&c, -1, err);
    return run_call(&c, check_action, NULL, err);
}
