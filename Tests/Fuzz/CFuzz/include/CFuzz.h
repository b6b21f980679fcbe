// What the fuzz build has beside libFuzzer: coverage that copies of the process (fork) leave too, and how they ended.
#ifndef CFUZZ_H
#define CFUZZ_H

/// Puts the counters of coverage into memory that this process shares with its copies, so that libFuzzer sees where a copy has
/// been, in whatever way it ended. Not those of the first and the last page, which hold other things, too.
/// Gives the number of counters that are shared, or -1.
long fuzz_share_counters(void);

/// Prints at the end of the process, as libFuzzer prints its own numbers, what is noted from here on.
void fuzz_print_at_exit(void);

/// Notes whether a reader took an input or refused it.
void fuzz_note_input(int is_read);

/// Notes how a copy ended, by its status of waitpid. One that ended in a trap, as Swift code does on a mistake of ours, ends this
/// process, too, so that libFuzzer keeps the input.
void fuzz_note_copy(int status, int is_too_long);

#endif
