// What Swift leaves to C: a copy of the process.
#ifndef CHOSTSYSTEM_H
#define CHOSTSYSTEM_H

#include <stddef.h>

/// Runs `body` in a copy of this process (fork) that may take so many more bytes of memory and seconds, and can't print.
///
/// `body` writes what it has to say to the file `output`; up to `capacity` bytes of that are kept in `said`.
/// Gives the status of waitpid, or a negative number with `errno` if there could be no copy.
int chost_rehearse(void (*body)(void *context, int output), void *context, unsigned long long memory,
                   unsigned seconds, unsigned char *said, size_t capacity, size_t *length);

#endif
