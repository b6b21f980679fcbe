/// The batch script of a job array: each task does its runs, and is queued again when its time ends before they do.
package struct SlurmScript: Sendable {
  /// The program with all that its tasks have in common.
  package var command: [String]
  /// The number of tasks.
  package var count: Int
  /// The most tasks at once; nil for as many as Slurm will.
  package var mostAtOnce: Int?
  /// Threads of a task.
  package var threads: Int
  /// The folder of the tasks' logs.
  package var logs: String
  /// What else is asked of Slurm, as `sbatch` takes it: `--time=4:00:00`.
  package var options: [String]

  /// Names all of it.
  package init(
    command: [String], count: Int, mostAtOnce: Int?, threads: Int, logs: String, options: [String]
  ) {
    (self.command, self.count, self.mostAtOnce) = (command, count, mostAtOnce)
    (self.threads, self.logs, self.options) = (threads, logs, options)
  }

  /// The arguments of `sbatch`; the script itself is its input.
  package var arguments: [String] {
    let most = mostAtOnce.map { "%\($0)" } ?? ""
    return [
      "--parsable", "--job-name=experiments", "--array=0-\(count - 1)\(most)", "--requeue",
      "--open-mode=append",
      "--cpus-per-task=\(threads)", "--output=\(logs)/%A-%a.log", "--signal=B:USR1@60",
    ] + options
  }

  /// The script.
  ///
  /// A minute before its time ends, a task is told by `USR1`: it saves its state and waits in the queue for more. Cancelled or
  /// queued again by someone else (`TERM`) it only saves its state.
  package var text: String {
    """
    #!/bin/bash
    set +o posix
    again=
    program=; over=
    trap 'again=1; over=1; [ -z "$program" ] || kill -TERM "$program" 2>/dev/null' USR1
    trap 'over=1; [ -z "$program" ] || kill -TERM "$program" 2>/dev/null' TERM
    \(command.map(Self.quoted).joined(separator: " ")) --task "$SLURM_ARRAY_TASK_ID" &
    program=$!
    # One that came before its id was known.
    [ -z "$over" ] || kill -TERM "$program" 2>/dev/null
    # A signal ends the wait, not the program; how that ended can be asked again, but not in the mode of POSIX.
    while true; do
      over=
      wait "$program"
      code=$?
      [ -n "$over" ] || break
    done
    if [ -n "$again" ] && [ "$code" = 130 ]; then scontrol requeue "$SLURM_JOB_ID"; fi
    exit "$code"

    """
  }

  /// A word that the shell takes as it is, whatever is in it.
  static func quoted(_ word: String) -> String {
    let bytes = word.utf8.flatMap { $0 == UInt8(ascii: "'") ? Array(#"'\''"#.utf8) : [$0] }
    return "'" + String(decoding: bytes, as: UTF8.self) + "'"
  }
}
