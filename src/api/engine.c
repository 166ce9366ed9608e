#include "api/engine.h"

bool dem_engine_open(dem_engine *engine, dem_error *err)
{
    *engine = (dem_engine){0};
    if (!dem_arena_open(&engine->arena, (size_t)256 << 20))
        return dem_fail(err, DEM_E_MEMORY, DEM_STR("engine"), -1, "no address space left");
    return true;
}

void dem_engine_close(dem_engine *engine)
{
    dem_arena_close(&engine->arena);
}
