#include "api/face.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool dem_face_fail(demarche_error *err, const dem_error *ours)
{
    if (!err || err->code != DEMARCHE_OK)
        return false;
    err->code = (demarche_status)ours->code;
    err->offset = ours->offset;
    snprintf(err->path, sizeof err->path, "%s", ours->path);
    snprintf(err->message, sizeof err->message, "%s", ours->message);
    return false;
}

demarche *demarche_open(demarche_error *err) { return demarche_open_with(&(demarche_setup){0}, err); }

demarche *demarche_open_at(const char *precision, demarche_error *err)
{
    return demarche_open_with(&(demarche_setup){.precision = precision}, err);
}

static bool open_engine(dem_engine *engine, const demarche_issues *issues, dem_error *err)
{
    if (!dem_engine_open(engine, DEM_DEPTH_CODE, err))
        return false;
    if (!issues->at || dem_engine_issues(engine, (dem_str){issues->at, issues->len}, dem_str_of(issues->name), err))
        return true;
    dem_engine_close(engine);
    return false;
}

demarche *demarche_open_with(const demarche_setup *setup, demarche_error *err)
{
    dem_error ours = {0};
    dem_precision dial = DEM_PRECISION_NORMAL;
    demarche *engine = calloc(1, sizeof *engine);
    if (!engine)
        dem_fail(&ours, DEM_E_MEMORY, DEM_STR("engine"), -1, "no memory left");
    else if (setup->precision && !dem_precision_find(setup->precision, &dial))
        dem_fail(&ours, DEM_E_USAGE, DEM_STR("precision"), -1, "\"%s\" is none of low, normal, high", setup->precision);
    else if (open_engine(&engine->engine, &setup->issues, &ours)) {
        engine->engine.way.precision = dial;
        return engine;
    }
    dem_face_fail(err, &ours);
    free(engine);
    return NULL;
}

void demarche_close(demarche *engine)
{
    if (!engine)
        return;
    dem_engine_close(&engine->engine);
    free(engine);
}

demarche_ledger *demarche_ledger_open(const char *path, demarche_mode mode, demarche_error *err)
{
    static const dem_store_mode modes[] = {DEM_STORE_READ, DEM_STORE_WRITE, DEM_STORE_MAKE};
    dem_error ours = {0};
    demarche_ledger *ledger = calloc(1, sizeof *ledger);
    if (!ledger || !dem_arena_open(&ledger->arena, (size_t)1 << 30)) {
        dem_fail(&ours, DEM_E_MEMORY, dem_str_of(path), -1, "no memory left");
        dem_face_fail(err, &ours);
        free(ledger);
        return NULL;
    }
    ledger->store = dem_store_open(path, modes[mode], &ours);
    if (ledger->store)
        return ledger;
    dem_face_fail(err, &ours);
    demarche_ledger_close(ledger);
    return NULL;
}

void demarche_ledger_close(demarche_ledger *ledger)
{
    if (!ledger)
        return;
    dem_store_close(ledger->store);
    dem_arena_close(&ledger->arena);
    free(ledger);
}

/* What is no text at all: nothing, or bytes that no text has. */
static bool is_text(dem_str name, dem_str text, dem_error *err)
{
    if (text.len > DEM_INPUT_MAX)
        return dem_fail(err, DEM_E_LIMIT, name, DEM_INPUT_MAX, "too large: more than 256 MiB");
    if (!dem_str_trim(text).len)
        return dem_fail(err, DEM_E_FORMAT, name, 0, "there is no text");
    const char *nul = memchr(text.at, 0, text.len);
    if (nul)
        return dem_fail(err, DEM_E_FORMAT, name, nul - text.at, "binary data, not text");
    size_t bad = dem_utf8_check(text);
    if (bad < text.len)
        return dem_fail(err, DEM_E_FORMAT, name, (int64_t)bad, "not valid UTF-8");
    return true;
}

bool dem_face_load(const demarche_input *input, dem_doc *doc, dem_error *err)
{
    dem_str name = dem_str_of(input->name ? input->name : "stdin");
    doc->text = (dem_str){input->at, input->len};
    doc->meta = (dem_meta){.name = name, .url = dem_str_of(input->url), .outlet = dem_str_of(input->outlet),
                           .language = dem_str_of(input->language)};
    return is_text(name, doc->text, err);
}
