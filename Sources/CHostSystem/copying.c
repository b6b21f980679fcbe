#define _GNU_SOURCE
#include "CHostSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/// Lowers a limit to `value`, if it isn't lower already.
static void limit(int resource, rlim_t value) {
  struct rlimit now;
  if (getrlimit(resource, &now) != 0) return;
  if (now.rlim_max != RLIM_INFINITY && now.rlim_max < value) value = now.rlim_max;
  if (now.rlim_cur != RLIM_INFINITY && now.rlim_cur < value) value = now.rlim_cur;
  now.rlim_cur = now.rlim_max = value;
  setrlimit(resource, &now);
}

/// Bytes of the process's address space, or 0 where the system doesn't say.
static unsigned long long address_space(void) {
  unsigned long long pages = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  if (!file) return 0;
  if (fscanf(file, "%llu", &pages) != 1) pages = 0;
  fclose(file);
  return pages * (unsigned long long)sysconf(_SC_PAGESIZE);
}

/// Seconds of the clock after which a copy that did nothing is ended, and the processor's time that it had taken before.
static unsigned patience_of_copy;
static long long worked_before;

/// Ends a copy that waits, and lets one be that works.
static void look(int signal_number) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  long long worked = now.tv_sec * 1000000000LL + now.tv_nsec;
  // More than this look takes.
  if (worked - worked_before > 1000000) {
    worked_before = worked;
    alarm(patience_of_copy);
    return;
  }
  signal(signal_number, SIG_DFL);
  raise(signal_number);
}

/// Closes all but the standard streams and `output`, and gives that its new number. What the process has open it would have open
/// in the copy, too: a lock of a file wouldn't end, nor a pipe, and a program being written couldn't be started.
static int keep(int output) {
  output = dup2(output, 3);
#ifdef __APPLE__
  for (int file = getdtablesize() - 1; file > 3; file--) close(file);
#else
  closefrom(4);
#endif
  return output;
}

/// What the copy does before `body`: a crash or too long a time just ends it, without a word or a dump.
static void confine(unsigned long long memory, unsigned seconds, unsigned patience) {
  static const int fatal[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT, SIGALRM, SIGXCPU, SIGPIPE};
  for (size_t i = 0; i < sizeof fatal / sizeof fatal[0]; i++) signal(fatal[i], SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  worked_before = now.tv_sec * 1000000000LL + now.tv_nsec;
  patience_of_copy = patience;
  signal(SIGALRM, look);
  alarm(patience);
  int nothing = open("/dev/null", O_RDWR);
  if (nothing >= 0) {
    for (int stream = 0; stream < 3; stream++) dup2(nothing, stream);
    if (nothing > 2) close(nothing);
  }
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_CPU, seconds);
  unsigned long long space = address_space();
  if (space > 0) limit(RLIMIT_AS, space + memory);
}

/// A pipe that no program inherits, whose ends aren't those of the standard streams: what is printed would go into it.
static int make_pipe(int ends[2]) {
  int made[2];
  if (pipe(made) != 0) return -1;
  int reason = 0;
  for (int end = 0; end < 2; end++) {
    ends[end] = fcntl(made[end], F_DUPFD_CLOEXEC, 3);
    if (ends[end] < 0) reason = errno;
    close(made[end]);
  }
  if (!reason) return 0;
  for (int end = 0; end < 2; end++) {
    if (ends[end] >= 0) close(ends[end]);
  }
  errno = reason;
  return -1;
}

/// Reads all that comes, as long as it isn't more than `capacity`; of more there is one byte too much in `*length`.
/// Gives 0 or why there is no memory for it.
static int take(int input, size_t capacity, unsigned char **said, size_t *length) {
  size_t room = 0;
  while (*length <= capacity) {
    unsigned char more;
    if (*length == room && room < capacity) {
      size_t larger = room ? 2 * room : 1 << 16;
      if (larger > capacity) larger = capacity;
      unsigned char *grown = realloc(*said, larger);
      if (!grown) return ENOMEM;
      *said = grown;
      room = larger;
    }
    int is_full = *length == capacity;
    ssize_t count = read(input, is_full ? &more : *said + *length, is_full ? 1 : room - *length);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    *length += (size_t)count;
  }
  return 0;
}

/// Between a pipe and the end of its writing side here no other copy is made, which would hold that open for a moment.
static pthread_mutex_t making = PTHREAD_MUTEX_INITIALIZER;

int chost_in_copy(void (*body)(void *context, int output), void *context, unsigned long long memory, unsigned seconds,
                  unsigned patience, size_t capacity, unsigned char **said, size_t *length) {
  int ends[2];
  *said = NULL;
  *length = 0;
  pthread_mutex_lock(&making);
  if (make_pipe(ends) != 0) {
    pthread_mutex_unlock(&making);
    return -1;
  }
  pid_t child = fork();
  if (child == 0) {
    int output = keep(ends[1]);
    confine(memory, seconds, patience);
    body(context, output);
    _exit(0);
  }
  int reason = child < 0 ? errno : 0;
  close(ends[1]);
  pthread_mutex_unlock(&making);
  if (child > 0) reason = take(ends[0], capacity, said, length);
  close(ends[0]);
  // Nobody waits for what nobody takes.
  if (child > 0 && (reason || *length > capacity)) kill(child, SIGKILL);
  int status = 0;
  while (child > 0 && waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  if (reason) {
    errno = reason;
    return -1;
  }
  return status;
}
