#include "base/sha256.h"

#include <string.h>

static const uint32_t round_constant[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t turn(uint32_t x, int by) { return x >> by | x << (32 - by); }

static uint32_t big_endian(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static void schedule(const unsigned char *block, uint32_t w[64])
{
    for (int i = 0; i < 16; i++)
        w[i] = big_endian(block + 4 * i);
    for (int i = 16; i < 64; i++) {
        uint32_t a = w[i - 15], b = w[i - 2];
        uint32_t small0 = turn(a, 7) ^ turn(a, 18) ^ a >> 3;
        uint32_t small1 = turn(b, 17) ^ turn(b, 19) ^ b >> 10;
        w[i] = w[i - 16] + small0 + w[i - 7] + small1;
    }
}

static void mix(uint32_t state[8], const unsigned char *block)
{
    uint32_t w[64], s[8];
    schedule(block, w);
    memcpy(s, state, sizeof s);
    for (int i = 0; i < 64; i++) {
        uint32_t big1 = turn(s[4], 6) ^ turn(s[4], 11) ^ turn(s[4], 25);
        uint32_t choice = (s[4] & s[5]) ^ (~s[4] & s[6]);
        uint32_t t1 = s[7] + big1 + choice + round_constant[i] + w[i];
        uint32_t big0 = turn(s[0], 2) ^ turn(s[0], 13) ^ turn(s[0], 22);
        uint32_t majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
        memmove(s + 1, s, 7 * sizeof *s);
        s[4] += t1;
        s[0] = t1 + big0 + majority;
    }
    for (int i = 0; i < 8; i++)
        state[i] += s[i];
}

void dem_sha256_open(dem_sha256 *hash)
{
    *hash = (dem_sha256){.state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f,
                                   0x9b05688c, 0x1f83d9ab, 0x5be0cd19}};
}

void dem_sha256_push(dem_sha256 *hash, dem_str bytes)
{
    size_t held = hash->len % 64;
    hash->len += bytes.len;
    const unsigned char *at = (const unsigned char *)bytes.at;
    size_t left = bytes.len;
    if (held) {
        size_t n = left < 64 - held ? left : 64 - held;
        memcpy(hash->block + held, at, n);
        at += n;
        left -= n;
        if (held + n < 64)
            return;
        mix(hash->state, hash->block);
    }
    for (; left >= 64; at += 64, left -= 64)
        mix(hash->state, at);
    if (left)
        memcpy(hash->block, at, left);
}

void dem_sha256_close(dem_sha256 *hash, unsigned char digest[DEM_SHA256_BYTES])
{
    uint64_t bits = hash->len * 8;
    static const char padding[64] = {(char)0x80};
    size_t held = hash->len % 64;
    dem_sha256_push(hash, (dem_str){padding, held < 56 ? 56 - held : 120 - held});
    char length[8];
    for (int i = 0; i < 8; i++)
        length[i] = (char)(unsigned char)(bits >> (56 - 8 * i));
    dem_sha256_push(hash, (dem_str){length, 8});
    for (int i = 0; i < DEM_SHA256_BYTES; i++)
        digest[i] = (unsigned char)(hash->state[i / 4] >> (24 - 8 * (i % 4)));
}

void dem_sha256_hex(dem_str bytes, char hex[DEM_SHA256_HEX + 1])
{
    dem_sha256 hash;
    unsigned char digest[DEM_SHA256_BYTES];
    dem_sha256_open(&hash);
    if (bytes.len)
        dem_sha256_push(&hash, bytes);
    dem_sha256_close(&hash, digest);
    for (int i = 0; i < DEM_SHA256_BYTES; i++) {
        hex[2 * i] = "0123456789abcdef"[digest[i] >> 4];
        hex[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
    }
    hex[DEM_SHA256_HEX] = 0;
}

dem_str dem_sha256_of(dem_str bytes, dem_arena *arena)
{
    char hex[DEM_SHA256_HEX + 1];
    dem_sha256_hex(bytes, hex);
    return dem_str_copy((dem_str){hex, DEM_SHA256_HEX}, arena);
}
