// A file layer that fails: preloaded into the program (LD_PRELOAD), it counts what changes the files below the folder
// FAULT_FOLDER, and at the FAULT_AT-th change gives an error (FAULT_KIND=fail) or ends the process (FAULT_KIND=kill), in the
// middle of a write too. It writes the number of changes to FAULT_COUNT when the process ends by itself.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static _Atomic long changes;

static int is_below(const char *path) {
  const char *folder = getenv("FAULT_FOLDER");
  return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int is_ours(int file) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return is_below(path);
}

/// Whether this change is the one to fail; ends the process if it is to be killed.
static int fails_now(void) {
  const char *at = getenv("FAULT_AT"), *kind = getenv("FAULT_KIND");
  if (++changes != (at ? atol(at) : 0)) return 0;
  if (kind && strcmp(kind, "kill") == 0) kill(getpid(), SIGKILL);
  return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int file, const void *bytes, size_t count) {
  if (is_ours(file) && getenv("FAULT_AT") && changes + 1 == atol(getenv("FAULT_AT"))) {
    // A half is written before the disk is full or the process ends.
    REAL(write)(file, bytes, count / 2);
  }
  if (is_ours(file) && fails_now()) return errno = ENOSPC, -1;
  return REAL(write)(file, bytes, count);
}

int fsync(int file) {
  if (is_ours(file) && fails_now()) return errno = EIO, -1;
  return REAL(fsync)(file);
}

int ftruncate(int file, off_t size) {
  if (is_ours(file) && fails_now()) return errno = EIO, -1;
  return REAL(ftruncate)(file, size);
}

int rename(const char *from, const char *to) {
  if (is_below(to) && fails_now()) return errno = EIO, -1;
  return REAL(rename)(from, to);
}

int unlink(const char *path) {
  if (is_below(path) && fails_now()) return errno = EIO, -1;
  return REAL(unlink)(path);
}

int mkdir(const char *path, mode_t mode) {
  if (is_below(path) && fails_now()) return errno = ENOSPC, -1;
  return REAL(mkdir)(path, mode);
}

__attribute__((destructor)) static void report(void) {
  const char *path = getenv("FAULT_COUNT");
  if (!path || !getenv("FAULT_FOLDER")) return;
  FILE *file = fopen(path, "w");
  if (!file) return;
  fprintf(file, "%ld\n", (long)changes);
  fclose(file);
}
