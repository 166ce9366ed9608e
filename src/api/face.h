/* What the files behind demarche.h share: the opaque structs, errors and sinks across the border. */
#ifndef DEM_API_FACE_H
#define DEM_API_FACE_H

#include "api/engine.h"
#include "api/held.h"
#include "api/pipeline.h"
#include "base/out.h"
#include "demarche.h"
#include "doc/doc.h"
#include "ledger/store.h"
#include "ledger/write.h"

struct demarche {
    dem_engine engine;
};

/* Caps, not costs: address space only. Under the address sanitizer each reset poisons the whole region. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define DEM_ARENA_SMALL 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define DEM_ARENA_SMALL 1
#endif
#ifdef DEM_ARENA_SMALL
#define DEM_ARENA_DOCUMENT ((size_t)256 << 20)
#define DEM_ARENA_SCRATCH ((size_t)128 << 20)
#else
#define DEM_ARENA_DOCUMENT ((size_t)2 << 30)
#define DEM_ARENA_SCRATCH ((size_t)1 << 30)
#endif

/* A document's text and what is known of it, from bytes of plain text: false for what is none, with file
 * and position. Views of the input's bytes. */
bool dem_face_load(const demarche_input *input, dem_doc *doc, dem_error *err);

enum { DEM_INPUT_MAX = 256 << 20 };

#endif
