// A clock of the day that goes back by an hour whenever it is read: preloaded into the program (LD_PRELOAD). The clocks that
// only ever go on, and waits, are left alone.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include <sys/time.h>
#include <time.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static _Atomic long reads;

static time_t earlier(time_t seconds) { return seconds - 3600 * ++reads; }

int clock_gettime(clockid_t clock, struct timespec *now) {
  int status = REAL(clock_gettime)(clock, now);
  if (status == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec = earlier(now->tv_sec);
  return status;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  int status = REAL(gettimeofday)(now, zone);
  if (status == 0) now->tv_sec = earlier(now->tv_sec);
  return status;
}

time_t time(time_t *kept) {
  time_t now = earlier(REAL(time)(NULL));
  if (kept) *kept = now;
  return now;
}
