#include "show/grid.h"
#include "base/utf8.h"
#include "show/html.h"
#include "show/json.h"

#include <string.h>

enum { GAP = 2, WIDE_MIN = 24, WIDE_GOOD = 48 };

dem_str dem_safe(dem_str text, dem_arena *arena)
{
    char *at = dem_new(arena, char, 3 * text.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.len;) {
        uint32_t code;
        size_t step = dem_utf8_decode(dem_str_cut(text, i, text.len), &code);
        if (code == DEM_UTF8_BAD) {
            n += dem_utf8_encode(0xfffd, at + n);
        } else if (dem_utf8_is_control(code) || code == 0x2028 || code == 0x2029) {
            if (n && at[n - 1] != ' ')
                at[n++] = ' ';
        } else {
            memcpy(at + n, text.at + i, step);
            n += step;
        }
        i += step;
    }
    return (dem_str){at, n};
}

int dem_text_width(dem_str text)
{
    int width = 0;
    for (size_t i = 0; i < text.len;) {
        uint32_t code;
        i += dem_utf8_decode(dem_str_cut(text, i, text.len), &code);
        width += dem_utf8_width(code);
    }
    return width;
}

dem_str dem_text_fit(dem_str text, int width, dem_arena *arena)
{
    if (dem_text_width(text) <= width)
        return text;
    int used = 0;
    size_t i = 0;
    while (i < text.len) {
        uint32_t code;
        size_t step = dem_utf8_decode(dem_str_cut(text, i, text.len), &code);
        if (used + dem_utf8_width(code) > width - 1)
            break;
        used += dem_utf8_width(code);
        i += step;
    }
    while (i && text.at[i - 1] == ' ')
        i--;
    return dem_str_join(dem_str_cut(text, 0, i), DEM_STR("…"), arena);
}

static void header(dem_grid *t, char separator)
{
    for (int i = 0; i < t->n; i++) {
        if (i)
            dem_out_char(t->out, separator);
        dem_out_put(t->out, dem_str_of(t->columns[i].name));
    }
    dem_out_put(t->out, separator == '\t' ? DEM_STR("\n") : DEM_STR("\r\n"));
}

static char separator_of(const dem_grid *t) { return t->style.separator ? t->style.separator : ','; }

static void header_html(dem_grid *t)
{
    dem_html(t->out, "<div class=\"scroll\"><table><thead><tr>");
    for (int i = 0; i < t->n; i++)
        if (!t->columns[i].data_only)
            dem_out_format(t->out, "<th scope=\"col\"%s>%s</th>",
                           t->columns[i].kind == DEM_CELL_NUMBER ? " class=\"n\"" : "", t->columns[i].name);
    dem_html(t->out, "</tr></thead><tbody>\n");
}

/* The link of an id, or nothing where it leads nowhere. */
static bool open_link(dem_grid *t, dem_str id)
{
    char kind = id.len ? id.at[0] : 0;
    if (!kind || (t->style.one_page && kind != 's' && kind != 'd'))
        return false;
    if (t->style.one_page)
        dem_html(t->out, "<a href=\"#");
    else
        dem_out_format(t->out, "<a href=\"/%c/", kind);
    dem_html_text(t->out, id);
    dem_html(t->out, "\">");
    return true;
}

static void row_html(dem_grid *t, const dem_str *cells)
{
    dem_html(t->out, "<tr>");
    for (int i = 0; i < t->n; i++) {
        if (t->columns[i].data_only)
            continue;
        bool number = t->columns[i].kind == DEM_CELL_NUMBER, id = t->columns[i].kind == DEM_CELL_ID;
        dem_html(t->out, number ? "<td class=\"n\">" : "<td>");
        bool link = id && open_link(t, cells[i]);
        dem_html_text(t->out, id ? dem_str_cut(cells[i], 0, DEM_ID_SHORT) : cells[i]);
        dem_html(t->out, link ? "</a></td>" : "</td>");
    }
    dem_html(t->out, "</tr>\n");
}

