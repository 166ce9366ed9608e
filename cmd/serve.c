/* The desk on the local machine: libmicrohttpd in front of demarche_page. Each request opens the ledger for itself,
 * so that readers and `add` do not wait for each other. Forms change the ledger only with the token that this
 * process put into them, and only when they come from a page of this server. */
#include "ask.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <signal.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>

typedef struct serve_options {
    const char *bind, *token;
    int port;
} serve_options;

static const cmd_option options[] = {
    {"port", 'p', "N", "port (default 8350)", CMD_NUMBER, offsetof(serve_options, port)},
    {"bind", 0, "ADDRESS", "address (default 127.0.0.1; any other needs --token)", CMD_TEXT,
     offsetof(serve_options, bind)},
    {"token", 0, "SECRET", "what readers must give once: http://…/?token=SECRET", CMD_TEXT,
     offsetof(serve_options, token)},
    {0}};

enum { PAGES = 64, PAGE_MAX = 2 << 20, STALE_MS = 1000, WAIT_MS = 4000, KEY = 1024, WORKERS = 8 };

/* A page as it was sent: sent again while the ledger's file is as it was, and for a second while the file changes. Then
 * one reader's request makes it anew, and the others get the old one until that is done (some seconds at most), so
 * that many readers cost no more than a few while documents are added. */
typedef struct page {
    char key[KEY];
    char *at;
    size_t len;
    const char *type;
    unsigned status;
    long long file, made; /* the file's state; milliseconds */
    long long renewed;    /* until then somebody is making it anew */
} page;

typedef struct server {
    const char *db, *token;
    char form[33]; /* what forms give back */
    pthread_mutex_t lock;
    page pages[PAGES];
    int next;
} server;

/* A page on its way: grows as it is written. */
typedef struct reply {
    char *at;
    size_t len, cap;
} reply;

static bool take(void *context, const char *at, size_t len)
{
    reply *r = context;
    if (r->cap - r->len < len) {
        size_t cap = 2 * (r->cap + len) + 65536;
        char *more = realloc(r->at, cap);
        if (!more)
            return false;
        r->at = more;
        r->cap = cap;
    }
    memcpy(r->at + r->len, at, len);
    r->len += len;
    return true;
}

