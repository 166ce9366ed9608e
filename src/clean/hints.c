#include "clean/hints.h"

#include <string.h>

typedef struct word {
    const char *text;
    uint32_t hints;
} word;

#define H(name) DEM_HINT_##name

/* Sorted by text: looked up by halving. */
static const word WORDS[] = {
    {"abstract", H(SUMMARY)},
    {"action", H(TOOLS)},
    {"actions", H(TOOLS)},
    {"ad", H(AD)},
    {"addthis", H(SHARE)},
    {"addtoany", H(SHARE)},
    {"ads", H(AD)},
    {"adsense", H(AD)},
    {"advert", H(AD)},
    {"advertisement", H(AD)},
    {"advertising", H(AD)},
    {"adverts", H(AD)},
    {"affiliate", H(AD)},
    {"alert", H(POPUP)},
    {"alsolike", H(RELATED)},
    {"article", H(CONTENT)},
    {"articlebody", H(CONTENT) | H(BODY)},
    {"articletext", H(CONTENT) | H(BODY)},
    {"aside", H(SIDEBAR)},
    {"attribution", H(CAPTION)},
    {"author", H(META) | H(AUTHOR)},
    {"authors", H(META) | H(AUTHOR)},
    {"avatar", H(BIO)},
    {"banner", H(AD)},
    {"bio", H(BIO)},
    {"biography", H(BIO)},
    {"blockquote", H(QUOTE)},
    {"blog", H(CONTENT)},
    {"body", H(CONTENT)},
    {"bodycopy", H(CONTENT)},
    {"bodytext", H(CONTENT)},
    {"bottom", H(FOOTER)},
    {"box", H(SIDEBAR)},
    {"breadcrumb", H(NAV)},
    {"breadcrumbs", H(NAV)},
    {"breaking", H(RELATED)},
    {"btn", H(TOOLS)},
    {"button", H(TOOLS)},
    {"buttons", H(TOOLS)},
    {"byline", H(META) | H(AUTHOR)},
    {"bylines", H(META) | H(AUTHOR)},
    {"callout", H(SIDEBAR)},
    {"caption", H(CAPTION)},
    {"captions", H(CAPTION)},
    {"card", H(RELATED)},
    {"cards", H(RELATED)},
    {"carousel", H(CAPTION)},
    {"categories", H(TAGS)},
    {"category", H(TAGS)},
    {"cite", H(NOTES)},
    {"comment", H(COMMENT)},
    {"commentlist", H(COMMENT)},
    {"comments", H(COMMENT)},
    {"complementary", H(SIDEBAR)},
    {"consent", H(POPUP)},
    {"contact", H(SEARCH)},
    {"container", H(MAIN)},
    {"content", H(CONTENT)},
    {"contentinfo", H(FOOTER)},
    {"contents", H(LIST)},
    {"contributor", H(AUTHOR) | H(META)},
    {"contributors", H(AUTHOR) | H(META)},
    {"cookie", H(POPUP)},
    {"cookies", H(POPUP)},
    {"copy", H(CONTENT)},
    {"copyright", H(FOOTER)},
    {"correction", H(NOTES)},
    {"credit", H(CAPTION)},
    {"credits", H(CAPTION)},
    {"cta", H(SUBSCRIBE)},
    {"date", H(META) | H(DATE)},
    {"dateline", H(META) | H(DATE)},
    {"datetime", H(META) | H(DATE)},
    {"deck", H(SUMMARY)},
    {"dek", H(SUMMARY)},
    {"description", H(SUMMARY)},
    {"dfp", H(AD)},
    {"dialog", H(POPUP)},
    {"disclaimer", H(NOTES)},
    {"disclosure", H(NOTES)},
    {"discuss", H(COMMENT)},
    {"discussion", H(COMMENT)},
    {"disqus", H(COMMENT)},
    {"donate", H(SUBSCRIBE)},
    {"donation", H(SUBSCRIBE)},
    {"dropdown", H(NAV)},
    {"email", H(SHARE)},
    {"embed", H(CAPTION)},
    {"entry", H(CONTENT)},
    {"entrytext", H(CONTENT)},
    {"excerpt", H(SUMMARY)},
    {"facebook", H(SHARE)},
    {"feed", H(RELATED)},
    {"feedback", H(COMMENT)},
    {"figcaption", H(CAPTION)},
    {"figure", H(CAPTION)},
    {"flyout", H(NAV)},
    {"follow", H(SHARE)},
    {"foot", H(FOOTER)},
    {"footer", H(FOOTER)},
    {"footnote", H(NOTES)},
    {"footnotes", H(NOTES)},
    {"form", H(SEARCH)},
    {"gallery", H(CAPTION)},
    {"gdpr", H(POPUP)},
    {"hamburger", H(NAV)},
    {"head", H(HEADER)},
    {"header", H(HEADER)},
    {"heading", H(TITLE)},
    {"headline", H(TITLE)},
    {"headlines", H(RELATED)},
    {"hed", H(TITLE)},
    {"hidden", H(HIDDEN)},
    {"hide", H(HIDDEN)},
    {"image", H(CAPTION)},
    {"images", H(CAPTION)},
    {"img", H(CAPTION)},
    {"index", H(LIST)},
    {"info", H(META)},
    {"infobox", H(SIDEBAR)},
    {"intro", H(SUMMARY)},
    {"item", H(RELATED)},
    {"items", H(RELATED)},
    {"keyword", H(TAGS)},
    {"keywords", H(TAGS)},
    {"kicker", H(SUMMARY)},
    {"latest", H(RELATED)},
    {"lead", H(SUMMARY)},
    {"lede", H(SUMMARY)},
    {"legal", H(FOOTER)},
    {"lightbox", H(POPUP)},
    {"link", H(RELATED)},
    {"linkedin", H(SHARE)},
    {"links", H(RELATED)},
    {"list", H(LIST)},
    {"listing", H(LIST)},
    {"livefyre", H(COMMENT)},
    {"login", H(SUBSCRIBE)},
    {"mailchimp", H(SUBSCRIBE)},
    {"main", H(MAIN)},
    {"maincontent", H(MAIN) | H(CONTENT)},
    {"masthead", H(HEADER)},
    {"media", H(CAPTION)},
    {"menu", H(NAV)},
    {"meta", H(META)},
    {"metadata", H(META)},
    {"modal", H(POPUP)},
    {"module", H(SIDEBAR)},
    {"more", H(RELATED)},
    {"most", H(RELATED)},
    {"nav", H(NAV)},
    {"navbar", H(NAV)},
    {"navigation", H(NAV)},
    {"newsletter", H(SUBSCRIBE)},
    {"newsletters", H(SUBSCRIBE)},
    {"next", H(RELATED)},
    {"noprint", H(HIDDEN)},
    {"note", H(NOTES)},
    {"notes", H(NOTES)},
    {"notice", H(POPUP)},
    {"notification", H(POPUP)},
    {"offer", H(SUBSCRIBE)},
    {"outbrain", H(RELATED)},
    {"overlay", H(POPUP)},
    {"page", H(MAIN)},
    {"pager", H(NAV)},
    {"pagination", H(NAV)},
    {"panel", H(SIDEBAR)},
    {"paragraph", H(CONTENT)},
    {"partner", H(AD)},
    {"paywall", H(SUBSCRIBE)},
    {"photo", H(CAPTION)},
    {"photos", H(CAPTION)},
    {"picks", H(RELATED)},
    {"picture", H(CAPTION)},
    {"player", H(CAPTION)},
    {"popover", H(POPUP)},
    {"popular", H(RELATED)},
    {"popup", H(POPUP)},
    {"post", H(CONTENT)},
    {"postcontent", H(CONTENT) | H(BODY)},
    {"posted", H(META) | H(DATE)},
    {"prev", H(RELATED)},
    {"previous", H(RELATED)},
    {"primary", H(MAIN)},
    {"print", H(HIDDEN)},
    {"profile", H(BIO)},
    {"promo", H(AD) | H(RELATED)},
    {"promoted", H(AD) | H(RELATED)},
    {"promotion", H(AD)},
    {"prose", H(CONTENT)},
    {"pubdate", H(META) | H(DATE)},
    {"publish", H(META) | H(DATE)},
    {"published", H(META) | H(DATE)},
    {"pull", H(QUOTE)},
    {"pullquote", H(QUOTE)},
    {"quote", H(QUOTE)},
    {"rail", H(SIDEBAR)},
    {"readmore", H(RELATED)},
    {"readnext", H(RELATED)},
    {"recent", H(RELATED)},
    {"recirc", H(RELATED)},
    {"recirculation", H(RELATED)},
    {"recommend", H(RELATED)},
    {"recommendation", H(RELATED)},
    {"recommendations", H(RELATED)},
    {"recommended", H(RELATED)},
    {"reference", H(NOTES)},
    {"references", H(NOTES)},
    {"register", H(SUBSCRIBE)},
    {"registration", H(SUBSCRIBE)},
    {"regwall", H(SUBSCRIBE)},
    {"relate", H(RELATED)},
    {"related", H(RELATED)},
    {"replies", H(COMMENT)},
    {"reply", H(COMMENT)},
    {"respond", H(COMMENT)},
    {"response", H(COMMENT)},
    {"responses", H(COMMENT)},
    {"richtext", H(CONTENT)},
    {"search", H(SEARCH)},
    {"secondary", H(SIDEBAR)},
    {"share", H(SHARE)},
    {"shares", H(SHARE)},
    {"sharethis", H(SHARE)},
    {"sharing", H(SHARE)},
    {"shop", H(AD)},
    {"sidebar", H(SIDEBAR)},
    {"sidebars", H(SIDEBAR)},
    {"signin", H(SUBSCRIBE)},
    {"signup", H(SUBSCRIBE)},
    {"skip", H(NAV)},
    {"slide", H(CAPTION)},
    {"slider", H(CAPTION)},
    {"slideshow", H(CAPTION)},
    {"social", H(SHARE)},
    {"sponsor", H(AD)},
    {"sponsored", H(AD)},
    {"sponsors", H(AD)},
    {"sr", H(HIDDEN)},
    {"standfirst", H(SUMMARY)},
    {"sticky", H(NAV)},
    {"story", H(CONTENT)},
    {"storybody", H(CONTENT) | H(BODY)},
    {"storytext", H(CONTENT) | H(BODY)},
    {"strap", H(SUMMARY)},
    {"stream", H(RELATED)},
    {"subhead", H(SUMMARY)},
    {"subheadline", H(SUMMARY)},
    {"subject", H(TAGS)},
    {"subnav", H(NAV)},
    {"subscribe", H(SUBSCRIBE)},
    {"subscriber", H(SUBSCRIBE)},
    {"subscription", H(SUBSCRIBE)},
    {"subtitle", H(SUMMARY)},
    {"summary", H(SUMMARY)},
    {"survey", H(SEARCH)},
    {"tab", H(NAV)},
    {"taboola", H(RELATED)},
    {"tabs", H(NAV)},
    {"tag", H(TAGS)},
    {"tagline", H(SUMMARY)},
    {"taglist", H(TAGS)},
    {"tags", H(TAGS)},
    {"tease", H(RELATED)},
    {"teaser", H(RELATED)},
    {"teasers", H(RELATED)},
    {"text", H(CONTENT)},
    {"thumb", H(CAPTION)},
    {"thumbnail", H(CAPTION)},
    {"time", H(META) | H(DATE)},
    {"timestamp", H(META) | H(DATE)},
    {"title", H(TITLE)},
    {"toast", H(POPUP)},
    {"toc", H(LIST)},
    {"toolbar", H(TOOLS)},
    {"tools", H(TOOLS)},
    {"tooltip", H(POPUP)},
    {"top", H(HEADER)},
    {"topbar", H(HEADER)},
    {"topic", H(TAGS)},
    {"topics", H(TAGS)},
    {"trending", H(RELATED)},
    {"tweet", H(SHARE)},
    {"twitter", H(SHARE)},
    {"updated", H(META) | H(DATE)},
    {"upnext", H(RELATED)},
    {"username", H(BIO)},
    {"vcard", H(AUTHOR)},
    {"video", H(CAPTION)},
    {"videos", H(CAPTION)},
    {"visually", H(HIDDEN)},
    {"warning", H(POPUP)},
    {"whatsapp", H(SHARE)},
    {"widget", H(SIDEBAR)},
    {"widgets", H(SIDEBAR)},
    {"wrapper", H(MAIN)},
    {"writer", H(AUTHOR) | H(META)},
    {"wysiwyg", H(CONTENT)},
};

