#include "clean/language.h"
#include "base/utf8.h"

#include <string.h>

enum { LOOK = 8192, WORD = 24, LONGEST = 8 /* bytes of the words below */ };

typedef struct profile {
    const char *code;
    const char *words; /* between blanks, lower case */
} profile;

/* English first: it wins a tie. */
static const profile LATIN[] = {
    {"en",
     " the of and to in that is was for it with as his on be at by he had not are but from or have "
     "an they which you were her "
     "their been has will would who its this said after about into than also more when there "},
    {"de", " der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es "
           "an werden aus er hat dass sie nach "
           "wird bei einer um am sind noch wie einem über so zum war haben nur oder aber vor zur "
           "bis mehr durch "},
    {"fr", " de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce "
           "il sont la avec son aux cette ont "
           "mais comme ou leur nous été être elle ses ces "},
    {"es", " de la que el en y los del se las por un para con no una su al es lo como más o pero "
           "sus le ha este sí porque esta son "
           "entre cuando muy sin sobre también fue había "},
    {"it", " di che e la il un a per è in una sono non mi ho lo ma con ha si le della da del i al "
           "dei nel gli alla come più anche "
           "delle dal questo ed stato essere "},
    {"pt", " de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi "
           "ao ele das tem à seu sua ou ser "
           "quando muito há nos já está também "},
    {"nl", " de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij "
           "of uit nog door over ze zich naar "
           "heeft werd wordt deze hun meer geen "},
    {"sv", " och att det i en som på är av för med den till inte har de ett om var men sig så från "
           "kan när också vi ska eller "},
    {"da", " og at det i en som på er af for med den til ikke har de et om var men sig så fra kan "
           "når også vi skal eller efter blev "},
    {"no", " og i det på som er en til å han av for med at var de ikke den har jeg om et men så "
           "seg hun hadde fra vi du kan da etter også "},
    {"pl", " i w na z się nie do to że jest o a jak po co tak za od przez dla są już tylko ale "
           "jego był być może także oraz "},
    {"cs", " a v se na je že s z do o to i by k ve jsem pro za jako ale jeho jsou po od nebo byl "
           "které který "},
    {"ro", " de și în a la cu pe un o nu să se că din este pentru care mai au fost dar ce sau sunt "
           "prin după "},
    {"tr", " ve bir bu da de için ile çok olarak daha ama o ne gibi olan sonra kadar en her ise "
           "var ki değil oldu "},
    {"hu", " a az és hogy nem is egy ez volt de meg csak már ha még mint el vagy szerint azt után "
           "lesz között "},
    {"fi", " ja on ei se että oli hän mutta myös kun joka ovat sen niin tai kuin hänen mukaan vain "
           "ole jos "},
    {"id", " yang dan di ini itu dengan untuk tidak dari dalam akan pada juga ke karena tersebut "
           "oleh bisa ada mereka kepada "},
    {"vi", " và của là có được cho không trong một với người các này đã để những từ đến khi về "},
};

enum { LANGUAGES = sizeof LATIN / sizeof *LATIN };

typedef struct scripts {
    uint32_t latin, cyrillic, ukrainian, arabic, persian, hebrew, greek, han, kana, hangul, thai,
        indic, other;
} scripts;

static void count_script(scripts *n, uint32_t c)
{
    if (c < 0x250 || (c >= 0x1E00 && c < 0x1F00))
        n->latin++;
    else if (c >= 0x370 && c < 0x400)
        n->greek++;
    else if (c >= 0x400 && c < 0x530) {
        n->cyrillic++;
        n->ukrainian += c == 0x456 || c == 0x457 || c == 0x454 || c == 0x491;
    } else if (c >= 0x590 && c < 0x600)
        n->hebrew++;
    else if (c >= 0x600 && c < 0x780) {
        n->arabic++;
        n->persian += c == 0x67E || c == 0x686 || c == 0x698 || c == 0x6AF || c == 0x6CC;
    } else if (c >= 0x900 && c < 0xE00)
        n->indic++;
    else if (c >= 0xE00 && c < 0xE80)
        n->thai++;
    else if (c >= 0x3040 && c < 0x3100)
        n->kana++;
    else if (c >= 0x4E00 && c < 0xA000)
        n->han++;
    else if (c >= 0xAC00 && c < 0xD7B0)
        n->hangul++;
    else
        n->other++;
}