static enum MHD_Result send_reply(struct MHD_Connection *connection, const server *s, unsigned status, reply *r,
                            const char *type)
{
    static char nothing[1];
    struct MHD_Response *response = MHD_create_response_from_buffer(
        r->len, r->at ? r->at : nothing, r->at ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
    if (!response) {
        free(r->at);
        return MHD_NO;
    }
    MHD_add_response_header(response, "Content-Type", type);
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(response, "Referrer-Policy", "no-referrer");
    MHD_add_response_header(response, "Cache-Control", "no-store");
    MHD_add_response_header(response, "Content-Security-Policy", "frame-ancestors 'none'");
    MHD_add_response_header(response, "Cross-Origin-Resource-Policy", "same-origin");
    if (s->token) {
        char cookie[300];
        snprintf(cookie, sizeof cookie, "demarche=%s; HttpOnly; SameSite=Strict; Path=/", s->token);
        MHD_add_response_header(response, "Set-Cookie", cookie);
    }
    enum MHD_Result result = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result send_text(struct MHD_Connection *connection, unsigned status, const char *text)
{
    static const server open = {0};
    reply r = {0};
    take(&r, text, strlen(text));
    return send_reply(connection, &open, status, &r, "text/plain; charset=utf-8");
}

static long long now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Changes when the ledger or its log does. */
static long long state_of(const char *db)
{
    char log[4096];
    struct stat file = {0}, wal = {0};
    snprintf(log, sizeof log, "%s-wal", db);
    stat(db, &file);
    stat(log, &wal);
    return (long long)file.st_mtim.tv_nsec + (long long)file.st_mtim.tv_sec * 7919 + (long long)wal.st_mtim.tv_nsec * 31 +
           (long long)wal.st_mtim.tv_sec * 104729 + (long long)wal.st_size * 3 + (long long)file.st_size;
}

static bool find_page(server *s, const char *key, reply *r, const char **type, unsigned *status)
{
    bool found = false;
    long long file = state_of(s->db), now = now_ms();
    pthread_mutex_lock(&s->lock);
    for (int i = 0; i < PAGES && !found; i++) {
        page *p = &s->pages[i];
        long long age = now - p->made;
        if (!p->at || strcmp(p->key, key) != 0 || age > 60 * STALE_MS)
            continue;
        if (p->file != file && age > STALE_MS && (age > WAIT_MS || now > p->renewed)) {
            p->renewed = now + WAIT_MS;
            break;
        }
        *type = p->type;
        *status = p->status;
        found = take(r, p->at, p->len);
    }
    pthread_mutex_unlock(&s->lock);
    return found;
}

static void keep_page(server *s, const char *key, const reply *r, const char *type, unsigned status, long long file)
{
    if (r->len > PAGE_MAX || !r->at)
        return;
    char *copy = malloc(r->len);
    if (!copy)
        return;
    memcpy(copy, r->at, r->len);
    pthread_mutex_lock(&s->lock);
    int at = s->next;
    for (int i = 0; i < PAGES; i++)
        if (s->pages[i].at && strcmp(s->pages[i].key, key) == 0)
            at = i;
    s->next = at == s->next ? (s->next + 1) % PAGES : s->next;
    free(s->pages[at].at);
    s->pages[at] = (page){.at = copy, .len = r->len, .type = type, .status = status, .file = file, .made = now_ms()};
    snprintf(s->pages[at].key, KEY, "%s", key);
    pthread_mutex_unlock(&s->lock);
}

static void forget_pages(server *s)
{
    pthread_mutex_lock(&s->lock);
    for (int i = 0; i < PAGES; i++) {
        free(s->pages[i].at);
        s->pages[i].at = NULL;
    }
    pthread_mutex_unlock(&s->lock);
}

/* Takes as long for a wrong secret as for the right one. */
static bool same_secret(const char *given, const char *secret)
{
    size_t n = strlen(secret), m = given ? strlen(given) : 0;
    unsigned char differs = n != m;
    for (size_t i = 0; i < n; i++)
        differs |= (unsigned char)(secret[i] ^ (m ? given[i % m] : 0));
    return !differs;
}

/* Without a secret only names of this machine are answered to, so that no foreign page can point its own
 * name here. */
static bool may_read(struct MHD_Connection *connection, const server *s)
{
    if (s->token)
        return same_secret(MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "token"), s->token) ||
               same_secret(MHD_lookup_connection_value(connection, MHD_COOKIE_KIND, "demarche"), s->token);
    static const char *const local[] = {"127.0.0.1", "localhost", "[::1]"};
    const char *host = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Host");
    for (int i = 0; host && i < 3; i++) {
        size_t n = strlen(local[i]);
        if (strncmp(host, local[i], n) == 0 && (!host[n] || host[n] == ':'))
            return true;
    }
    return false;
}

static long number(struct MHD_Connection *connection, const char *name)
{
    const char *text = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, name);
    long n = text ? strtol(text, NULL, 10) : 0;
    return n < 0 || n > 100000000 ? 0 : n;
}

static const char *asked(struct MHD_Connection *connection, const char *name)
{
    const char *text = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, name);
    return text && *text ? text : NULL;
}

/* The query as typed, and what the fields beside it add. Quotation marks keep a value's words together. */
static void query_of(struct MHD_Connection *connection, char *query, size_t cap)
{
    static const char *const fields[] = {"party", "topic", "act", "speaker", "since", "until", "has", NULL};
    const char *typed = asked(connection, "q");
    size_t n = (size_t)snprintf(query, cap, "%s", typed ? typed : "");
    for (int i = 0; fields[i] && n < cap; i++) {
        const char *value = asked(connection, fields[i]);
        if (!value)
            continue;
        bool words = strchr(value, ' ') && !strchr(value, '"');
        n += (size_t)snprintf(query + n, cap - n, "%s%s:%s%s%s", n ? " " : "", fields[i], words ? "\"" : "", value,
                              words ? "\"" : "");
    }
}

/* The coder's name, as the last form gave it. */
static void who_of(struct MHD_Connection *connection, char *who, size_t cap)
{
    const char *cookie = MHD_lookup_connection_value(connection, MHD_COOKIE_KIND, "coder");
    size_t n = 0;
    for (; cookie && cookie[0] && cookie[1] && n + 1 < cap; cookie += 2) {
        char hex[3] = {cookie[0], cookie[1], 0};
        who[n++] = (char)strtol(hex, NULL, 16);
    }
    who[n] = 0;
}

