/*
 * hv-bench's peer for libvirt: the calls that hv makes, in plain C, without hv.
 *
 *   libvirt-peer URI
 *
 * reads lines of a verb, a count, and what the verb wants, does it so many times, and answers with the nanoseconds that it
 * took, the first look-up of a domain excepted:
 *
 *   state COUNT UUID     looks a domain up, and asks for its state so many times
 *   xml COUNT UUID       the same with what it is defined as
 *   list COUNT           lists all domains, asks each for its name and UUID, frees them
 *   keep 1 FILE          defines what is in FILE, as below, and leaves it
 *   define COUNT FILE    looks for the name and the UUID that are in FILE's first two lines, defines the document that follows
 *                        them, asks for name and UUID, frees it; looks it up, asks for its state, undefines it, frees it
 *
 * As in every program that wants to hear of events, a thread runs libvirt's event loop, the connection is kept alive, and
 * life-cycle events are listened to: on a daemon's connection each call then tells that thread that it takes over the socket.
 *
 * libvirt is loaded and not linked: what compiles this needs no more of it than what runs hv.
 */
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define INACTIVE 2

typedef void *ptr;

static ptr (*open_connection)(const char *);
static ptr (*by_uuid)(ptr, const unsigned char *);
static ptr (*by_name)(ptr, const char *);
static ptr (*define)(ptr, const char *);
static int (*undefine)(ptr);
static int (*state)(ptr, int *, int *, unsigned);
static char *(*xml)(ptr, unsigned);
static int (*list)(ptr, ptr **, unsigned);
static const char *(*name)(ptr);
static int (*uuid)(ptr, unsigned char *);
static int (*release)(ptr);
static void (*set_error_handler)(ptr, void (*)(ptr, ptr));
static int (*register_loop)(void);
static int (*run_loop)(void);
static int (*keep_alive)(ptr, int, unsigned);
static int (*listen_to)(ptr, ptr, int, int (*)(ptr, ptr, int, int, ptr), ptr, void (*)(ptr));

static void die(const char *what)
{
    fprintf(stderr, "libvirt-peer: %s\n", what);
    exit(1);
}

static void no_message(ptr data, ptr error)
{
    (void)data;
    (void)error;
}

static ptr function(ptr library, const char *called)
{
    ptr found = dlsym(library, called);
    if (!found)
        die(called);
    return found;
}

static void load(void)
{
    ptr library = dlopen("libvirt.so.0", RTLD_NOW);
    if (!library)
        die(dlerror());
    open_connection = function(library, "virConnectOpen");
    by_uuid = function(library, "virDomainLookupByUUID");
    by_name = function(library, "virDomainLookupByName");
    define = function(library, "virDomainDefineXML");
    undefine = function(library, "virDomainUndefine");
    state = function(library, "virDomainGetState");
    xml = function(library, "virDomainGetXMLDesc");
    list = function(library, "virConnectListAllDomains");
    name = function(library, "virDomainGetName");
    uuid = function(library, "virDomainGetUUID");
    release = function(library, "virDomainFree");
    set_error_handler = function(library, "virSetErrorFunc");
    register_loop = function(library, "virEventRegisterDefaultImpl");
    run_loop = function(library, "virEventRunDefaultImpl");
    keep_alive = function(library, "virConnectSetKeepAlive");
    listen_to = function(library, "virConnectDomainEventRegisterAny");
}

static void *events(void *nothing)
{
    while (run_loop() >= 0)
        ;
    return nothing;
}

static int heard(ptr connection, ptr domain, int event, int detail, ptr data)
{
    (void)connection, (void)domain, (void)event, (void)detail, (void)data;
    return 0;
}

static ptr connect_to(const char *uri)
{
    pthread_t thread;
    ptr connection;
    if (register_loop() < 0 || pthread_create(&thread, NULL, events, NULL))
        die("no event loop");
    connection = open_connection(uri);
    if (!connection)
        die("the connection cannot be opened");
    /* The test driver has no such. */
    keep_alive(connection, 5, 6);
    if (listen_to(connection, NULL, 0, heard, NULL, NULL) < 0)
        die("no events");
    return connection;
}

