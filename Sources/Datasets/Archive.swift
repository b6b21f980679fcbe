import Foundation
import HostSystem

/// A downloaded archive.
struct Archive {
  let path: String
  let kind: DatasetSource.Kind
  let environment: [String: String]
  /// Bytes that it may become: an archive of some KiB can hold terabytes of zeros.
  var mostBytes = 4 << 30

  /// Why an archive wasn't unpacked.
  struct Problem: Error, CustomStringConvertible {
    let description: String
  }

  /// Unpacks everything into an existing, empty folder.
  ///
  /// An archive with an entry that leads out of the folder is refused before anything is written; one that becomes too large
  /// is given up.
  ///
  /// - Throws: `Archive.Problem`, `DatasetError.toolMissing`.
  func unpack(into folder: String) throws {
    let entries = try list()
    if let entry = entries.first(where: Archive.leadsOutside) {
      throw Problem(
        description: "the archive has an entry that leads outside its folder: \(entry); not unpacked")
    }
    let tool = try tool()
    switch (kind, tool.name) {
    case (.zip, "unzip"): try run(tool, ["-q", "-o", path, "-d", folder], into: folder)
    case (.zip, _): try run(tool, ["-x", "-f", path, "-C", folder], into: folder)
    case (_, _): try run(tool, ["-x", "-z", "-f", path, "-C", folder, "--no-same-owner"], into: folder)
    }
  }

  /// The names of the archive's entries.
  private func list() throws -> [String] {
    let tool = try tool()
    var output = Data()
    let arguments =
      switch (kind, tool.name) {
      case (.zip, "unzip"): ["-Z1", path]
      case (.zip, _): ["-t", "-f", path]
      case (_, _): ["-t", "-z", "-f", path]
      }
    let outcome = try tool.run(arguments) {
      output += $0
      if output.count > Self.mostNames { throw Problem(description: "the archive has too many entries") }
    }
    try check(outcome, of: tool)
    return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// Bytes of the names of all entries.
  private static let mostNames = 64 << 20

  private func tool() throws(DatasetError) -> ExternalTool {
    switch kind {
    case .zip:
      try ExternalTool(anyOf: ["bsdtar", "unzip"], for: "unpack a ZIP archive", environment: environment)
    case .tgz, .files:
      try ExternalTool(anyOf: ["tar", "bsdtar"], for: "unpack a tar archive", environment: environment)
    }
  }

  private func run(_ tool: ExternalTool, _ arguments: [String], into folder: String) throws {
    let mostBytes = mostBytes
    let isTooMuch: @Sendable () -> Bool = { bytes(in: folder) > mostBytes }
    let outcome = try tool.run(arguments, isTooMuch: isTooMuch) { _ in }
    if isTooMuch() {
      throw Problem(
        description:
          "the archive becomes more than \(mostBytes >> 20) MiB when it is unpacked, and no set is as large")
    }
    try check(outcome, of: tool)
  }

  /// What the system says when this machine is at fault, not the archive.
  private static let ownReasons = [ENOSPC, EDQUOT, EFBIG, EROFS, EACCES, EPERM, EIO, EMFILE, ENOMEM].map(
    systemWords)

  /// Why this machine ended a program early; nil if the archive is at fault.
  private static func ownReason(of outcome: Program.Ending) -> String? {
    switch outcome.signal {
    case SIGXFSZ: systemWords(EFBIG)
    case SIGKILL, SIGTERM, SIGINT, SIGHUP, SIGXCPU: "another process, or the want of memory, ended it"
    default: ownReasons.first(where: outcome.errors.contains)
    }
  }

  private func check(_ outcome: Program.Ending, of tool: ExternalTool) throws {
    guard outcome.status != 0 else { return }
    if let reason = Self.ownReason(of: outcome) {
      throw DatasetError.fileSystem(action: "unpack", path: path, reason: reason)
    }
    let reason = outcome.complaint.isEmpty ? "status \(outcome.status)" : outcome.complaint
    throw Problem(description: "the archive can't be unpacked (\(tool.name): \(reason))")
  }

  /// Whether an entry's path is absolute or climbs with `..`.
  static func leadsOutside(_ entry: String) -> Bool {
    entry.hasPrefix("/") || entry.split(whereSeparator: { $0 == "/" || $0 == "\\" }).contains("..")
  }
}

/// Bytes of all files in a folder and those below it.
private func bytes(in folder: String) -> Int {
  guard let names = FileManager.default.enumerator(atPath: folder) else { return 0 }
  return names.reduce(0) { sum, name in sum + (FileStamp(ofFile: "\(folder)/\(name)")?.size ?? 0) }
}
