import Foundation
import HostSystem

/// The gnuplot program of this machine.
public struct GnuplotRunner: Sendable {
  private let program: Program
  private let environment: [String: String]

  /// Finds gnuplot in the folders of `PATH`.
  ///
  /// - Throws: ``PlottingError/gnuplotMissing(path:)``.
  public init(environment: [String: String]) throws(PlottingError) {
    let path = environment["PATH"] ?? ""
    guard let program = Program(anyOf: ["gnuplot"], inPath: path) else {
      throw .gnuplotMissing(path: path)
    }
    self.program = program
    self.environment = environment
  }

  /// The path of the program.
  public var executable: String { program.path }

  /// Runs a script by its name within a folder, without the user's own gnuplot settings.
  ///
  /// - Throws: ``PlottingError/gnuplotFailed(figure:status:message:)`` when it can't be started or fails.
  func run(_ script: String, in folder: URL, figure: String) throws(PlottingError) {
    var said = Data()
    let ending: Program.Ending
    do {
      ending = try program.run(
        ["--default-settings", script], in: folder.path, environment: Self.environment(from: environment),
        errors: .withOutput
      ) { said += $0 }
    } catch {
      throw .gnuplotFailed(
        figure: figure, status: -1, message: (error as? HostError)?.description ?? "\(error)")
    }
    guard ending.status == 0 else {
      throw .gnuplotFailed(
        figure: figure, status: Int(ending.status),
        message: Self.oneLine(String(decoding: said, as: UTF8.self)))
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