static uint32_t look_up(const char *text, size_t len)
{
    size_t low = 0, high = sizeof WORDS / sizeof *WORDS;
    while (low < high) {
        size_t mid = (low + high) / 2;
        int order = strncmp(WORDS[mid].text, text, len);
        if (order == 0 && WORDS[mid].text[len])
            order = 1;
        if (order == 0)
            return WORDS[mid].hints;
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return 0;
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

/* "article" and its like name a text, "body" and its like the part of it that is text. */
enum { NAMES_TEXT = 1, NAMES_PART = 2 };

static int part_of_pair(const char *text, size_t len)
{
    static const struct {
        const char *word;
        uint8_t len, side;
    } sides[] = {{"article", 7, NAMES_TEXT}, {"story", 5, NAMES_TEXT},   {"post", 4, NAMES_TEXT},
                 {"entry", 5, NAMES_TEXT},   {"news", 4, NAMES_TEXT},    {"blog", 4, NAMES_TEXT},
                 {"body", 4, NAMES_PART},    {"content", 7, NAMES_PART}, {"contents", 8, NAMES_PART},
                 {"text", 4, NAMES_PART},    {"copy", 4, NAMES_PART}};
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
        if (sides[i].len == len && memcmp(sides[i].word, text, len) == 0)
            return sides[i].side;
    return 0;
}

uint32_t dem_hints_of(const char *attribute)
{
    char lower[24];
    uint32_t hints = 0;
    int pair = 0; /* sides met in this name */
    const char *c = attribute;
    for (int budget = 400; *c && budget > 0;) {
        while (*c && !is_upper(*c) && !is_lower(*c)) {
            pair = *c == ' ' ? 0 : pair;
            c++, budget--;
        }
        size_t n = 0;
        const char *start = c;
        /* "relatedStories" is two words, "AD" one. */
        while ((is_lower(*c) || is_upper(*c)) &&
               !(c > start && is_upper(*c) &&
                 (is_lower(c[-1]) || (is_lower(c[1]) && is_upper(c[-1]))))) {
            if (n < sizeof lower)
                lower[n++] = (char)(is_upper(*c) ? *c + 32 : *c);
            c++, budget--;
        }
        if (!n || n >= sizeof lower)
            continue;
        hints |= look_up(lower, n);
        pair |= part_of_pair(lower, n);
        if (pair == (NAMES_TEXT | NAMES_PART))
            hints |= DEM_HINT_BODY;
    }
    return hints;
}
