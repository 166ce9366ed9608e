#include "lexicon/stem.h"

#include <string.h>

/* Sorted by the form. */
static const char *const irregular[][2] = {
    {"am", "be"}, {"are", "be"}, {"arisen", "arise"}, {"arose", "arise"}, {"beaten", "beat"}, {"became", "become"},
    {"been", "be"}, {"began", "begin"}, {"begun", "begin"}, {"being", "be"}, {"bidden", "bid"}, {"blew", "blow"},
    {"blown", "blow"}, {"bought", "buy"}, {"broke", "break"}, {"broken", "break"}, {"brought", "bring"},
    {"built", "build"}, {"burnt", "burn"}, {"came", "come"}, {"caught", "catch"}, {"chosen", "choose"},
    {"chose", "choose"}, {"cut", "cut"}, {"dealt", "deal"}, {"denies", "deny"}, {"did", "do"}, {"does", "do"},
    {"done", "do"}, {"drawn", "draw"}, {"drew", "draw"}, {"driven", "drive"}, {"drove", "drive"}, {"fed", "feed"},
    {"fell", "fall"}, {"fallen", "fall"}, {"felt", "feel"}, {"fled", "flee"}, {"flew", "fly"}, {"flown", "fly"},
    {"forbade", "forbid"}, {"forbidden", "forbid"}, {"forgave", "forgive"}, {"forgiven", "forgive"},
    {"fought", "fight"}, {"found", "find"}, {"froze", "freeze"}, {"frozen", "freeze"}, {"gave", "give"},
    {"given", "give"}, {"gone", "go"}, {"got", "get"}, {"grew", "grow"}, {"grown", "grow"}, {"had", "have"},
    {"has", "have"}, {"held", "hold"}, {"heard", "hear"}, {"hid", "hide"}, {"hung", "hang"}, {"is", "be"},
    {"kept", "keep"}, {"knew", "know"}, {"known", "know"}, {"laid", "lay"}, {"led", "lead"}, {"left", "leave"},
    {"lent", "lend"}, {"lost", "lose"}, {"made", "make"}, {"met", "meet"}, {"overcame", "overcome"},
    {"overthrew", "overthrow"}, {"overthrown", "overthrow"}, {"overran", "overrun"}, {"paid", "pay"},
    {"ran", "run"}, {"risen", "rise"}, {"rose", "rise"}, {"said", "say"}, {"sang", "sing"}, {"sank", "sink"},
    {"sat", "sit"}, {"saw", "see"}, {"seen", "see"}, {"sent", "send"}, {"shook", "shake"}, {"shot", "shoot"},
    {"shown", "show"}, {"slain", "slay"}, {"slew", "slay"}, {"sold", "sell"}, {"sought", "seek"},
    {"spent", "spend"}, {"spoke", "speak"}, {"spoken", "speak"}, {"spun", "spin"}, {"stole", "steal"},
    {"stolen", "steal"}, {"stood", "stand"}, {"struck", "strike"}, {"swore", "swear"}, {"sworn", "swear"},
    {"taken", "take"}, {"taught", "teach"}, {"thought", "think"}, {"threw", "throw"}, {"thrown", "throw"},
    {"told", "tell"}, {"took", "take"}, {"tore", "tear"}, {"torn", "tear"}, {"undertook", "undertake"},
    {"upheld", "uphold"}, {"was", "be"}, {"went", "go"}, {"were", "be"}, {"withdrawn", "withdraw"},
    {"withdrew", "withdraw"}, {"withheld", "withhold"}, {"won", "win"}, {"written", "write"}, {"wrote", "write"}};

static dem_str regular_of(dem_str word)
{
    for (size_t i = 0; i < sizeof irregular / sizeof *irregular; i++)
        if (irregular[i][0][0] == word.at[0] && dem_str_eq(dem_str_of(irregular[i][0]), word))
            return dem_str_of(irregular[i][1]);
    return word;
}

static bool ends(const char *at, size_t n, const char *tail)
{
    size_t k = strlen(tail);
    return n > k && !memcmp(at + n - k, tail, k);
}

/* Length without -s, -ed, -ing. */
static size_t cut_ending(char *at, size_t n)
{
    if (ends(at, n, "ies") || ends(at, n, "ied")) {
        at[n - 3] = 'y';
        return n - 2;
    }
    if (ends(at, n, "sses") || ends(at, n, "shes") || ends(at, n, "ches") || ends(at, n, "xes"))
        return n - 2;
    if (ends(at, n, "ing") && n > 5)
        return n - 3;
    if (ends(at, n, "eed"))
        return n - 1;
    if (ends(at, n, "ed") && n > 4)
        return n - 2;
    if (ends(at, n, "s") && n > 3 && !ends(at, n, "ss") && !ends(at, n, "us") && !ends(at, n, "is"))
        return n - 1;
    return n;
}

dem_str dem_lex_stem(dem_str word, dem_arena *arena)
{
    char *at = dem_new(arena, char, word.len + 1);
    for (size_t i = 0; i < word.len; i++)
        at[i] = word.at[i] >= 'A' && word.at[i] <= 'Z' ? (char)(word.at[i] + 32) : word.at[i];
    if (word.len < 2)
        return (dem_str){at, word.len};
    dem_str base = regular_of((dem_str){at, word.len});
    size_t n = base.len;
    if (base.at != at)
        memcpy(at = dem_new(arena, char, n + 1), base.at, n);
    n = cut_ending(at, n);
    if (n > 3 && at[n - 1] == 'e')
        n--;
    if (n > 3 && at[n - 1] == at[n - 2] && !strchr("aeious", at[n - 1]))
        n--;
    if (n > 2 && at[n - 1] == 'y')
        at[n - 1] = 'i';
    return (dem_str){at, n};
}

dem_str dem_lex_stem_words(dem_str words, dem_arena *arena)
{
    dem_str stems = {0};
    for (dem_str rest = words; rest.at;) {
        dem_str word = dem_str_split(&rest, ' ');
        if (!word.len)
            continue;
        dem_str stem = dem_lex_stem(word, arena);
        stems = stems.len ? dem_str_join(dem_str_join(stems, DEM_STR(" "), arena), stem, arena) : stem;
    }
    return stems;
}
