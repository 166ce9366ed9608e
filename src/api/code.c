#include "api/flow.h"
#include "show/lines.h"

#include <string.h>

typedef struct coder {
    const demarche_source *source;
    dem_out out;
    demarche_counts counts;
} coder;

static void write_lines(const dem_job *job, dem_out *out)
{
    static const char *const kinds[] = {"title", "body", "meta", "furniture"};
    const dem_doc *doc = &job->doc;
    dem_line_block *blocks = dem_new(doc->arena, dem_line_block, doc->blocks.len);
    for (int32_t i = 0; i < doc->blocks.len; i++)
        blocks[i] = (dem_line_block){dem_str_of(kinds[doc->blocks.at[i].kind & 3]),
                                     dem_str_of(doc->blocks.at[i].why), doc->blocks.at[i].span};
    dem_line_document(out, &job->file, blocks, doc->blocks.len, (dem_line_style){0});
    for (int32_t i = 0; i < job->records.len; i++)
        dem_line_statement(out, &job->records.at[i], (dem_line_style){0});
    dem_happenings events = dem_happenings_of(doc, job->records, doc->arena);
    for (int32_t i = 0; i < events.len; i++)
        if (dem_happening_is_deed(&events.at[i])) /* an act stands in its statement */
            dem_line_event(out, &events.at[i], (dem_line_style){0});
    for (int32_t i = 0; i < doc->notes.len; i++)
        dem_line_note(out, job->file.name, dem_str_of(doc->notes.at[i].code), doc->notes.at[i].span,
                      doc->notes.at[i].text, (dem_line_style){0});
}

static bool take(void *context, dem_job *job)
{
    coder *c = context;
    demarche_error failed = {0};
    demarche_event event = {.kind = DEMARCHE_STORED, .name = "", .statements = job->records.len,
                            .done = job->number + 1};
    if (job->failed.code) {
        dem_face_fail(&failed, &job->failed);
        event.kind = DEMARCHE_REFUSED;
        event.failed = &failed;
        c->counts.refused++;
    } else {
        write_lines(job, &c->out);
        c->counts.stored++;
        c->counts.statements += job->records.len;
    }
    if (c->source->event)
        c->source->event(c->source->context, &event);
    return !c->out.failed;
}

bool demarche_code(const demarche *engine, const demarche_source *source, int jobs, demarche_write *write,
                   void *context, demarche_counts *counts, demarche_error *err)
{
    coder c = {.source = source, .out = {.write = write, .context = context}};
    dem_flow flow = {&engine->engine, source, NULL, take, &c};
    dem_error ours = {0};
    bool ok = dem_flow_run(&flow, jobs) && dem_out_close(&c.out);
    *counts = c.counts;
    if (ok)
        return true;
    dem_fail(&ours, DEM_E_IO, DEM_STR("output"), -1, "cannot write");
    return dem_face_fail(err, &ours);
}
