#include "show/prov.h"
#include "ledger/read.h"
#include "show/export.h"
#include "show/paper.h"

typedef struct page {
    dem_store *store;
    const dem_filter *filter;
    dem_line_style style;
    dem_json json;
    dem_arena *arena;
    dem_paper paper;
    int64_t relations; /* numbered through the file */
} page;

static void open_kind(page *p, const char *kind)
{
    dem_json_field_open(&p->json, kind, '{');
}

/* "demarche:" before the id of a record or of something of ours. */
static dem_str name_of(page *p, const char *kind, dem_str id)
{
    return dem_str_format(p->arena, "demarche:%s%.*s", kind, (int)id.len, id.at);
}

/* Outlets and reviewers have names only: an id from the name. */
static dem_str named(page *p, const char *kind, dem_str name)
{
    dem_id_maker maker;
    dem_id_open(&maker, kind[0]);
    dem_id_push(&maker, name);
    dem_id id = dem_id_close(&maker);
    return dem_str_format(p->arena, "demarche:%s%s", kind, id.at);
}

static void qualified(dem_json *json, const char *key, const char *name)
{
    dem_json_field_open(json, key, '{');
    dem_json_field(json, "$", dem_str_of(name));
    dem_json_field(json, "type", DEM_STR("prov:QUALIFIED_NAME"));
    dem_json_close(json);
}

static void open_node(page *p, dem_str name)
{
    dem_json_key_str(&p->json, name);
    dem_json_open(&p->json, '{');
}

/* One relation between two nodes; `type` may be NULL. */
static void relation(page *p, const char *from, dem_str a, const char *to, dem_str b, const char *type)
{
    dem_json_key_str(&p->json, dem_str_format(p->arena, "_:r%lld", (long long)++p->relations));
    dem_json_open(&p->json, '{');
    dem_json_field(&p->json, from, a);
    dem_json_field(&p->json, to, b);
    if (type)
        qualified(&p->json, "prov:type", type);
    dem_json_close(&p->json);
}

/* Runs a query over the statements selected, each row with memory of its own. */
typedef void on_row(page *p, dem_query *q);

static void each(page *p, const char *head, const char *tail, on_row *row)
{
    dem_query *q = dem_export_select(p->store, p->filter, head, tail, p->arena);
    char *mark = p->arena->at;
    while (dem_step(q)) {
        row(p, q);
        p->arena->at = mark;
    }
    dem_query_free(q);
}

#define BY_DOCUMENT " GROUP BY d.n ORDER BY d.name, d.id"
#define IN_ORDER " ORDER BY d.name, d.id, s.ord"

static void report(page *p, dem_query *q)
{
    open_node(p, name_of(p, "", dem_col_str(q, 0)));
    qualified(&p->json, "prov:type", "schema:NewsArticle");
    dem_json_field_some(&p->json, "prov:label", dem_col_str(q, 1));
    dem_json_field_some(&p->json, "schema:headline", dem_line_text(dem_col_str(q, 2), p->style));
    dem_json_field_some(&p->json, "schema:url", dem_col_str(q, 3));
    dem_json_field_some(&p->json, "schema:datePublished", dem_col_str(q, 4));
    dem_json_field_some(&p->json, "demarche:sha256", dem_col_str(q, 5));
    dem_json_close(&p->json);
}

static void said(page *p, dem_query *q)
{
    dem_span span = {(uint32_t)dem_col_int(q, 5), (uint32_t)dem_col_int(q, 6)};
    if (p->style.offsets > DEM_OFFSETS_BYTES) {
        dem_paper_turn(&p->paper, dem_col_str(q, 7));
        span = dem_ruler_span(&p->paper.ruler, span);
    }
    open_node(p, name_of(p, "", dem_col_str(q, 0)));
    qualified(&p->json, "prov:type", "demarche:Statement");
    dem_json_field_some(&p->json, "prov:value", dem_line_text(dem_col_str(q, 1), p->style));
    dem_json_field_some(&p->json, "demarche:act", dem_col_str(q, 2));
    dem_json_field_some(&p->json, "demarche:mode", dem_col_str(q, 3));
    dem_json_field_int(&p->json, "demarche:level", dem_col_int(q, 4));
    dem_json_field_int(&p->json, "demarche:begin", span.begin);
    dem_json_field_int(&p->json, "demarche:end", span.end);
    dem_json_close(&p->json);
}

static dem_str review_name(page *p, dem_query *q)
{
    return dem_str_format(p->arena, "demarche:review-%lld", (long long)dem_col_int(q, 0));
}

