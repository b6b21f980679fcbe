import Foundation
import HostSystem
import RunRecords
import Wording

/// The commands of Slurm on this machine.
package struct Slurm: Sendable {
  private let submit: Program
  private let queue: Program

  /// Finds them.
  /// - Throws: `SlurmError.missing`.
  package init(environment: [String: String]) throws(SlurmError) {
    func program(_ name: String) throws(SlurmError) -> Program {
      guard let found = Program(anyOf: [name], inPath: environment["PATH"] ?? "") else {
        throw .missing(name)
      }
      return found
    }
    submit = try program("sbatch")
    queue = try program("squeue")
  }

  /// Hands a script in.
  /// - Parameter file: where the script is kept.
  /// - Returns: the job's number.
  /// - Throws: `SlurmError.refused`.
  package func submit(_ script: SlurmScript, file: String) throws -> Int {
    try writeAtomically(Array(script.text.utf8), to: file)
    var output = Data()
    let ending = try submit.run(script.arguments + [file]) { output += $0 }
    let said = String(decoding: output, as: UTF8.self)
    guard ending.status == 0, let job = Int(said.prefix { $0.isNumber }) else {
      throw SlurmError.refused(reason: (ending.errors + said).onOneLine)
    }
    return job
  }

  /// The tasks of a job that aren't ended, by their places, with Slurm's word for how each stands.
  /// - Throws: `SlurmError.refused` if Slurm doesn't answer.
  package func states(ofJob job: Int) throws -> [Int: String] {
    var output = Data()
    let ending = try queue.run(["--noheader", "--array", "--jobs=\(job)", "--format=%K %T"]) { output += $0 }
    guard ending.status == 0 else {
      // A job that ended some minutes ago is no longer known.
      if ending.errors.contains("Invalid job id") { return [:] }
      throw SlurmError.refused(reason: ending.errors.onOneLine)
    }
    let lines = String(decoding: output, as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: " ")
    }
    return Dictionary(
      lines.compactMap { words in
        words.count == 2 ? Int(words[0]).map { ($0, String(words[1])) } : nil
      }
    ) { first, _ in first }
  }

  /// The short ids of the runs of a results folder that wait for Slurm or are done by it now.
  package func waiting(in results: String) throws -> Set<String> {
    var ids: Set<String> = []
    for sweep in try SlurmSweep.all(in: results) {
      guard let job = sweep.job else { continue }
      for place in try states(ofJob: job).keys where sweep.tasks.indices.contains(place) {
        ids.formUnion(sweep.tasks[place].ids)
      }
    }
    return ids
  }
}

/// Why Slurm doesn't do it.
package enum SlurmError: CommandError, Equatable, CustomStringConvertible {
  /// A command of it isn't here.
  case missing(String)
  /// It said no; the reason is its own.
  case refused(reason: String)

  /// 2 for a machine without Slurm, 1 for a submission that failed.
  package var exitCode: Int32 { if case .missing = self { 2 } else { 1 } }

  /// The sentence for the user.
  package var description: String {
    switch self {
    case .missing(let name):
      "--executor slurm: expected the commands of Slurm in PATH, found no \(name); run on a node that has them, or without it"
    case .refused(let reason): "Slurm doesn't take the job: \(reason)"
    }
  }
}