void dem_grid_open(dem_grid *table, const dem_column *columns, int n, dem_style style, dem_out *out,
                    dem_arena *arena)
{
    *table = (dem_grid){.columns = columns, .n = n, .style = style, .out = out, .arena = arena};
    if (style.form == DEM_FORM_TSV)
        header(table, '\t');
    else if (style.form == DEM_FORM_CSV)
        header(table, separator_of(table));
    else if (style.form == DEM_FORM_JSON)
        dem_out_char(out, '[');
    else if (style.form == DEM_FORM_HTML)
        header_html(table);
}

static void row_tsv(dem_grid *t, const dem_str *cells)
{
    dem_arena scratch = *t->arena;
    for (int i = 0; i < t->n; i++) {
        if (i)
            dem_out_char(t->out, '\t');
        dem_out_put(t->out, dem_safe(cells[i], &scratch));
    }
    dem_out_char(t->out, '\n');
}

static void row_csv(dem_grid *t, const dem_str *cells)
{
    for (int i = 0; i < t->n; i++) {
        if (i)
            dem_out_char(t->out, separator_of(t));
        dem_arena scratch = *t->arena;
        dem_str cell = dem_safe(cells[i], &scratch);
        if (t->columns[i].kind == DEM_CELL_NUMBER) {
            dem_out_put(t->out, cell);
            continue;
        }
        dem_out_char(t->out, '"');
        if (cell.len && strchr("=+-@", cell.at[0]))
            dem_out_char(t->out, '\'');
        for (size_t k = 0; k < cell.len; k++) {
            if (cell.at[k] == '"')
                dem_out_char(t->out, '"');
            dem_out_char(t->out, cell.at[k]);
        }
        dem_out_char(t->out, '"');
    }
    dem_out_put(t->out, DEM_STR("\r\n"));
}

static void row_json(dem_grid *t, const dem_str *cells)
{
    if (t->style.form == DEM_FORM_JSON)
        dem_out_put(t->out, t->count ? DEM_STR(",\n") : DEM_STR("\n"));
    dem_json json = {.out = t->out};
    dem_json_open(&json, '{');
    for (int i = 0; i < t->n; i++) {
        dem_json_key(&json, t->columns[i].name);
        int64_t number;
        if (t->columns[i].kind == DEM_CELL_NUMBER && dem_str_int(cells[i], &number))
            dem_json_int(&json, number);
        else
            dem_json_str_null(&json, cells[i]);
    }
    dem_json_close(&json);
    if (t->style.form == DEM_FORM_JSONL)
        dem_out_char(t->out, '\n');
}

/* A cell of the aligned table: safe, and an id in its short form. */
static dem_str shown(const dem_column *column, dem_str cell, dem_arena *arena)
{
    if (column->kind == DEM_CELL_ID)
        cell = dem_str_cut(cell, 0, DEM_ID_SHORT);
    return dem_safe(cell, arena);
}

static void row_keep(dem_grid *t, const dem_str *cells)
{
    dem_str *kept = dem_new(t->arena, dem_str, t->n);
    for (int i = 0; i < t->n; i++)
        if (!t->columns[i].data_only)
            kept[i] = shown(&t->columns[i], cells[i], t->arena);
    *dem_push(&t->rows, t->arena) = kept;
}

void dem_grid_row(dem_grid *table, const dem_str *cells)
{
    switch (table->style.form) {
    case DEM_FORM_TABLE: row_keep(table, cells); break;
    case DEM_FORM_TSV: row_tsv(table, cells); break;
    case DEM_FORM_CSV: row_csv(table, cells); break;
    case DEM_FORM_JSON:
    case DEM_FORM_JSONL: row_json(table, cells); break;
    case DEM_FORM_HTML: row_html(table, cells); break;
    }
    table->count++;
}