static const char *by_script(const scripts *n)
{
    uint32_t all = n->latin + n->cyrillic + n->arabic + n->hebrew + n->greek + n->han + n->kana +
                   n->hangul + n->thai + n->indic + n->other;
    if (n->latin * 2 > all)
        return NULL;
    if (n->kana + n->han + n->hangul > n->latin / 3)
        return n->kana * 10 > n->han ? "ja"
               : n->hangul > n->han  ? "ko"
               : n->han * 4 > all    ? "zh"
               : n->hangul           ? "ko"
                                     : "zh";
    if (n->cyrillic * 2 > all)
        return n->ukrainian * 40 > n->cyrillic ? "uk" : "ru";
    if (n->arabic * 2 > all)
        return n->persian * 50 > n->arabic ? "fa" : "ar";
    return n->hebrew * 2 > all  ? "he"
           : n->greek * 2 > all ? "el"
           : n->thai * 2 > all  ? "th"
           : n->indic * 2 > all ? "hi"
                                : "und";
}

/* The languages (a bit each) that may have a word, by its hash: most words of a text are of none. */
typedef struct shapes {
    uint32_t has[4096];
} shapes;

static uint32_t shape_of(const char *word, size_t len)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < len; i++)
        h = (h ^ (unsigned char)word[i]) * 16777619u;
    return (h ^ h >> 15) & 4095;
}

static void gather_shapes(shapes *s)
{
    memset(s, 0, sizeof *s);
    for (size_t l = 0; l < LANGUAGES; l++)
        for (const char *c = LATIN[l].words + 1; *c;) {
            size_t len = strcspn(c, " ");
            s->has[shape_of(c, len)] |= 1u << l;
            c += len + 1;
        }
}

/* Adds a hit to each language that has the word. */
static void count_word(const shapes *s, dem_str word, uint32_t hits[LANGUAGES])
{
    char key[WORD + 3] = " ";
    memcpy(key + 1, word.at, word.len);
    key[word.len + 1] = ' ';
    uint32_t may = s->has[shape_of(word.at, word.len)];
    for (size_t l = 0; may; l++, may >>= 1)
        hits[l] += (may & 1) && strstr(LATIN[l].words, key);
}

dem_str dem_language_guess(dem_str text)
{
    scripts n = {0};
    uint32_t hits[LANGUAGES] = {0}, words = 0, letters = 0;
    char word[WORD];
    size_t len = 0;
    shapes shape;
    gather_shapes(&shape);
    text = dem_str_cut(text, 0, LOOK);
    for (size_t i = 0; i <= text.len;) {
        uint32_t code = ' ';
        i += i < text.len ? dem_utf8_decode(dem_str_cut(text, i, text.len), &code) : 1;
        bool letter = code != DEM_UTF8_BAD && dem_utf8_is_letter(code);
        if (letter) {
            char bytes[4];
            size_t k = dem_utf8_encode(dem_utf8_lower(code), bytes);
            count_script(&n, code);
            letters++;
            for (size_t b = 0; b < k; b++)
                if (len < WORD)
                    word[len++] = bytes[b];
        } else if (len) {
            words++;
            if (len <= LONGEST)
                count_word(&shape, (dem_str){word, len}, hits);
            len = 0;
        }
    }
    const char *script = letters >= 12 ? by_script(&n) : NULL;
    if (script)
        return dem_str_of(script);
    size_t best = 0;
    for (size_t l = 1; l < LANGUAGES; l++)
        if (hits[l] > hits[best])
            best = l;
    /* Four function words, and one word in eight: headlines and lists of names tell too little. */
    return hits[best] >= 4 && hits[best] * 8 >= words ? dem_str_of(LATIN[best].code) : (dem_str){0};
}
