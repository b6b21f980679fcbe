// What Swift leaves to C: a copy of the process, and the start of another.
#ifndef CHOSTSYSTEM_H
#define CHOSTSYSTEM_H

#include <stddef.h>

/// Runs `body` in a copy of this process (fork) that may take so many more bytes of memory and seconds, and can't print.
///
/// `seconds` are the processor's; a copy that did nothing for `patience` seconds of the clock is ended by SIGALRM.
/// Nothing that the process has open is open there; the standard streams are nothing.
/// `body` writes what it hands over to the file `output`; up to `capacity` bytes of that are in `*said` afterwards, which is the
/// caller's to free. One that writes more is ended, and `*length` is above `capacity`.
/// Gives the status of waitpid, or a negative number with `errno` if there could be no copy.
int chost_in_copy(void (*body)(void *context, int output), void *context, unsigned long long memory, unsigned seconds,
                  unsigned patience, size_t capacity, unsigned char **said, size_t *length);

/// Starts a program, with no signal held back and none ignored that is to end it, in a process group of its own, so that Ctrl-C in a terminal is ours alone.
///
/// `streams` are what become its input, output and errors: descriptors of ours, or -1 for nothing. Nothing else that we have open
/// is open to it. `arguments` and `environment` end with NULL; it runs in `folder`, or where we do if that is NULL.
/// Gives 0 and the process's number, or an `errno`.
int chost_start(const char *path, char *const arguments[], char *const environment[], const char *folder,
                const int streams[3], int *process);

#endif