static void parse(const char *text, unsigned char *bytes)
{
    int done = 0;
    while (*text && done < 16) {
        unsigned value;
        if (*text == '-') {
            text++;
            continue;
        }
        if (sscanf(text, "%2x", &value) != 1)
            die("no UUID");
        bytes[done++] = value;
        text += 2;
    }
}

static ptr found(ptr domain)
{
    if (!domain)
        die("the domain is not there");
    return domain;
}

static void ask_state(ptr domain)
{
    int now, reason;
    if (state(domain, &now, &reason, 0) < 0)
        die("no state");
}

static void list_all(ptr connection)
{
    ptr *all;
    int count = list(connection, &all, 0);
    unsigned char bytes[16];
    if (count < 0)
        die("no list");
    for (int i = 0; i < count; i++) {
        if (!name(all[i]) || uuid(all[i], bytes) < 0)
            die("no name");
        release(all[i]);
    }
    free(all);
}

static void define_once(ptr connection, const char *called, const unsigned char *id, const char *text)
{
    unsigned char bytes[16];
    ptr domain;
    if (by_name(connection, called) || by_uuid(connection, id))
        die("it is there already");
    domain = found(define(connection, text));
    if (!name(domain) || uuid(domain, bytes) < 0)
        die("no name");
    release(domain);
    domain = found(by_uuid(connection, id));
    ask_state(domain);
    if (undefine(domain) < 0)
        die("cannot undefine");
    release(domain);
}

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "r");
    char *text = calloc(1, 1 << 20);
    if (!file || !text || !fread(text, 1, (1 << 20) - 1, file))
        die(path);
    fclose(file);
    return text;
}

static void once(ptr connection, ptr domain, const char *verb, const char *called, const unsigned char *id, const char *text)
{
    if (!strcmp(verb, "state")) {
        ask_state(domain);
    } else if (!strcmp(verb, "xml")) {
        char *written = xml(domain, INACTIVE);
        if (!written)
            die("no XML");
        free(written);
    } else if (!strcmp(verb, "keep")) {
        release(found(define(connection, text)));
    } else if (!strcmp(verb, "list")) {
        list_all(connection);
    } else {
        define_once(connection, called, id, text);
    }
}

int main(int count, char **arguments)
{
    char line[4096], verb[16], rest[4000];
    ptr connection;
    if (count != 2)
        die("usage: libvirt-peer URI");
    load();
    set_error_handler(NULL, no_message);
    connection = connect_to(arguments[1]);
    while (fgets(line, sizeof line, stdin)) {
        unsigned char id[16];
        ptr domain = NULL;
        char *text = NULL, *called = NULL, *document = NULL;
        struct timespec start, end;
        int times;
        rest[0] = 0;
        if (sscanf(line, "%15s %d %3999[^\n]", verb, &times, rest) < 2)
            die("a line of a verb and a count is wanted");
        if (!strcmp(verb, "define") || !strcmp(verb, "keep")) {
            text = read_file(rest);
            called = strtok(text, "\n");
            parse(strtok(NULL, "\n"), id);
            document = strtok(NULL, "");
        } else if (rest[0]) {
            parse(rest, id);
            domain = found(by_uuid(connection, id));
        }
        clock_gettime(CLOCK_MONOTONIC, &start);
        for (int i = 0; i < times; i++)
            once(connection, domain, verb, called, id, document);
        clock_gettime(CLOCK_MONOTONIC, &end);
        free(text);
        if (domain)
            release(domain);
        printf("%lld\n", (end.tv_sec - start.tv_sec) * 1000000000LL + end.tv_nsec - start.tv_nsec);
        fflush(stdout);
    }
    return 0;
}