static void correction(page *p, dem_query *q)
{
    open_node(p, review_name(p, q));
    qualified(&p->json, "prov:type", "demarche:Correction");
    dem_json_field_some(&p->json, "demarche:field", dem_col_str(q, 1));
    dem_json_field_some(&p->json, "prov:value", dem_col_str(q, 2));
    dem_json_field_some(&p->json, "demarche:why", dem_col_str(q, 3));
    dem_json_field_some(&p->json, "demarche:at", dem_col_str(q, 4));
    dem_json_close(&p->json);
}

static void coding(page *p, dem_query *q)
{
    open_node(p, name_of(p, "coding-", dem_col_str(q, 0)));
    qualified(&p->json, "prov:type", "demarche:Coding");
    dem_json_field_some(&p->json, "demarche:version", dem_col_str(q, 1));
    dem_json_close(&p->json);
}

static void speaker(page *p, dem_query *q)
{
    bool person = dem_str_eq(dem_col_str(q, 2), DEM_STR("person"));
    open_node(p, name_of(p, "", dem_col_str(q, 0)));
    qualified(&p->json, "prov:type", person ? "prov:Person" : "prov:Organization");
    dem_json_field_some(&p->json, "prov:label", dem_col_str(q, 1));
    dem_json_field_some(&p->json, "demarche:party", dem_col_str(q, 3));
    dem_json_close(&p->json);
}

static void outlet(page *p, dem_query *q)
{
    open_node(p, named(p, "outlet-", dem_col_str(q, 0)));
    qualified(&p->json, "prov:type", "prov:Organization");
    dem_json_field_some(&p->json, "prov:label", dem_col_str(q, 0));
    dem_json_close(&p->json);
}

static void reviewer(page *p, dem_query *q)
{
    open_node(p, named(p, "reviewer-", dem_col_str(q, 0)));
    qualified(&p->json, "prov:type", "prov:Person");
    dem_json_field_some(&p->json, "prov:label", dem_col_str(q, 0));
    dem_json_close(&p->json);
}

static void used(page *p, dem_query *q)
{
    relation(p, "prov:activity", name_of(p, "coding-", dem_col_str(q, 0)), "prov:entity", name_of(p, "", dem_col_str(q, 0)),
             NULL);
}

static void coded_by(page *p, dem_query *q)
{
    relation(p, "prov:activity", name_of(p, "coding-", dem_col_str(q, 0)), "prov:agent", DEM_STR("demarche:software"), NULL);
}

static void generated(page *p, dem_query *q)
{
    relation(p, "prov:entity", name_of(p, "", dem_col_str(q, 0)), "prov:activity", name_of(p, "coding-", dem_col_str(q, 1)),
             NULL);
}

/* Words in quotation marks were quoted from the report; the others were taken from it. */
static void taken_from(page *p, dem_query *q)
{
    bool quoted = dem_str_eq(dem_col_str(q, 2), DEM_STR("direct"));
    relation(p, "prov:generatedEntity", name_of(p, "", dem_col_str(q, 0)), "prov:usedEntity",
             name_of(p, "", dem_col_str(q, 1)), quoted ? "prov:Quotation" : NULL);
}

static void corrects(page *p, dem_query *q)
{
    relation(p, "prov:generatedEntity", review_name(p, q), "prov:usedEntity", name_of(p, "", dem_col_str(q, 1)),
             "prov:Revision");
}

static void said_by(page *p, dem_query *q)
{
    relation(p, "prov:entity", name_of(p, "", dem_col_str(q, 0)), "prov:agent", name_of(p, "", dem_col_str(q, 1)),
             "demarche:Speaker");
}

static void carried_by(page *p, dem_query *q)
{
    relation(p, "prov:entity", name_of(p, "", dem_col_str(q, 0)), "prov:agent", named(p, "outlet-", dem_col_str(q, 1)),
             "demarche:Relay");
}

static void published_by(page *p, dem_query *q)
{
    relation(p, "prov:entity", name_of(p, "", dem_col_str(q, 0)), "prov:agent", named(p, "outlet-", dem_col_str(q, 1)),
             "demarche:Outlet");
}

static void reviewed_by(page *p, dem_query *q)
{
    relation(p, "prov:entity", review_name(p, q), "prov:agent", named(p, "reviewer-", dem_col_str(q, 1)),
             "demarche:Reviewer");
}

static void prefixes(page *p)
{
    open_kind(p, "prefix");
    dem_json_field(&p->json, "demarche", DEM_STR("urn:demarche:"));
    dem_json_field(&p->json, "schema", DEM_STR("https://schema.org/"));
    dem_json_close(&p->json);
}

