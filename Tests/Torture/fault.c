// A file layer that fails: preloaded into the program (LD_PRELOAD), it counts what changes the files below the folder
// FAULT_FOLDER, and at the FAULT_AT-th change gives an error (FAULT_KIND=fail) or ends the process (FAULT_KIND=kill), in the
// middle of a write too. When the process ends by itself it writes the number of changes to FAULT_COUNT, and how many there
// were of each kind to FAULT_KINDS.
//
// Counted are: files made or emptied, folders made, writes, lengths set, names given and
// taken away, and syncs. Files opened, folders listed and locks are counted apart, and never fail. A pulse, which a training
// writes once a second, decides nothing and isn't counted: the number of changes would depend on the time.
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum kind { MAKE_FILE, MAKE_FOLDER, WRITE, TRUNCATE, SYNC, RENAME, REMOVE, OPEN, LIST, LOCK, KINDS };
static const char *const names[KINDS] = {"files made", "folders made", "writes", "lengths set", "syncs", "renames",
                                         "removals",   "files opened", "folders listed", "locks"};

static _Atomic long changes;
static _Atomic long counts[KINDS];

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int is_pulse(const char *path) {
  size_t length = strlen(path);
  return strstr(path, "/.locks/") && length > 5 && strcmp(path + length - 5, ".json") == 0;
}

static int is_below(const char *path) {
  const char *folder = getenv("FAULT_FOLDER");
  return folder && path && strncmp(path, folder, strlen(folder)) == 0 && !is_pulse(path);
}

static int path_of(int file, char path[PATH_MAX]) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return 1;
}

static int is_ours(int file) {
  char path[PATH_MAX];
  return getenv("FAULT_FOLDER") && path_of(file, path) && is_below(path);
}

/// Whether a path from an open folder is below ours.
static int is_below_at(int folder, const char *path) {
  char whole[2 * PATH_MAX], start[PATH_MAX];
  if (!getenv("FAULT_FOLDER") || !path) return 0;
  if (path[0] == '/') return is_below(path);
  if (folder == AT_FDCWD ? !getcwd(start, sizeof start) : !path_of(folder, start)) return 0;
  snprintf(whole, sizeof whole, "%s/%s", start, path);
  return is_below(whole);
}

/// Whether this change is the one to fail; ends the process if it is to be killed.
static int fails_now(enum kind kind) {
  const char *at = getenv("FAULT_AT"), *how = getenv("FAULT_KIND");
  counts[kind]++;
  if (++changes != (at ? atol(at) : 0)) return 0;
  if (how && strcmp(how, "kill") == 0) kill(getpid(), SIGKILL);
  return 1;
}

/// Whether the next change is the one to fail: of a write a half is done before the disk is full or the process ends.
static int is_next(void) {
  const char *at = getenv("FAULT_AT");
  return at && changes + 1 == atol(at);
}

ssize_t write(int file, const void *bytes, size_t count) {
  int is_counted = is_ours(file);
  if (is_counted && is_next()) REAL(write)(file, bytes, count / 2);
  if (is_counted && fails_now(WRITE)) return errno = ENOSPC, -1;
  return REAL(write)(file, bytes, count);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
  int is_counted = is_ours(file);
  if (is_counted && is_next()) REAL(pwrite)(file, bytes, count / 2, at);
  if (is_counted && fails_now(WRITE)) return errno = ENOSPC, -1;
  return REAL(pwrite)(file, bytes, count, at);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
  int is_counted = is_ours(file);
  if (is_counted && is_next()) REAL(pwrite64)(file, bytes, count / 2, at);
  if (is_counted && fails_now(WRITE)) return errno = ENOSPC, -1;
  return REAL(pwrite64)(file, bytes, count, at);
}

/// Whether an open that makes a file, or empties one, is to fail; one that finds its file is counted apart.
static int open_fails(int folder, const char *path, int flags) {
  if (!is_below_at(folder, path)) return 0;
  struct stat status;
  int is_there = fstatat(folder, path, &status, AT_SYMLINK_NOFOLLOW) == 0;
  if (((flags & O_CREAT) && !is_there) || (flags & O_TRUNC)) return fails_now(MAKE_FILE);
  if (is_there) counts[OPEN]++;
  return 0;
}

/// Whether an open takes a mode. O_TMPFILE is several bits, of which folders have one.
static int makes_file(int flags) { return (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE; }

#define MODE_OF(flags, mode)                      \
  mode_t mode = 0;                                \
  if (makes_file(flags)) {                        \
    va_list list;                                 \
    va_start(list, flags);                        \
    mode = (mode_t)va_arg(list, unsigned);        \
    va_end(list);                                 \
  }

int open(const char *path, int flags, ...) {
  MODE_OF(flags, mode)
  if (open_fails(AT_FDCWD, path, flags)) return errno = ENOSPC, -1;
  return REAL(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  MODE_OF(flags, mode)
  if (open_fails(AT_FDCWD, path, flags)) return errno = ENOSPC, -1;
  return REAL(open64)(path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...) {
  MODE_OF(flags, mode)
  if (open_fails(folder, path, flags)) return errno = ENOSPC, -1;
  return REAL(openat)(folder, path, flags, mode);
}

int openat64(int folder, const char *path, int flags, ...) {
  MODE_OF(flags, mode)
  if (open_fails(folder, path, flags)) return errno = ENOSPC, -1;
  return REAL(openat64)(folder, path, flags, mode);
}

DIR *opendir(const char *path) {
  if (is_below(path)) counts[LIST]++;
  return REAL(opendir)(path);
}

int flock(int file, int operation) {
  if (is_ours(file) && !(operation & LOCK_UN)) counts[LOCK]++;
  return REAL(flock)(file, operation);
}

int fsync(int file) {
  if (is_ours(file) && fails_now(SYNC)) return errno = EIO, -1;
  return REAL(fsync)(file);
}

int ftruncate(int file, off_t size) {
  if (is_ours(file) && fails_now(TRUNCATE)) return errno = EIO, -1;
  return REAL(ftruncate)(file, size);
}

int rename(const char *from, const char *to) {
  if (is_below(to) && fails_now(RENAME)) return errno = EIO, -1;
  return REAL(rename)(from, to);
}

int link(const char *from, const char *to) {
  if (is_below(to) && fails_now(RENAME)) return errno = EIO, -1;
  return REAL(link)(from, to);
}

int unlink(const char *path) {
  if (is_below(path) && fails_now(REMOVE)) return errno = EIO, -1;
  return REAL(unlink)(path);
}

int mkdir(const char *path, mode_t mode) {
  if (is_below(path) && fails_now(MAKE_FOLDER)) return errno = ENOSPC, -1;
  return REAL(mkdir)(path, mode);
}

__attribute__((destructor)) static void report(void) {
  const char *path = getenv("FAULT_COUNT"), *kinds = getenv("FAULT_KINDS");
  if (!getenv("FAULT_FOLDER")) return;
  FILE *file = path ? fopen(path, "w") : NULL;
  if (file) {
    fprintf(file, "%ld\n", (long)changes);
    fclose(file);
  }
  // Programs that this one starts write theirs before it does.
  file = kinds ? fopen(kinds, "w") : NULL;
  if (!file) return;
  for (int kind = 0; kind < KINDS; kind++) fprintf(file, "%ld,%s\n", (long)counts[kind], names[kind]);
  fclose(file);
}
