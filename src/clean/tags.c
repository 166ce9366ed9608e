#include "clean/tags.h"

#include <string.h>

typedef struct tag_name {
    const char *name;
    uint8_t tag;
} tag_name;

#define T(name) DEM_TAG_##name

/* Sorted by name. */
static const tag_name NAMES[] = {
    {"a", T(A)},
    {"address", T(ADDRESS)},
    {"article", T(ARTICLE)},
    {"aside", T(ASIDE)},
    {"audio", T(SKIP)},
    {"blockquote", T(QUOTE)},
    {"body", T(BODY)},
    {"br", T(BR)},
    {"button", T(BUTTON)},
    {"canvas", T(SKIP)},
    {"caption", T(FIGCAPTION)},
    {"center", T(BOX)},
    {"datalist", T(SKIP)},
    {"dd", T(DD)},
    {"details", T(DETAILS)},
    {"dialog", T(BOX)},
    {"dir", T(UL)},
    {"div", T(BOX)},
    {"dl", T(DL)},
    {"dt", T(DD)},
    {"embed", T(SKIP)},
    {"fieldset", T(FORM)},
    {"figcaption", T(FIGCAPTION)},
    {"figure", T(FIGURE)},
    {"footer", T(FOOTER)},
    {"form", T(FORM)},
    {"frame", T(SKIP)},
    {"frameset", T(BOX)},
    {"h1", T(H1)},
    {"h2", T(H2)},
    {"h3", T(H3)},
    {"h4", T(H4)},
    {"h5", T(H4)},
    {"h6", T(H4)},
    {"head", T(HEAD)},
    {"header", T(HEADER)},
    {"hgroup", T(BOX)},
    {"hr", T(BR)},
    {"html", T(HTML)},
    {"iframe", T(SKIP)},
    {"img", T(INLINE)},
    {"input", T(INLINE)},
    {"label", T(LABEL)},
    {"legend", T(LABEL)},
    {"li", T(LI)},
    {"link", T(LINK)},
    {"main", T(MAIN)},
    {"map", T(SKIP)},
    {"math", T(SKIP)},
    {"menu", T(UL)},
    {"meta", T(META)},
    {"nav", T(NAV)},
    {"noframes", T(SKIP)},
    {"noscript", T(SKIP)},
    {"object", T(SKIP)},
    {"ol", T(OL)},
    {"optgroup", T(SKIP)},
    {"option", T(SKIP)},
    {"p", T(P)},
    {"pre", T(PRE)},
    {"script", T(SCRIPT)},
    {"search", T(FORM)},
    {"section", T(SECTION)},
    {"select", T(SKIP)},
    {"style", T(SKIP)},
    {"summary", T(LABEL)},
    {"svg", T(SKIP)},
    {"table", T(TABLE)},
    {"tbody", T(BOX)},
    {"td", T(TD)},
    {"template", T(SKIP)},
    {"textarea", T(SKIP)},
    {"tfoot", T(BOX)},
    {"th", T(TD)},
    {"thead", T(BOX)},
    {"time", T(TIME)},
    {"title", T(TITLE)},
    {"tr", T(BOX)},
    {"ul", T(UL)},
    {"video", T(SKIP)},
};

dem_tag dem_tag_of(const char *name)
{
    size_t low = 0, high = sizeof NAMES / sizeof *NAMES;
    while (low < high) {
        size_t mid = (low + high) / 2;
        int order = strcmp(NAMES[mid].name, name);
        if (order == 0)
            return (dem_tag)NAMES[mid].tag;
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    /* A custom element is a box: sites build whole articles of them. */
    return strchr(name, '-') ? DEM_TAG_BOX : DEM_TAG_INLINE;
}
