#include "show/html.h"
#include "base/sha256.h"
#include "base/utf8.h"

static const char *escape_of(unsigned char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return NULL;
    }
}

void dem_html_text(dem_out *out, dem_str text)
{
    size_t from = 0;
    for (size_t i = 0; i < text.len;) {
        uint32_t code = (unsigned char)text.at[i];
        size_t step = code < 0x80 ? 1 : dem_utf8_decode(dem_str_cut(text, i, text.len), &code);
        const char *instead = code < 0x80 ? escape_of((unsigned char)code) : NULL;
        bool control = code == DEM_UTF8_BAD || (dem_utf8_is_control(code) && code != '\n' && code != '\t') ||
                       code == 0xFFFE || code == 0xFFFF; /* XML knows neither */
        if (control && code != '\r')
            instead = "\xEF\xBF\xBD";
        else if (code == '\r')
            instead = "";
        if (instead) {
            dem_out_put(out, dem_str_cut(text, from, i));
            dem_html(out, instead);
            from = i + step;
        }
        i += step;
    }
    dem_out_put(out, dem_str_cut(text, from, text.len));
}

void dem_html(dem_out *out, const char *markup) { dem_out_put(out, dem_str_of(markup)); }

void dem_html_address(dem_out *out, dem_str value)
{
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.at[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (plain)
            dem_out_char(out, (char)c);
        else
            dem_out_format(out, "%%%02X", c);
    }
}

void dem_html_csp_hash(dem_out *out, dem_str content)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned char d[DEM_SHA256_BYTES + 1] = {0};
    dem_sha256 hash;
    dem_sha256_open(&hash);
    dem_sha256_push(&hash, content);
    dem_sha256_close(&hash, d);
    dem_html(out, "'sha256-");
    for (int i = 0; i < DEM_SHA256_BYTES; i += 3) {
        uint32_t bits = (uint32_t)d[i] << 16 | (uint32_t)d[i + 1] << 8 | (i + 2 < DEM_SHA256_BYTES ? d[i + 2] : 0);
        for (int k = 18; k >= 0; k -= 6)
            if (i + 2 < DEM_SHA256_BYTES || k)
                dem_out_char(out, digits[bits >> k & 63]);
    }
    dem_html(out, "='"); /* 32 bytes: one sign of padding */
}
