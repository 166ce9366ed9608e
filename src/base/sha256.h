/* SHA-256 (FIPS 180-4): the fingerprint a document is known by.
 *
 * Adds   the digest of a view, as 64 lower-case hexadecimal digits.
 * Fails  never.
 * Cost   linear, about 250 MB a second on one core.
 *
 *     char hex[DEM_SHA256_HEX + 1];
 *     dem_sha256_hex(text, hex);
 */
#ifndef DEM_BASE_SHA256_H
#define DEM_BASE_SHA256_H

#include "base/arena.h"

enum { DEM_SHA256_BYTES = 32, DEM_SHA256_HEX = 64 };

typedef struct dem_sha256 {
    uint32_t state[8];
    uint64_t len; /* bytes taken */
    unsigned char block[64];
} dem_sha256;

void dem_sha256_open(dem_sha256 *hash);
void dem_sha256_push(dem_sha256 *hash, dem_str bytes);
/* The digest of everything pushed; the hash must be opened again before another use. */
void dem_sha256_close(dem_sha256 *hash, unsigned char digest[DEM_SHA256_BYTES]);

/* One view at once, with a NUL after the digits. */
void dem_sha256_hex(dem_str bytes, char hex[DEM_SHA256_HEX + 1]);
/* The digits, in the arena. */
dem_str dem_sha256_of(dem_str bytes, dem_arena *arena);

#endif
