/*
 * tokens: raw news text to one sentence a line, words parted by blanks.
 *
 * For word vectors and self-training only: an approximation of the words of UD English (clitics,
 * hyphens and punctuation are words of their own) that is fast and knows few abbreviations.  Curly
 * quotation marks and dashes become their ASCII cousins, so that a vector stands for all of them.
 *
 *     zcat news.txt.gz | tokens > news.tok
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { WORD_MAX = 64, LINE_MAX_BYTES = 1 << 20, SENTENCE_MAX = 120 };

static int words_in_line;

static void end_sentence(void)
{
    if (words_in_line > 0)
        putchar('\n');
    words_in_line = 0;
}

static void put_word(const char *s, size_t n)
{
    if (n == 0)
        return;
    if (words_in_line >= SENTENCE_MAX)
        end_sentence();
    if (words_in_line > 0)
        putchar(' ');
    fwrite(s, 1, n, stdout);
    words_in_line++;
}

static bool is_word_byte(unsigned char c)
{
    return isalnum(c) || c >= 0x80;
}

/* The bytes of common UTF-8 typography, folded in place; returns the new length. */
static size_t fold_typography(char *s, size_t n)
{
    size_t out = 0;
    for (size_t i = 0; i < n;) {
        const unsigned char *p = (const unsigned char *)s + i;
        if (i + 2 < n && p[0] == 0xE2 && p[1] == 0x80) {
            unsigned char c = p[2];
            i += 3;
            if (c == 0x98 || c == 0x99)
                s[out++] = '\'';
            else if (c == 0x9C || c == 0x9D)
                s[out++] = '"';
            else if (c == 0x93 || c == 0x94) {
                s[out++] = '-';
                s[out++] = '-';
            } else if (c == 0xA6) {
                memcpy(s + out, "...", 3);
                out += 3;
            } else
                s[out++] = ' ';
            continue;
        }
        if (i + 1 < n && p[0] == 0xC2 && p[1] == 0xA0) {
            s[out++] = ' ';
            i += 2;
            continue;
        }
        s[out++] = s[i++];
    }
    return out;
}

static bool is_one_of(const char *s, size_t n, const char *const *list)
{
    for (; *list; list++)
        if (strlen(*list) == n && strncmp(*list, s, n) == 0)
            return true;
    return false;
}

static bool ends_abbreviation(const char *s, size_t n)
{
    static const char *const known[] = {"Mr", "Mrs", "Ms", "Dr", "Sen", "Rep", "Gov", "Gen", "Lt",
        "Col", "Sgt", "Jr", "Sr", "St", "vs", "No", "Jan", "Feb", "Aug", "Sept", "Oct", "Nov",
        "Dec", "Rev", "Prof", "Capt", "Adm", "Inc", "Corp", "Co", "Ltd", "Ave", "Pres", NULL};
    if (n == 1 && isupper((unsigned char)s[0]))
        return true;
    if (n >= 3 && memchr(s, '.', n) != NULL)
        return true;
    return is_one_of(s, n, known);
}

/* A run of letters and digits, with its inner marks; clitics are split off its end. */
static size_t scan_word(const char *s, size_t n)
{
    size_t i = 0;
    while (i < n) {
        unsigned char c = (unsigned char)s[i];
        if (is_word_byte(c)) {
            i++;
            continue;
        }
        bool inner = i > 0 && i + 1 < n && is_word_byte((unsigned char)s[i + 1]);
        bool digits = inner && isdigit((unsigned char)s[i - 1]) && isdigit((unsigned char)s[i + 1]);
        bool initials = inner && c == '.' && (i == 1 || s[i - 2] == '.');
        if ((c == '\'' && inner) || (digits && (c == '.' || c == ',' || c == ':')) || initials) {
            i++;
            continue;
        }
        break;
    }
    return i;
}

static void put_with_clitics(const char *s, size_t n)
{
    static const char *const tails[] = {"'s", "'re", "'ve", "'ll", "'d", "'m", "'S", NULL};
    if (n > 3 && (strncmp(s + n - 3, "n't", 3) == 0 || strncmp(s + n - 3, "N'T", 3) == 0)) {
        put_word(s, n - 3);
        put_word(s + n - 3, 3);
        return;
    }
    if (n == 6 && (s[0] == 'c' || s[0] == 'C') && strncmp(s + 1, "annot", 5) == 0) {
        put_word(s, 3);
        put_word(s + 3, 3);
        return;
    }
    const char *mark = NULL;
    for (size_t i = n; i-- > 0 && !mark;)
        if (s[i] == '\'')
            mark = s + i;
    size_t tail = mark ? n - (size_t)(mark - s) : 0;
    if (mark && mark > s && is_one_of(mark, tail, tails)) {
        put_word(s, n - tail);
        put_word(mark, tail);
        return;
    }
    put_word(s, n);
}

/* True if what follows position i can begin a sentence. */
static bool opens_sentence(const char *s, size_t n, size_t i)
{
    while (i < n && (s[i] == ' ' || s[i] == '"' || s[i] == '\'' || s[i] == '('))
        i++;
    return i >= n || isupper((unsigned char)s[i]) || isdigit((unsigned char)s[i]);
}

static size_t take_period(const char *s, size_t n, size_t i, size_t word_begin, bool have_word)
{
    if (have_word && ends_abbreviation(s + word_begin, i - word_begin))
        return i + 1;
    put_word(s + i, 1);
    i++;
    while (i < n && (s[i] == '"' || s[i] == ')' || s[i] == '\''))
        put_word(s + i++, 1);
    if ((i >= n || s[i] == ' ') && opens_sentence(s, n, i))
        end_sentence();
    return i;
}

static void take_line(char *s, size_t n)
{
    n = fold_typography(s, n);
    size_t i = n > 0 && s[0] == '#' ? 1 : 0;
    while (i < n) {
        unsigned char c = (unsigned char)s[i];
        if (isspace(c)) {
            i++;
            continue;
        }
        if (is_word_byte(c)) {
            size_t len = scan_word(s + i, n - i);
            bool period = i + len < n && s[i + len] == '.';
            bool abbreviation = period && ends_abbreviation(s + i, len);
            if (len <= WORD_MAX)
                put_with_clitics(s + i, len + (abbreviation ? 1 : 0));
            i += len + (abbreviation ? 1 : 0);
            continue;
        }
        size_t run = 1;
        while (i + run < n && s[i + run] == s[i] && strchr(".-!?*_=", c))
            run++;
        if (run == 1 && strchr(".!?", c)) {
            i = take_period(s, n, i, i, false);
            continue;
        }
        put_word(s + i, run > 8 ? 8 : run);
        i += run;
    }
    end_sentence();
}

int main(void)
{
    static char line[LINE_MAX_BYTES];
    while (fgets(line, sizeof line, stdin))
        take_line(line, strcspn(line, "\r\n"));
    return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
