#define _GNU_SOURCE
#include "CHostSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

#define TRY(call) \
  do { \
    int code = (call); \
    if (code != 0) return code; \
  } while (0)

/// What the program finds open: its three streams, and nothing else of ours.
static int arrange(posix_spawn_file_actions_t *actions, const int streams[3], const char *folder) {
  for (int i = 0; i < 3; i++) {
    // One of ours that is closed is nothing, too.
    if (streams[i] < 0 || (streams[i] == i && fcntl(i, F_GETFD) < 0)) {
      TRY(posix_spawn_file_actions_addopen(actions, i, "/dev/null", O_RDWR, 0));
    } else {
      TRY(posix_spawn_file_actions_adddup2(actions, streams[i], i));
    }
  }
  if (folder) TRY(posix_spawn_file_actions_addchdir_np(actions, folder));
#ifndef __APPLE__
  TRY(posix_spawn_file_actions_addclosefrom_np(actions, 3));
#endif
  return 0;
}

static int attune(posix_spawnattr_t *attributes) {
  short flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
#ifdef __APPLE__
  flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
#endif
  sigset_t none, ending;
  sigemptyset(&none);
  sigemptyset(&ending);
  sigaddset(&ending, SIGINT);
  sigaddset(&ending, SIGTERM);
  TRY(posix_spawnattr_setflags(attributes, flags));
  TRY(posix_spawnattr_setpgroup(attributes, 0));
  TRY(posix_spawnattr_setsigdefault(attributes, &ending));
  return posix_spawnattr_setsigmask(attributes, &none);
}

/// `streams` are none of them in the way of another.
static int spawn(const char *path, char *const arguments[], char *const environment[], const char *folder,
                 const int streams[3], int *process) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  TRY(posix_spawn_file_actions_init(&actions));
  int code = posix_spawnattr_init(&attributes);
  if (code == 0) {
    code = arrange(&actions, streams, folder);
    if (code == 0) code = attune(&attributes);
    if (code == 0) code = posix_spawn(process, path, &actions, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
  }
  posix_spawn_file_actions_destroy(&actions);
  return code;
}

int chost_start(const char *path, char *const arguments[], char *const environment[], const char *folder,
                const int streams[3], int *process) {
  // Who started us may have wished to hear nothing of programs that end; the system would then forget how they ended.
  struct sigaction action;
  if (sigaction(SIGCHLD, NULL, &action) == 0 && action.sa_handler == SIG_IGN) signal(SIGCHLD, SIG_DFL);

  // A stream that has the number of another, as where we ourselves were started without one, would be closed by that one.
  int own[3];
  int code = 0;
  for (int i = 0; i < 3; i++) {
    int isInTheWay = streams[i] >= 0 && streams[i] < 3 && streams[i] != i;
    own[i] = isInTheWay ? fcntl(streams[i], F_DUPFD_CLOEXEC, 3) : streams[i];
    if (isInTheWay && own[i] < 0) code = errno;
  }
  if (code == 0) code = spawn(path, arguments, environment, folder, own, process);
  for (int i = 0; i < 3; i++) {
    if (own[i] != streams[i] && own[i] >= 0) close(own[i]);
  }
  return code;
}
