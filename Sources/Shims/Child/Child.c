#if defined(__linux__)
#define _GNU_SOURCE
#endif

#include "CTickmarkChild.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

typedef struct {
  char **items;
  size_t count;
} list;

struct tickmark_command {
  list arguments;
  list variables;
};

// The last item is always NULL, as the system wants it.
static int add(list *list, const char *text) {
  char *copy = strdup(text);
  char **items = copy ? realloc(list->items, (list->count + 2) * sizeof *items) : NULL;
  if (!items) {
    free(copy);
    return 0;
  }
  list->items = items;
  items[list->count++] = copy;
  items[list->count] = NULL;
  return 1;
}

static void clear(list *list) {
  for (size_t index = 0; index < list->count; index++) free(list->items[index]);
  free(list->items);
  list->items = NULL;
  list->count = 0;
}

tickmark_command *tickmark_command_make(void) { return calloc(1, sizeof(tickmark_command)); }

void tickmark_command_free(tickmark_command *command) {
  clear(&command->arguments);
  clear(&command->variables);
  free(command);
}

int tickmark_command_add_argument(tickmark_command *command, const char *text) {
  return add(&command->arguments, text);
}

int tickmark_command_add_variable(tickmark_command *command, const char *text) {
  return add(&command->variables, text);
}

void tickmark_command_clear_variables(tickmark_command *command) { clear(&command->variables); }

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static uint64_t nanoseconds(struct timeval time) {
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_usec * 1000u;
}

int tickmark_command_start(const tickmark_command *command, int input, int output, int error, int *process) {
  static char *const nothing[] = {NULL};
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  sigset_t handled, blocked;
  pid_t child;
  if (command->arguments.count == 0) return ENOENT;
  int code = posix_spawn_file_actions_init(&files);
  if (code) return code;
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_adddup2(&files, input, 0);
  posix_spawn_file_actions_adddup2(&files, output, 1);
  posix_spawn_file_actions_adddup2(&files, error, 2);
  // What this program ignores or blocks the other one need not: a thread of Dispatch blocks nearly all signals.
  sigemptyset(&handled);
  sigaddset(&handled, SIGINT);
  sigaddset(&handled, SIGTERM);
  sigaddset(&handled, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &handled);
  sigemptyset(&blocked);
  posix_spawnattr_setsigmask(&attributes, &blocked);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  code = posix_spawnp(
      &child, command->arguments.items[0], &files, &attributes, command->arguments.items,
      command->variables.items ? command->variables.items : nothing);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  if (!code) *process = child;
  return code;
}

int tickmark_command_wait(int process, tickmark_outcome *outcome) {
  int status;
  struct rusage usage;
  pid_t ended;
  do ended = wait4(process, &status, 0, &usage);
  while (ended < 0 && errno == EINTR);
  if (ended < 0) return errno;
  outcome->signalled = WIFSIGNALED(status) ? 1 : 0;
  outcome->status = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
  outcome->cpu_nanoseconds = nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime);
  outcome->peak_bytes = (uint64_t)usage.ru_maxrss * 1024u;
  return 0;
}

int tickmark_command_run(const tickmark_command *command, int input, int output, int error, tickmark_outcome *outcome) {
  int process;
  uint64_t begin = now();
  int code = tickmark_command_start(command, input, output, error, &process);
  if (!code) code = tickmark_command_wait(process, outcome);
  outcome->wall_nanoseconds = now() - begin;
  return code;
}

int tickmark_pipe(int *reading, int *writing) {
  int ends[2];
#if defined(__linux__)
  if (pipe2(ends, O_CLOEXEC)) return errno;
#else
  if (pipe(ends)) return errno;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
#endif
  *reading = ends[0];
  *writing = ends[1];
  return 0;
}