/* /api/VIEW as JSON, /report as a page to keep, else a page of the desk. Returns the status, -1 on trouble. */
static int answer(const server *s, demarche_ledger *ledger, struct MHD_Connection *connection, const char *url, reply *r,
                  const char **type, demarche_error *err)
{
    char now[21], query[4096], who[100];
    cmd_now(now);
    now[10] = 0;
    query_of(connection, query, sizeof query);
    who_of(connection, who, sizeof who);
    const char *words = query, *from = asked(connection, "from"), *to = asked(connection, "to");
    demarche_ask ask = {.words = &words, .n_words = *query ? 1 : 0, .today = now, .form = DEMARCHE_JSON,
                        .limit = number(connection, "limit"), .skip = number(connection, "skip")};
    *type = "text/html; charset=utf-8";
    if (strcmp(url, "/report") == 0)
        return demarche_report(ledger, &ask, take, r, err) ? 200 : -1;
    demarche_visit visit = {.path = url, .query = query, .page = number(connection, "page"), .today = now, .token = s->form,
                            .who = who, .from = from, .to = to};
    if (strncmp(url, "/api/", 5) != 0)
        return demarche_page(ledger, &visit, take, r, err);
    *type = "application/json; charset=utf-8";
    if (strcmp(url, "/api/diff") == 0)
        return demarche_diff(ledger, from ? from : "", to ? to : "", &ask, take, r, err) >= 0 ? 200 : -1;
    if (strncmp(url, "/api/show/", 10) == 0)
        return demarche_show(ledger, url + 10, &ask, take, r, err) ? 200 : -1;
    if (!ask.limit || ask.limit > 1000)
        ask.limit = 100;
    return demarche_view(ledger, url + 5, &ask, take, r, err) >= 0 ? 200 : -1;
}

static enum MHD_Result trouble(struct MHD_Connection *connection, const demarche_error *err)
{
    char text[400];
    bool asked = err->code == DEMARCHE_E_USAGE;
    snprintf(text, sizeof text, "%s\n", err->message);
    return send_text(connection, asked ? 400 : 500, text);
}

/* --- forms ---------------------------------------------------------------------------------------------- */

enum { FIELDS = 80, FIELD_MAX = 4096 };

typedef struct form {
    struct MHD_PostProcessor *reader;
    struct {
        char name[16];
        char *value;
        size_t len;
    } fields[FIELDS];
    int n;
    bool too_much;
} form;

static enum MHD_Result take_field(void *context, enum MHD_ValueKind kind, const char *name, const char *file,
                                  const char *content_type, const char *encoding, const char *data, uint64_t at, size_t size)
{
    form *f = context;
    (void)kind, (void)file, (void)content_type, (void)encoding;
    int i = 0;
    while (i < f->n && strcmp(f->fields[i].name, name) != 0)
        i++;
    if (i == FIELDS || strlen(name) >= sizeof f->fields[0].name || at + size >= FIELD_MAX) {
        f->too_much = true;
        return MHD_YES;
    }
    if (i == f->n) {
        char *room = calloc(1, FIELD_MAX);
        if (!room)
            return MHD_NO;
        f->fields[f->n].value = room;
        snprintf(f->fields[f->n++].name, sizeof f->fields[0].name, "%s", name);
    }
    memcpy(f->fields[i].value + at, data, size);
    return MHD_YES;
}

static const char *value_of(const form *f, const char *name)
{
    for (int i = 0; i < f->n; i++)
        if (strcmp(f->fields[i].name, name) == 0)
            return f->fields[i].value;
    return "";
}

static void close_form(void *context, struct MHD_Connection *connection, void **state, enum MHD_RequestTerminationCode code)
{
    form *f = *state;
    (void)context, (void)connection, (void)code;
    if (!f)
        return;
    if (f->reader)
        MHD_destroy_post_processor(f->reader);
    for (int i = 0; i < f->n; i++)
        free(f->fields[i].value);
    free(f);
    *state = NULL;
}

/* From a page of this server: what browsers say of it must agree, and the form's token must be ours. */
static bool is_ours(struct MHD_Connection *connection, const server *s, const form *f)
{
    const char *host = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Host");
    const char *origin = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Origin");
    const char *site = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Sec-Fetch-Site");
    if (site && strcmp(site, "same-origin") != 0)
        return false;
    if (origin && strcmp(origin, "null") != 0) {
        const char *name = strstr(origin, "://");
        if (!host || !name || strcmp(name + 3, host) != 0)
            return false;
    }
    return same_secret(value_of(f, "token"), s->form);
}

/* What the form changes: fields that are not as they were. */
static int changes_of(const form *f, demarche_change *changes)
{
    char was[24];
    int n = 0;
    const char *what = value_of(f, "do");
    if (strcmp(what, "confirm") == 0)
        changes[n++] = (demarche_change){"confirmed", "1"};
    if (strcmp(what, "reject") == 0)
        changes[n++] = (demarche_change){"rejected", "1"};
    for (int i = 0; strcmp(what, "correct") == 0 && demarche_fields[i] && n < FIELDS; i++) {
        const char *name = demarche_fields[i], *now = value_of(f, name);
        snprintf(was, sizeof was, "was_%s", name);
        if (strcmp(now, value_of(f, was)) != 0)
            changes[n++] = (demarche_change){name, *now ? now : "-"};
    }
    return n;
}

