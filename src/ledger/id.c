#include "ledger/id.h"

static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";

static void push_int(dem_sha256 *hash, uint64_t n)
{
    char bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (char)(unsigned char)(n >> (8 * i));
    dem_sha256_push(hash, (dem_str){bytes, sizeof bytes});
}

void dem_id_open(dem_id_maker *maker, char kind)
{
    maker->kind = kind;
    dem_sha256_open(&maker->hash);
    dem_sha256_push(&maker->hash, (dem_str){&kind, 1});
}

void dem_id_push(dem_id_maker *maker, dem_str part)
{
    push_int(&maker->hash, part.len);
    if (part.len)
        dem_sha256_push(&maker->hash, part);
}

void dem_id_push_span(dem_id_maker *maker, dem_span span)
{
    push_int(&maker->hash, (uint64_t)span.begin << 32 | span.end);
}

dem_id dem_id_close(dem_id_maker *maker)
{
    unsigned char digest[DEM_SHA256_BYTES];
    dem_sha256_close(&maker->hash, digest);
    uint64_t bits = 0;
    for (int i = 0; i < 8; i++)
        bits = bits << 8 | digest[i];
    dem_id id = {{maker->kind}};
    for (int i = 1; i < DEM_ID_LEN; i++, bits <<= 5)
        id.at[i] = digits[bits >> 59];
    return id;
}
