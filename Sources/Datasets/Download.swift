import Foundation
import HostSystem

/// How long a download waits before it gives up.
struct Patience: Sendable, Equatable {
  /// Seconds to a connection.
  var connecting = 20
  /// Seconds of less than 1 kB/s.
  var stalled = 60
  /// Bytes of a file.
  var mostBytes = 4 << 30
  /// Times that a connection that brought something and broke is taken up again.
  var resumptions = 5
}

/// One file on its way from an address to a path, by curl.
///
/// The bytes go to `PATH.part` as they come. What a broken connection, or a process that died, left there is
/// taken up where it ended, an empty file too. A file under its own name is complete.
package struct Download {
  let url: String
  package let path: String
  package let curl: ExternalTool
  let patience: Patience

  private var partPath: String { path + ".part" }

  /// Why a download failed.
  struct Problem: Error, CustomStringConvertible {
    let description: String
  }

  /// Brings the file, or does nothing if it is already there.
  ///
  /// - Throws: `Download.Problem` if the address doesn't give the file, `DatasetError.fileSystem`.
  package func run(progress: (String) -> Void) throws {
    guard !FileManager.default.fileExists(atPath: path) else { return }
    for _ in 0...patience.resumptions {
      let offset = partSize
      if offset > 0 { progress("resuming after \(megabytes(offset))") }
      let outcome = try transfer(from: offset, progress: progress)
      if outcome.status == 0 {
        guard partSize > 0 else {
          discard()
          throw Problem(description: "there is an empty file at this address")
        }
        return try finish()
      }
      let complaint = outcome.complaint.isEmpty ? "status \(outcome.status)" : outcome.complaint
      if isBeyondResuming(outcome), offset > 0 {
        progress("the server can't resume; starting anew")
        try FileManager.default.removeItem(atPath: partPath)
      } else if partSize <= offset {
        throw Problem(description: complaint)
      } else {
        progress("broken off after \(megabytes(partSize)) (\(complaint))")
      }
    }
    throw Problem(
      description: "broken off again and again; the next fetch resumes after \(megabytes(partSize))")
  }

  /// Removes what is there of the file.
  func discard() {
    try? FileManager.default.removeItem(atPath: path)
    try? FileManager.default.removeItem(atPath: partPath)
  }

  private var partSize: Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: partPath)
    return attributes?[.size] as? Int ?? 0
  }

  /// The bytes come through a pipe, so that curl ends when this process dies and never writes behind the back of
  /// the next one.
  private func transfer(from offset: Int, progress: (String) -> Void) throws -> Program.Ending {
    // Made with the first bytes: only a process that dies just between leaves an empty one, which the next fills.
    var part: FileHandle?
    defer { try? part?.close() }
    var received = offset
    return try curl.run(arguments(from: offset)) { piece in
      if part == nil { part = try openPart() }
      do {
        try part?.write(contentsOf: piece)
      } catch {
        throw DatasetError.fileSystem(action: "write", path: partPath, reason: error.systemReason)
      }
      let before = received / Download.reportStep
      received += piece.count
      guard received <= patience.mostBytes else {
        throw Problem(
          description: "it has more than \(megabytes(patience.mostBytes)), and no set is as large")
      }
      if received / Download.reportStep > before { progress(megabytes(received)) }
    }
  }

  /// Bytes between two lines of progress.
  private static let reportStep = 10_000_000

  private func arguments(from offset: Int) -> [String] {
    var arguments = [
      "--fail", "--location", "--max-redirs", "10", "--silent", "--show-error", "--globoff",
      "--proto", "=http,https", "--connect-timeout", "\(patience.connecting)",
      "--speed-limit", "1000", "--speed-time", "\(patience.stalled)", "--output", "-",
    ]
    if offset > 0 { arguments += ["--continue-at", "\(offset)"] }
    return arguments + ["--url", url]
  }

  private func openPart() throws(DatasetError) -> FileHandle {
    do {
      try append("", to: partPath)
      let part = try FileHandle(forWritingTo: URL(fileURLWithPath: partPath))
      try part.seekToEnd()
      return part
    } catch {
      throw .fileSystem(action: "write", path: partPath, reason: error.systemReason)
    }
  }

  /// Whether the server refused the rest: no byte ranges there (33), or nothing beyond what we have (416).
  private func isBeyondResuming(_ outcome: Program.Ending) -> Bool {
    outcome.status == 33 || (outcome.status == 22 && outcome.complaint.contains("416"))
  }

  private func finish() throws {
    do {
      let part = try FileHandle(forWritingTo: URL(fileURLWithPath: partPath))
      try part.synchronize()
      try part.close()
      try FileManager.default.moveItem(atPath: partPath, toPath: path)
    } catch {
      throw DatasetError.fileSystem(action: "write", path: path, reason: error.systemReason)
    }
  }

  private func megabytes(_ bytes: Int) -> String {
    let tenths = bytes / 100_000
    return "\(tenths / 10).\(tenths % 10) MB"
  }
}
