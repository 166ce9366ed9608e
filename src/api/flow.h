/* Documents on their way: read in order by one thread at a time, worked on side by side, handed over in
 * order again. add and code are both this, with another end.
 *
 * Adds   dem_flow_run: a source of inputs, a number of workers, what to do with each coded document.
 * Needs  the engine. Threads are started here and nowhere else.
 * Fails  when `take` says false: the rest is dropped and false is returned. A document that cannot be read
 *        is handed over with `failed` set, in its place.
 * Owner  a job lives until `take` returns.
 * Cost   memory: one document and its tables a worker.
 */
#ifndef DEM_API_FLOW_H
#define DEM_API_FLOW_H

#include "api/face.h"
#include "ledger/record.h"

typedef struct dem_job {
    long number;
    dem_doc doc;
    dem_source_file file;
    dem_records records;
    dem_error failed;
    bool known; /* `known` said so: not coded */
} dem_job;

typedef struct dem_flow {
    const dem_engine *engine;
    const demarche_source *source;
    /* Asked before the work is done, one thread at a time; NULL: everything is worked on. */
    bool (*known)(void *context, dem_job *job);
    /* In order, one thread at a time. */
    bool (*take)(void *context, dem_job *job);
    void *context;
} dem_flow;

bool dem_flow_run(const dem_flow *flow, int jobs);

#endif
