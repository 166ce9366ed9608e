/* How long each stage takes, on one core in one process.
 *
 *     stages ROUNDS FILE...      a line a stage: seconds, share of the parse
 *
 * The order is api/pipeline.c's, the scheme of attributions the ledger's. A stage's time on a document is the least of the
 * rounds, so that other work on the machine disturbs little; the sum over the documents is printed.
 */
#include "actor/actor.h"
#include "api/engine.h"
#include "attrib/relay.h"
#include "clean/text.h"
#include "event/event.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef enum stage { CLEAN, SEGMENT, PARSE, NAMES, ATTRIBUTION, SPEAKERS, STATEMENTS, EVENTS, STAGES } stage;
static const char *const names[STAGES] = {"clean", "segment", "parse", "names", "attribution", "speakers", "statements", "events"};

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static dem_str slurp(const char *path)
{
    FILE *in = fopen(path, "rb");
    if (!in) {
        perror(path);
        exit(2);
    }
    fseek(in, 0, SEEK_END);
    long size = ftell(in);
    rewind(in);
    char *at = malloc((size_t)size + 1);
    if (!at || fread(at, 1, (size_t)size, in) != (size_t)size)
        exit(2);
    fclose(in);
    return (dem_str){at, (size_t)size};
}

static void run(const dem_engine *engine, stage s, dem_doc *doc, dem_arena scratch)
{
    switch (s) {
    case CLEAN: dem_clean_text(doc, scratch); break;
    case SEGMENT:
        dem_recase_run(&engine->recaser, doc, scratch);
        dem_segment_run(&engine->segmenter, doc, scratch);
        break;
    case PARSE: dem_parse_run(&engine->parser, doc, scratch); break;
    case NAMES: dem_entity_run(&engine->entity, doc, scratch); break;
    case ATTRIBUTION: dem_attrib_run(&engine->attributor, doc, engine->way, scratch); break;
    case SPEAKERS:
        dem_relay_run(&engine->lexicon, doc, scratch);
        dem_actor_run(&engine->lexicon, doc, scratch);
        dem_relay_carry(&engine->lexicon, doc, scratch);
        break;
    case STATEMENTS: dem_statement_run(&engine->statement, doc, scratch); break;
    default: dem_event_run(&engine->event, doc, scratch);
    }
}

static void time_document(const dem_engine *engine, dem_str text, double least[STAGES], dem_arena *arena, dem_arena scratch)
{
    dem_doc doc = {.arena = arena, .text = text, .meta.name = DEM_STR("text")};
    for (int s = 0; s < STAGES; s++) {
        double begun = seconds();
        run(engine, (stage)s, &doc, scratch);
        double took = seconds() - begun;
        least[s] = least[s] > 0 && least[s] < took ? least[s] : took;
    }
    dem_arena_reset(arena, 0);
}

int main(int argc, char **argv)
{
    static dem_engine engine;
    dem_error err = {0};
    dem_arena arena, scratch;
    int rounds = argc > 2 ? atoi(argv[1]) : 0;
    if (rounds < 1) {
        fputs("usage: stages ROUNDS FILE...\n", stderr);
        return 2;
    }
    if (!dem_engine_open(&engine, DEM_DEPTH_CODE, &err) || !dem_arena_open(&arena, (size_t)1 << 30) ||
        !dem_arena_open(&scratch, (size_t)1 << 30)) {
        fprintf(stderr, "%s: %s\n", err.path, err.message);
        return 2;
    }
    engine.way.scheme = DEM_SCHEME_LEDGER;
    double sum[STAGES] = {0};
    for (int i = 2; i < argc; i++) {
        dem_str text = slurp(argv[i]);
        double least[STAGES] = {0};
        for (int r = 0; r < rounds; r++)
            time_document(&engine, text, least, &arena, scratch);
        for (int s = 0; s < STAGES; s++)
            sum[s] += least[s];
        free((void *)(uintptr_t)text.at);
    }
    for (int s = 0; s < STAGES; s++)
        printf("%-12s %.3f s  %.2f\n", names[s], sum[s], sum[s] / sum[PARSE]);
    return 0;
}
