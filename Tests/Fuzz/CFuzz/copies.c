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

// Where the counters of all instrumented code begin and end, as the linker says. Not declared in C: the compiler's own code that
// hands them to libFuzzer would then take other names for them, which are of nothing.
extern const uintptr_t fuzz_counters[2];
__asm__(".pushsection .data.rel,\"aw\"\n.balign 8\n.hidden fuzz_counters\n.globl fuzz_counters\nfuzz_counters:\n"
        ".quad __start___sancov_cntrs\n.quad __stop___sancov_cntrs\n.popsection");

long fuzz_share_counters(void) {
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  uintptr_t from = (fuzz_counters[0] + page - 1) & ~(page - 1);
  uintptr_t to = fuzz_counters[1] & ~(page - 1);
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
