import Foundation

/// The gnuplot program of this machine.
public struct GnuplotRunner: Sendable {
  /// The path of the program.
  public let executable: String
  private let environment: [String: String]

  /// Finds gnuplot in the folders of `PATH`.
  ///
  /// - Throws: ``PlottingError/gnuplotMissing(path:)``.
  public init(environment: [String: String]) throws(PlottingError) {
    let path = environment["PATH"] ?? ""
    let candidates = path.split(separator: ":").map { "\($0)/gnuplot" }
    guard let found = candidates.first(where: FileManager.default.isExecutableFile(atPath:)) else {
      throw .gnuplotMissing(path: path)
    }
    self.executable = found
    self.environment = environment
  }

  /// Runs a script by its name within a folder, without the user's own gnuplot settings.
  ///
  /// - Throws: ``PlottingError/gnuplotFailed(figure:status:message:)`` when it can't be started or fails.
  func run(_ script: String, in folder: URL, figure: String) throws(PlottingError) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = ["--default-settings", script]
    process.currentDirectoryURL = folder
    process.environment = Self.environment(from: environment)
    process.standardInput = FileHandle.nullDevice
    let said = Pipe()
    process.standardOutput = said
    process.standardError = said
    do {
      try process.run()
    } catch {
      throw .gnuplotFailed(
        figure: figure, status: -1, message: "\(executable): \(error.localizedDescription)")
    }
    // Read to the end before waiting: a full pipe would block gnuplot for ever.
    let message = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw .gnuplotFailed(
        figure: figure, status: Int(process.terminationStatus), message: Self.oneLine(message))
    }
  }

  /// What gnuplot and its libraries may know of this machine: programs, libraries and fonts, but not its language or time
  /// zone, nor the settings of its user.
  private static func environment(from all: [String: String]) -> [String: String] {
    let kept = [
      "PATH", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH",
      "XDG_CACHE_HOME",
    ]
    return all.filter { kept.contains($0.key) }.merging(["TZ": "UTC", "LC_ALL": "C.UTF-8"]) { $1 }
  }

  /// The last words of a message as one line: gnuplot names the cause at the end.
  private static func oneLine(_ message: String) -> String {
    let lines = message.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
    return lines.filter { !$0.isEmpty && $0 != "^" }.suffix(3).joined(separator: "; ")
  }
}