static bool apply(const server *s, const char *url, const form *f, demarche_error *err)
{
    char now[21], made[16];
    demarche_change changes[FIELDS];
    const char *id = value_of(f, "id"), *who = value_of(f, "by"), *why = *value_of(f, "why") ? value_of(f, "why") : "-";
    int n = changes_of(f, changes);
    bool ok = false, known = true;
    cmd_now(now);
    demarche_ledger *ledger = demarche_ledger_open(s->db, DEMARCHE_CHANGE, err);
    const demarche_missed missed = {.content = value_of(f, "content"), .source = value_of(f, "source"),
                                    .cue = value_of(f, "cue"), .act = value_of(f, "act"), .speaker = value_of(f, "speaker"),
                                    .party = value_of(f, "party")};
    if (ledger && strcmp(url, "/review") == 0 && n)
        ok = demarche_review(ledger, id, changes, n, who, why, now, err);
    else if (ledger && strcmp(url, "/merge") == 0)
        ok = demarche_merge(ledger, id, value_of(f, "into"), who, why, now, err);
    else if (ledger && strcmp(url, "/missed") == 0)
        ok = demarche_add_missed(ledger, id, &missed, who, why, now, made, err);
    else
        known = ledger == NULL;
    demarche_ledger_close(ledger);
    if (!known)
        *err = (demarche_error){.code = DEMARCHE_E_USAGE, .offset = -1, .message = "nothing was changed in the form"};
    return ok;
}