/* What the cells of a column need. A column without any cell takes no room. */
static int need(const dem_grid *t, int column)
{
    int most = 0, name = (int)strlen(t->columns[column].name);
    for (int32_t k = 0; k < t->rows.len && !t->columns[column].data_only; k++) {
        int w = dem_text_width(t->rows.at[k][column]);
        most = w > most ? w : most;
    }
    return most && most < name ? name : most;
}

/* Columns that are left for the wide ones, when texts take `cap` at most. */
static int room_left(const dem_grid *t, const int *width, int cap)
{
    int room = t->style.width + GAP;
    for (int i = 0; i < t->n; i++) {
        if (!width[i])
            continue;
        bool text = t->columns[i].kind == DEM_CELL_TEXT, wide = t->columns[i].kind == DEM_CELL_WIDE;
        room -= GAP + (wide ? 0 : text && width[i] > cap ? cap : width[i]);
    }
    return room;
}

/* Long names are cut so that the wide columns keep a good width; then these share what is left. */
static void widths(const dem_grid *t, int width[DEM_GRID_COLUMNS])
{
    int wide = 0, wide_sum = 0, cap = 32;
    for (int i = 0; i < t->n; i++) {
        width[i] = need(t, i);
        if (t->columns[i].kind == DEM_CELL_WIDE && width[i]) {
            wide++;
            wide_sum += width[i];
        }
    }
    if (!t->style.width || !wide)
        return;
    while (cap > 14 && room_left(t, width, cap) < wide_sum && room_left(t, width, cap) < wide * WIDE_GOOD)
        cap -= 2;
    int room = room_left(t, width, cap);
    int share = room / wide > WIDE_MIN ? room / wide : WIDE_MIN;
    for (int i = 0; i < t->n; i++)
        if (t->columns[i].kind == DEM_CELL_TEXT && width[i] > cap)
            width[i] = cap;
        else if (t->columns[i].kind == DEM_CELL_WIDE && wide_sum > room && width[i] > share)
            width[i] = share;
}

static void pad(dem_out *out, int n)
{
    while (n-- > 0)
        dem_out_char(out, ' ');
}

static void line(const dem_grid *t, const int *width, const dem_str *cells, bool head)
{
    int before = 0; /* spaces owed: none are written after the last cell */
    if (head && t->style.colour)
        dem_out_put(t->out, DEM_STR("\033[2m"));
    for (int i = 0; i < t->n; i++) {
        if (!width[i])
            continue;
        dem_arena scratch = *t->arena;
        dem_str cell = dem_text_fit(cells[i], width[i], &scratch);
        int space = width[i] - dem_text_width(cell);
        bool right = t->columns[i].kind == DEM_CELL_NUMBER;
        if (cell.len) {
            pad(t->out, before + (right ? space : 0));
            before = 0;
            dem_out_put(t->out, cell);
            before = right ? 0 : space;
        } else {
            before += space;
        }
        before += GAP;
    }
    if (head && t->style.colour)
        dem_out_put(t->out, DEM_STR("\033[0m"));
    dem_out_char(t->out, '\n');
}

void dem_grid_close(dem_grid *table)
{
    if (table->style.form == DEM_FORM_JSON)
        dem_out_put(table->out, table->count ? DEM_STR("\n]\n") : DEM_STR("]\n"));
    if (table->style.form == DEM_FORM_HTML)
        dem_html(table->out, "</tbody></table></div>\n");
    if (table->style.form != DEM_FORM_TABLE || !table->rows.len)
        return;
    int width[DEM_GRID_COLUMNS];
    dem_str names[DEM_GRID_COLUMNS];
    for (int i = 0; i < table->n; i++)
        names[i] = dem_str_of(table->columns[i].name);
    widths(table, width);
    line(table, width, names, true);
    for (int32_t i = 0; i < table->rows.len; i++)
        line(table, width, table->rows.at[i], false);
}
