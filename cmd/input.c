#include "cmd.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { INPUT_MAX = 1 << 30 };

static void *grown(void *at, size_t size)
{
    void *more = realloc(at, size);
    if (!more) {
        cmd_say("no memory left");
        exit(CMD_TROUBLE);
    }
    return more;
}

static char *copied(const char *text)
{
    size_t n = strlen(text) + 1;
    return memcpy(grown(NULL, n), text, n);
}

static bool read_all(int file, cmd_input *in, dem_error *err)
{
    dem_str name = dem_str_of(in->name);
    size_t cap = 0;
    for (;;) {
        if (in->len == cap)
            in->at = grown(in->at, cap = cap ? 2 * cap : 1 << 16);
        ssize_t n = read(file, in->at + in->len, cap - in->len);
        if (n == 0)
            return true;
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return dem_fail(err, DEM_E_IO, name, (int64_t)in->len, "cannot read: %s", strerror(errno));
        in->len += (size_t)n;
        if (in->len > INPUT_MAX)
            return dem_fail(err, DEM_E_LIMIT, name, INPUT_MAX, "too large: more than 1 GiB");
    }
}

bool cmd_read(const char *path, cmd_input *in, dem_error *err)
{
    *in = (cmd_input){.name = copied(path)};
    int file = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        dem_fail(err, DEM_E_IO, dem_str_of(path), -1, "cannot open: %s", strerror(errno));
    bool ok = file >= 0 && read_all(file, in, err);
    if (file > STDIN_FILENO)
        close(file);
    if (!ok)
        cmd_input_free(in);
    return ok;
}

void cmd_input_free(cmd_input *in)
{
    free(in->name);
    free(in->at);
    *in = (cmd_input){0};
}

static void push(cmd_paths *paths, char *path)
{
    if (paths->len == paths->cap)
        paths->at = grown(paths->at, (size_t)(paths->cap = paths->cap ? 2 * paths->cap : 64) * sizeof(char *));
    paths->at[paths->len++] = path;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Lists a folder onto `found`, each entry with the folder's path before it. */
static void list(const char *folder, cmd_paths *found)
{
    DIR *dir = opendir(folder);
    if (!dir) {
        cmd_say("%s: cannot open: %s", folder, strerror(errno));
        found->trouble++;
        return;
    }
    size_t n = strlen(folder);
    while (n > 1 && folder[n - 1] == '/')
        n--;
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (entry->d_name[0] == '.')
            continue;
        size_t size = n + strlen(entry->d_name) + 2;
        char *path = grown(NULL, size);
        snprintf(path, size, "%.*s/%s", (int)n, folder, entry->d_name);
        push(found, path);
    }
    closedir(dir);
}

/* Depth first without recursion: `stack` holds what is still to be looked at, next on top. A link to
 * a folder is not followed, so that no loop can arise. */
static void walk(const char *folder, cmd_paths *paths)
{
    cmd_paths stack = {0};
    push(&stack, copied(folder));
    while (stack.len) {
        char *path = stack.at[--stack.len];
        struct stat what;
        bool known = lstat(path, &what) == 0;
        if (known && S_ISDIR(what.st_mode)) {
            int first = stack.len;
            list(path, &stack);
            qsort(stack.at + first, (size_t)(stack.len - first), sizeof *stack.at, by_bytes);
            for (int i = first, j = stack.len - 1; i < j; i++, j--) {
                char *swap = stack.at[i];
                stack.at[i] = stack.at[j];
                stack.at[j] = swap;
            }
            free(path);
        } else if (known && S_ISLNK(what.st_mode) && stat(path, &what) == 0 && S_ISDIR(what.st_mode)) {
            free(path);
        } else {
            push(paths, path);
        }
    }
    paths->trouble += stack.trouble;
    free(stack.at);
}

/* A file or a folder. */
static void take_path(const char *word, cmd_paths *paths)
{
    struct stat what;
    if (strcmp(word, "-") == 0 || stat(word, &what) != 0 || !S_ISDIR(what.st_mode))
        push(paths, copied(word));
    else
        walk(word, paths);
}

/* A pattern that no shell has expanded, because there were too many names or it was quoted. */
static bool take_pattern(const char *word, cmd_paths *paths)
{
    struct stat what;
    glob_t found;
    if (!strpbrk(word, "*?[") || stat(word, &what) == 0 || glob(word, GLOB_NOSORT, NULL, &found) != 0)
        return false;
    qsort(found.gl_pathv, found.gl_pathc, sizeof *found.gl_pathv, by_bytes);
    for (size_t i = 0; i < found.gl_pathc; i++)
        take_path(found.gl_pathv[i], paths);
    globfree(&found);
    return true;
}

void cmd_paths_find(cmd_paths *paths, char **words, int n)
{
    for (int i = 0; i < n; i++)
        if (!take_pattern(words[i], paths))
            take_path(words[i], paths);
}

void cmd_paths_free(cmd_paths *paths)
{
    for (int i = 0; i < paths->len; i++)
        free(paths->at[i]);
    free(paths->at);
    *paths = (cmd_paths){0};
}
