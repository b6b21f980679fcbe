#define _GNU_SOURCE
#include "CFuzz.h"

#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

// By the linker: where the counters of all instrumented code lie.
extern uint8_t __start___sancov_cntrs[] __attribute__((weak, visibility("hidden")));
extern uint8_t __stop___sancov_cntrs[] __attribute__((weak, visibility("hidden")));

long fuzz_share_counters(void) {
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  uintptr_t from = ((uintptr_t)__start___sancov_cntrs + page - 1) & ~(page - 1);
  uintptr_t to = (uintptr_t)__stop___sancov_cntrs & ~(page - 1);
  if (to <= from) return 0;
  size_t size = to - from;
  void *kept = malloc(size);
  if (!kept) return -1;
  memcpy(kept, (void *)from, size);
  void *shared = mmap((void *)from, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  if (shared != MAP_FAILED) memcpy(shared, kept, size);
  free(kept);
  return shared == MAP_FAILED ? -1 : (long)size;
}

static _Atomic long inputs_read, inputs_refused, copies_crashed, copies_limited;

static void print(void) {
  fprintf(stderr, "stat::inputs_read: %ld\nstat::inputs_refused: %ld\nstat::copies_crashed: %ld\nstat::copies_limited: %ld\n",
          (long)inputs_read, (long)inputs_refused, (long)copies_crashed, (long)copies_limited);
}

void fuzz_print_at_exit(void) { atexit(print); }

void fuzz_note_input(int is_read) {
  if (is_read) inputs_read++;
  else inputs_refused++;
}

void fuzz_note_copy(int status, int is_too_long) {
  if (is_too_long) {
    copies_limited++;
    return;
  }
  if (!WIFSIGNALED(status)) return;
  switch (WTERMSIG(status)) {
    case SIGILL:
    case SIGTRAP:
      fprintf(stderr, "fuzz: code of ours trapped in the copy of the process\n");
      abort();
    case SIGKILL:
    case SIGALRM:
    case SIGXCPU:
      copies_limited++;
      break;
    // Without memory libraries crash, or abort as Swift does.
    default:
      copies_crashed++;
  }
}
