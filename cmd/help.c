#include "help.h"
#include "verbs.h"

#include <string.h>

void cmd_help_all(FILE *out)
{
    fputs("demarche keeps a sourced ledger of who said what in news reports.\n\n"
          "usage: demarche VERB [OPTIONS] [ARGS]      demarche help VERB\n",
          out);
    for (const cmd_row *row = cmd_rows; row->title || row->verb; row++) {
        if (row->title)
            fprintf(out, "\n%s\n", row->title);
        else
            fprintf(out, "  %-12s %s\n", row->verb->name, row->verb->summary);
    }
    fputs("\nstart: demarche demo\n", out);
}

static void option_lines(const cmd_option *options)
{
    for (const cmd_option *o = options; o && o->name; o++) {
        char left[64];
        const char *head = o->letter ? "" : "    ";
        char letter[8] = "";
        if (o->letter)
            snprintf(letter, sizeof letter, "-%c, ", o->letter);
        snprintf(left, sizeof left, "%s%s--%s%s%s", head, letter, o->name, o->arg ? " " : "",
                 o->arg ? o->arg : "");
        printf("  %-24s %s\n", left, o->help);
    }
}

void cmd_help_verb(const cmd_verb *verb)
{
    printf("demarche %s: %s\n\nusage: demarche %s [OPTIONS]%s%s\n", verb->name, verb->summary,
           verb->name, *verb->usage ? " " : "", verb->usage);
    if (verb->options && verb->options->name) {
        puts("\noptions");
        option_lines(verb->options);
    }
    puts("\noptions of every verb");
    option_lines(cmd_common);
    if (verb->help)
        printf("\n%s\n", verb->help);
}

static void completion_verbs(void)
{
    for (const cmd_row *row = cmd_rows; row->title || row->verb; row++)
        if (row->verb)
            printf(" %s", row->verb->name);
}

static void completion_options(const cmd_option *options)
{
    for (const cmd_option *o = options; o && o->name; o++)
        printf(" --%s", o->name);
}

static void completion(void)
{
    puts("# bash completion for demarche; made by: demarche help --completion\n"
         "_demarche() {\n"
         "    local word=${COMP_WORDS[COMP_CWORD]} list\n"
         "    if [ \"$COMP_CWORD\" = 1 ]; then");
    printf("        list=\"");
    completion_verbs();
    puts("\"\n    else\n        case ${COMP_WORDS[1]} in");
    for (const cmd_row *row = cmd_rows; row->title || row->verb; row++) {
        if (!row->verb)
            continue;
        printf("        %s) list=\"", row->verb->name);
        completion_options(row->verb->options);
        if (strcmp(row->verb->name, "help") == 0)
            completion_verbs();
        puts("\" ;;");
    }
    printf("        esac\n        list=\"$list");
    completion_options(cmd_common);
    puts("\"\n    fi\n"
         "    COMPREPLY=($(compgen -W \"$list\" -- \"$word\"))\n"
         "}\n"
         "complete -o default -F _demarche demarche");
}

typedef struct help_options {
    bool completion, man;
} help_options;

static const cmd_option options[] = {
    {"completion", 0, NULL, "write a completion script for bash", CMD_FLAG,
     offsetof(help_options, completion)},
    {"man", 0, NULL, "write the commands as a part of the man page", CMD_FLAG,
     offsetof(help_options, man)},
    {0}};

/* Text for the man page: backslashes and leading dots are the only special things. */
static void man_text(const char *text)
{
    bool line_start = true;
    for (; *text; text++) {
        if (line_start && (*text == '.' || *text == '\''))
            fputs("\\&", stdout);
        if (*text == '\\')
            fputs("\\e", stdout);
        else if (*text == '-')
            fputs("\\-", stdout);
        else
            putchar(*text);
        line_start = *text == '\n';
    }
}

static void man_options(const cmd_option *o)
{
    for (; o && o->name; o++) {
        printf(".TP\n.B ");
        if (o->letter)
            printf("\\-%c, ", o->letter);
        printf("\\-\\-");
        man_text(o->name);
        printf("%s%s\n", o->arg ? " " : "", o->arg ? o->arg : "");
        man_text(o->help);
        putchar('\n');
    }
}

static void man(void)
{
    for (const cmd_row *row = cmd_rows; row->title || row->verb; row++) {
        if (row->title)
            printf(".SH \"%s\"\n", row->title);
        if (!row->verb)
            continue;
        printf(".SS \"demarche %s [OPTIONS] %s\"\n", row->verb->name, row->verb->usage);
        man_text(row->verb->summary);
        puts(".");
        if (row->verb->help) {
            puts(".PP\n.nf");
            man_text(row->verb->help);
            puts("\n.fi");
        }
        man_options(row->verb->options);
    }
    puts(".SH \"options of every verb\"");
    man_options(cmd_common);
}

static int help(const cmd_args *args, const void *given)
{
    const help_options *o = given;
    if (o->completion)
        completion();
    else if (o->man)
        man();
    else if (args->n_words == 0)
        cmd_help_all(stdout);
    for (int i = 0; i < args->n_words; i++) {
        const cmd_row *row = cmd_rows;
        while ((row->title || row->verb) &&
               !(row->verb && strcmp(row->verb->name, args->words[i]) == 0))
            row++;
        if (!row->verb)
            return cmd_say("'%s' is not a command; see 'demarche help'", args->words[i]);
        cmd_help_verb(row->verb);
    }
    return CMD_FOUND;
}

const cmd_verb cmd_help = {"help", "[VERB]", "what a command does", NULL, options,
                           sizeof(help_options), help};
