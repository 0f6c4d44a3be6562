/* Consoles: terminals, by descriptor. */
#define _GNU_SOURCE
#include "runtime.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

enum {
    processed_input = 1,
    line_input = 2,
    echo_input = 4,
    processed_output = 1,
    wrap_at_end_of_line = 2,
    virtual_terminal_processing = 4
};

/* The mode of a terminal as Windows says it; -1 if the descriptor is none. */
int standpipe_console_get_mode(int fd, int is_input, uint32_t *mode)
{
    struct termios settings;
    if (tcgetattr(fd, &settings) != 0) {
        return -1;
    }
    if (is_input) {
        *mode = ((settings.c_lflag & ISIG) ? processed_input : 0u) | ((settings.c_lflag & ICANON) ? line_input : 0u) |
                ((settings.c_lflag & ECHO) ? echo_input : 0u);
    } else {
        *mode = ((settings.c_oflag & OPOST) ? processed_output : 0u) | wrap_at_end_of_line | virtual_terminal_processing;
    }
    return 0;
}

/* Sets of the mode what a terminal has. */
int standpipe_console_set_mode(int fd, int is_input, uint32_t mode)
{
    struct termios settings;
    if (tcgetattr(fd, &settings) != 0) {
        return -1;
    }
    if (is_input) {
        settings.c_lflag &= ~(tcflag_t)(ISIG | ICANON | ECHO);
        settings.c_lflag |= ((mode & processed_input) ? ISIG : 0u) | ((mode & line_input) ? ICANON : 0u) | ((mode & echo_input) ? ECHO : 0u);
        if ((mode & line_input) == 0) {
            settings.c_cc[VMIN] = 1;
            settings.c_cc[VTIME] = 0;
        }
    } else {
        settings.c_oflag &= ~(tcflag_t)OPOST;
        settings.c_oflag |= (mode & processed_output) ? OPOST : 0u;
    }
    return tcsetattr(fd, TCSANOW, &settings);
}

int standpipe_console_flush_input(int fd)
{
    return tcflush(fd, TCIFLUSH);
}

/* ---- Ctrl-C: the handlers run in a thread of their own, as on Windows, since hardly anything may be done in a signal handler. ---- */

typedef int32_t (*console_handler)(uint32_t event);

enum { most_handlers = 64, ctrl_c_event = 0, ctrl_break_event = 1, ctrl_close_event = 2 };

static pthread_mutex_t handlers_lock = PTHREAD_MUTEX_INITIALIZER;
static console_handler handlers[most_handlers]; /* under the lock; the last one is asked first */
static int handler_count;
static int is_listening;
static int ignores_ctrl_c;

static sem_t arrived;
static volatile sig_atomic_t pending[3];

static uint32_t signal_of(uint32_t event)
{
    return event == ctrl_c_event ? SIGINT : event == ctrl_break_event ? SIGQUIT : SIGHUP;
}

static void on_signal(int number)
{
    int saved = errno;
    pending[number == SIGINT ? ctrl_c_event : number == SIGQUIT ? ctrl_break_event : ctrl_close_event] = 1;
    (void)sem_post(&arrived);
    errno = saved;
}

static int is_handled(uint32_t event)
{
    console_handler copy[most_handlers];
    pthread_mutex_lock(&handlers_lock);
    int count = handler_count;
    for (int i = 0; i < count; i++) {
        copy[i] = handlers[i];
    }
    int ignored = event == ctrl_c_event && ignores_ctrl_c;
    pthread_mutex_unlock(&handlers_lock);
    /* Not under the lock: a handler may add and remove handlers. */
    while (!ignored && count > 0) {
        if (copy[--count](event)) {
            return 1;
        }
    }
    return ignored;
}

/* Nobody wanted it: the process ends by the signal, so that its parent sees why. */
static void end_by(uint32_t event)
{
    struct sigaction standard = {.sa_handler = SIG_DFL};
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, (int)signal_of(event));
    (void)sigaction((int)signal_of(event), &standard, NULL);
    (void)pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    (void)raise((int)signal_of(event));
}

static void *listen_for_events(void *unused)
{
    (void)unused;

    /* So that it is not taken for one of the program's (threads.c). */
    (void)pthread_setname_np(pthread_self(), "Standpipe ctrl");
    for (;;) {
        while (sem_wait(&arrived) != 0) {
        }
        for (uint32_t event = 0; event < 3; event++) {
            if (pending[event]) {
                pending[event] = 0;
                if (!is_handled(event)) {
                    end_by(event);
                }
            }
        }
    }
    return NULL;
}

static int start_listening(void)
{
    pthread_t thread;
    pthread_attr_t detached;
    if (is_listening) {
        return 1;
    }
    (void)pthread_attr_init(&detached);
    (void)pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    is_listening = sem_init(&arrived, 0, 0) == 0 && pthread_create(&thread, &detached, listen_for_events, NULL) == 0;
    (void)pthread_attr_destroy(&detached);
    if (is_listening) {
        struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
        (void)sigaction(SIGINT, &action, NULL);
        (void)sigaction(SIGQUIT, &action, NULL);
        (void)sigaction(SIGHUP, &action, NULL);
    }
    return is_listening;
}

STANDPIPE_EXPORT int32_t SetConsoleCtrlHandler(console_handler handler, int32_t add)
{
    int done = 1;
    pthread_mutex_lock(&handlers_lock);
    if (handler == NULL) {
        /* Inherited by children: an ignored signal stays ignored through a start. */
        ignores_ctrl_c = add != 0;
        if (!is_listening) {
            (void)signal(SIGINT, add ? SIG_IGN : SIG_DFL);
        }
    } else if (add) {
        done = handler_count < most_handlers && start_listening();
        if (done) {
            handlers[handler_count++] = handler;
        }
    } else {
        int place = handler_count - 1;
        while (place >= 0 && handlers[place] != handler) {
            place--;
        }
        done = place >= 0;
        for (int i = place; done && i + 1 < handler_count; i++) {
            handlers[i] = handlers[i + 1];
        }
        handler_count -= done;
    }
    pthread_mutex_unlock(&handlers_lock);
    if (!done) {
        SetLastError(add ? 8u : 87u); /* ERROR_NOT_ENOUGH_MEMORY, ERROR_INVALID_PARAMETER */
    }
    return done;
}

STANDPIPE_EXPORT int32_t GenerateConsoleCtrlEvent(uint32_t event, uint32_t group)
{
    /* Ctrl-C cannot be sent to one group on Windows either; CTRL_BREAK can. */
    if (event > ctrl_break_event || kill(group == 0 ? 0 : -(pid_t)group, (int)signal_of(event)) != 0) {
        SetLastError(87u); /* ERROR_INVALID_PARAMETER */
        return 0;
    }
    return 1;
}

STANDPIPE_EXPORT void *GetConsoleWindow(void)
{
    return NULL;
}

/* Text is UTF-8, and nothing else can be chosen. */
STANDPIPE_EXPORT uint32_t GetConsoleCP(void)
{
    return 65001u;
}

STANDPIPE_EXPORT uint32_t GetConsoleOutputCP(void)
{
    return 65001u;
}

static int32_t choose_code_page(uint32_t page)
{
    if (page != 65001u) {
        SetLastError(87u); /* ERROR_INVALID_PARAMETER */
    }
    return page == 65001u;
}

STANDPIPE_EXPORT int32_t SetConsoleCP(uint32_t page)
{
    return choose_code_page(page);
}

STANDPIPE_EXPORT int32_t SetConsoleOutputCP(uint32_t page)
{
    return choose_code_page(page);
}