static void nodes(page *p)
{
    open_kind(p, "entity");
    each(p, "SELECT d.id, d.name, d.title, d.url, d.published, d.text_sha256", BY_DOCUMENT, report);
    each(p, "SELECT s.id, s.content, s.act, s.mode, s.level, s.content_begin, s.content_end, d.id", IN_ORDER, said);
    each(p, "SELECT v.n, v.field, v.value, v.why, v.at FROM review v WHERE v.statement IN (SELECT s.id",
         ") ORDER BY v.n", correction);
    dem_json_close(&p->json);
    open_kind(p, "activity");
    each(p, "SELECT d.id, d.coded_by", BY_DOCUMENT, coding);
    dem_json_close(&p->json);
    open_kind(p, "agent");
    open_node(p, DEM_STR("demarche:software"));
    qualified(&p->json, "prov:type", "prov:SoftwareAgent");
    dem_json_field_some(&p->json, "prov:label", DEM_STR("demarche"));
    dem_json_close(&p->json);
    each(p, "SELECT a.id, a.name, a.type, (SELECT x.party FROM statement x WHERE x.speaker = a.n GROUP BY x.party"
            " ORDER BY x.party IS NULL, x.party = '?', count(*) DESC, x.party LIMIT 1) FROM actor a WHERE a.n IN"
            " (SELECT s.speaker", ") ORDER BY a.name, a.id", speaker);
    each(p, "WITH k AS (SELECT s.n AS n, d.outlet AS o",
         ") SELECT x.outlet AS o FROM relay x JOIN k ON x.statement = k.n UNION SELECT o FROM k WHERE o IS NOT NULL"
         " ORDER BY 1", outlet);
    each(p, "SELECT DISTINCT v.who FROM review v WHERE v.statement IN (SELECT s.id", ") ORDER BY v.who", reviewer);
    dem_json_close(&p->json);
}

static void relations(page *p)
{
    open_kind(p, "used");
    each(p, "SELECT d.id", BY_DOCUMENT, used);
    dem_json_close(&p->json);
    open_kind(p, "wasAssociatedWith");
    each(p, "SELECT d.id", BY_DOCUMENT, coded_by);
    dem_json_close(&p->json);
    open_kind(p, "wasGeneratedBy");
    each(p, "SELECT s.id, d.id", IN_ORDER, generated);
    dem_json_close(&p->json);
    open_kind(p, "wasDerivedFrom");
    each(p, "SELECT s.id, d.id, s.mode", IN_ORDER, taken_from);
    each(p, "SELECT s.id, s.via, ''", " AND s.via IN (SELECT id FROM said) AND s.via IS NOT NULL" IN_ORDER, taken_from);
    each(p, "SELECT v.n, v.statement FROM review v WHERE v.statement IN (SELECT s.id", ") ORDER BY v.n", corrects);
    dem_json_close(&p->json);
    open_kind(p, "wasAttributedTo");
    each(p, "SELECT d.id, d.outlet", " AND d.outlet IS NOT NULL" BY_DOCUMENT, published_by);
    each(p, "SELECT s.id, (SELECT id FROM actor a WHERE a.n = s.speaker)", " AND s.speaker IS NOT NULL" IN_ORDER, said_by);
    each(p, "SELECT z.i, z.o FROM (SELECT c.id AS i, x.outlet AS o, c.doc AS e, c.ord AS f, x.ord AS g FROM relay x JOIN"
            " said c ON c.n = x.statement WHERE c.n IN (SELECT s.n", ")) z JOIN document y ON y.n = z.e ORDER BY y.name,"
            " y.id, z.f, z.g", carried_by);
    each(p, "SELECT v.n, v.who FROM review v WHERE v.statement IN (SELECT s.id", ") ORDER BY v.n", reviewed_by);
    dem_json_close(&p->json);
}

int64_t dem_export_prov(dem_store *store, const dem_filter *filter, dem_line_style style, dem_out *out,
                        dem_arena *arena)
{
    page p = {.store = store, .filter = filter, .style = style, .json.out = out, .arena = arena};
    if (!dem_paper_open(&p.paper, store, style.offsets, arena))
        return -1;
    dem_json_open(&p.json, '{');
    prefixes(&p);
    nodes(&p);
    relations(&p);
    dem_json_close(&p.json);
    dem_out_char(out, '\n');
    dem_paper_close(&p.paper);
    return dem_store_ok(store) ? dem_ledger_count(store, filter, *arena) : -1;
}
