/* The desk on the local machine: libmicrohttpd in front of demarche_page. Only reads; each request opens the
 * ledger for itself, so that readers and `add` do not wait for each other. */
#include "ask.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

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

typedef struct server {
    const char *db, *token;
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

/* /api/VIEW as JSON, /report as a page to keep, else a page of the desk. Returns the status, -1 on trouble. */
static int answer(demarche_ledger *ledger, struct MHD_Connection *connection, const char *url, reply *r,
                  const char **type, demarche_error *err)
{
    char now[21];
    cmd_now(now);
    now[10] = 0;
    const char *query = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "q");
    demarche_ask ask = {.words = &query, .n_words = query && *query ? 1 : 0, .today = now, .form = DEMARCHE_JSON,
                        .limit = number(connection, "limit"), .skip = number(connection, "skip")};
    *type = "text/html; charset=utf-8";
    if (strcmp(url, "/report") == 0)
        return demarche_report(ledger, &ask, take, r, err) ? 200 : -1;
    if (strncmp(url, "/api/", 5) != 0)
        return demarche_page(ledger, url, query ? query : "", number(connection, "page"), now, take, r, err);
    *type = "application/json; charset=utf-8";
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

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *data, size_t *size, void **state)
{
    const server *s = context;
    (void)version, (void)data, (void)state;
    *size = 0;
    if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
        return send_text(connection, 405, "only GET\n");
    if (!may_read(connection, s))
        return send_text(connection, 403, "not for you: give the token, or ask by a name of this machine\n");
    demarche_error err = {0};
    reply r = {0};
    const char *type;
    demarche_ledger *ledger = demarche_ledger_open(s->db, DEMARCHE_READ, &err);
    int status = ledger ? answer(ledger, connection, url, &r, &type, &err) : -1;
    demarche_ledger_close(ledger);
    if (status >= 0)
        return send_reply(connection, s, (unsigned)status, &r, type);
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
    server s = {args->db, o->token};
    block_signals();
    struct MHD_Daemon *daemon = MHD_start_daemon(
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_AUTO, 0, NULL, NULL, handle, &s, MHD_OPTION_SOCK_ADDR, &address,
        MHD_OPTION_THREAD_POOL_SIZE, (unsigned)(args->jobs < 2 ? 2 : args->jobs), MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)256, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)30, MHD_OPTION_END);
    if (!daemon)
        return cmd_say("serve: cannot listen on %s:%d", bind, ntohs(address.sin_port));
    printf("http://%s:%d/  (Ctrl-C ends)\n", bind, ntohs(address.sin_port));
    fflush(stdout);
    wait_for_signal();
    MHD_stop_daemon(daemon);
    return CMD_FOUND;
}

const cmd_verb cmd_serve = {
    "serve", "", "the desk in a browser, on this machine",
    "Pages: overview, statements, positions, conditions, claims, timeline, stories, documents, actors, reviews; each\n"
    "takes the query words of log; each statement has an address of its own: /s/ID. As JSON: /api/VIEW?q=…&limit=…\n"
    "&skip=…; the static page: /report?q=…. Nothing is loaded from elsewhere. Beyond 127.0.0.1 a token is needed.",
    options, sizeof(serve_options), serve};