/* Back to the page the form came from: an address of this server only. */
static enum MHD_Result send_back(struct MHD_Connection *connection, const server *s, const form *f)
{
    char where[300] = "/queue", cookie[300];
    const char *back = value_of(f, "back"), *who = value_of(f, "by");
    bool plain = back[0] == '/' && back[1] != '/' && strlen(back) < sizeof where;
    for (const char *c = back; *c && plain; c++)
        plain = (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '/';
    if (plain)
        snprintf(where, sizeof where, "%s", back);
    struct MHD_Response *response = MHD_create_response_from_buffer(0, cookie, MHD_RESPMEM_MUST_COPY);
    if (!response)
        return MHD_NO;
    size_t n = (size_t)snprintf(cookie, sizeof cookie, "coder=");
    for (int i = 0; who[i] && i < 99; i++)
        n += (size_t)snprintf(cookie + n, sizeof cookie - n, "%02x", (unsigned char)who[i]);
    snprintf(cookie + n, sizeof cookie - n, "; HttpOnly; SameSite=Strict; Path=/");
    MHD_add_response_header(response, "Location", where);
    MHD_add_response_header(response, "Set-Cookie", cookie);
    MHD_add_response_header(response, "Cache-Control", "no-store");
    (void)s;
    enum MHD_Result result = MHD_queue_response(connection, 303, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result finish_form(struct MHD_Connection *connection, server *s, const char *url, const form *f)
{
    demarche_error err = {0};
    if (f->too_much)
        return send_text(connection, 413, "too much\n");
    if (!is_ours(connection, s, f))
        return send_text(connection, 403, "not from a page of this desk: load it again\n");
    if (!*value_of(f, "by"))
        return send_text(connection, 400, "a correction is signed: who are you?\n");
    if (!apply(s, url, f, &err))
        return trouble(connection, &err);
    forget_pages(s);
    return send_back(connection, s, f);
}

static enum MHD_Result post(server *s, struct MHD_Connection *connection, const char *url, const char *data, size_t *size,
                            void **state)
{
    form *f = *state;
    bool known = strcmp(url, "/review") == 0 || strcmp(url, "/merge") == 0 || strcmp(url, "/missed") == 0;
    if (!known)
        return send_text(connection, 405, "only GET\n");
    if (!may_read(connection, s))
        return send_text(connection, 403, "not for you\n");
    if (!f) {
        f = *state = calloc(1, sizeof *f);
        if (!f)
            return MHD_NO;
        f->reader = MHD_create_post_processor(connection, 8192, take_field, f);
        return f->reader ? MHD_YES : send_text(connection, 415, "no form\n");
    }
    if (!*size)
        return finish_form(connection, s, url, f);
    if (!f->too_much)
        MHD_post_process(f->reader, data, *size);
    *size = 0;
    return MHD_YES;
}

/* The whole address: pages differ by what was asked and by whom. */
static enum MHD_Result add_to_key(void *context, enum MHD_ValueKind kind, const char *name, const char *value)
{
    char *key = context;
    size_t n = strlen(key);
    (void)kind;
    if (strcmp(name, "token") != 0)
        snprintf(key + n, KEY - n, "\n%s=%s", name, value ? value : "");
    return MHD_YES;
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *data, size_t *size, void **state)
{
    server *s = context;
    (void)version;
    if (strcmp(method, "POST") == 0)
        return post(s, connection, url, data, size, state);
    *size = 0;
    if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
        return send_text(connection, 405, "only GET\n");
    if (!may_read(connection, s))
        return send_text(connection, 403, "not for you: give the token, or ask by a name of this machine\n");
    demarche_error err = {0};
    reply r = {0};
    char key[KEY];
    const char *type;
    unsigned status = 0;
    snprintf(key, sizeof key, "%s", url);
    MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, add_to_key, key);
    MHD_get_connection_values(connection, MHD_COOKIE_KIND, add_to_key, key);
    bool whole = strlen(key) + 1 < sizeof key; /* a longer one might be cut to another's */
    if (whole && find_page(s, key, &r, &type, &status))
        return send_reply(connection, s, status, &r, type);
    long long file = state_of(s->db);
    demarche_ledger *ledger = demarche_ledger_open(s->db, DEMARCHE_READ, &err);
    int got = ledger ? answer(s, ledger, connection, url, &r, &type, &err) : -1;
    demarche_ledger_close(ledger);
    if (got >= 0) {
        if (whole)
            keep_page(s, key, &r, type, (unsigned)got, file);
        return send_reply(connection, s, (unsigned)got, &r, type);
    }
    free(r.at);
    return trouble(connection, &err);
}

static void wait_for_signal(void)
{
    sigset_t set;
    int got;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigwait(&set, &got);
}

static void block_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
}

static bool is_local(const char *address)
{
    return strncmp(address, "127.", 4) == 0;
}

static int serve(const cmd_args *args, const void *given)
{
    const serve_options *o = given;
    const char *bind = o->bind ? o->bind : "127.0.0.1";
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)(o->port ? o->port : 8350))};
    if (inet_pton(AF_INET, bind, &address.sin_addr) != 1)
        return cmd_say("serve: '%s' is no IPv4 address", bind);
    if (!is_local(bind) && !(o->token && strlen(o->token) >= 16))
        return cmd_say("serve: beyond this machine --token is needed, at least 16 characters");
    demarche_error err = {0};
    demarche_ledger *ledger = demarche_ledger_open(args->db, DEMARCHE_READ, &err);
    demarche_ledger_close(ledger);
    if (!ledger)
        return cmd_trouble(&err);
    server s = {.db = args->db, .token = o->token, .lock = PTHREAD_MUTEX_INITIALIZER};
    unsigned char chance[16];
    if (getrandom(chance, sizeof chance, 0) != sizeof chance)
        return cmd_say("serve: no random numbers from the system");
    for (int i = 0; i < 16; i++)
        snprintf(s.form + 2 * i, 3, "%02x", chance[i]);
    block_signals();
    struct MHD_Daemon *daemon = MHD_start_daemon(
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_AUTO, 0, NULL, NULL, handle, &s, MHD_OPTION_SOCK_ADDR, &address,
        MHD_OPTION_THREAD_POOL_SIZE, (unsigned)(args->jobs < WORKERS ? WORKERS : args->jobs), MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)256, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)30, MHD_OPTION_NOTIFY_COMPLETED, close_form, NULL,
        MHD_OPTION_END);
    if (!daemon)
        return cmd_say("serve: cannot listen on %s:%d", bind, ntohs(address.sin_port));
    printf("http://%s:%d/  (Ctrl-C ends)\n", bind, ntohs(address.sin_port));
    fflush(stdout);
    wait_for_signal();
    MHD_stop_daemon(daemon);
    forget_pages(&s);
    return CMD_FOUND;
}

const cmd_verb cmd_serve = {
    "serve", "", "the desk in a browser, on this machine",
    "Pages: overview, statements, positions, timeline, claims, conditions, diff, network, events, stories, documents,\n"
    "actors, coverage, review, quality; each takes the query words of log; each statement has an address of its own:\n"
    "/s/ID. As JSON: /api/VIEW?q=…&limit=…&skip=… (doc/api.md); the static page: /report?q=…. Nothing is loaded from\n"
    "elsewhere. Corrections are made with forms of these pages only. Beyond 127.0.0.1 a token is needed.",
    options, sizeof(serve_options), serve};
