import Foundation
import HostSystem
import Testing
import TestLaboratory

/// A library of `Tests/Torture` that is put between the program and the system (LD_PRELOAD), compiled for one test.
struct PreloadedLibrary {
  let path: String

  private static let compiler: String? = {
    #if os(Linux)
      return ["cc", "clang", "gcc"].lazy.compactMap(program(named:)).first
    #else
      return nil
    #endif
  }()

  /// Whether tests need it: where everything must be there, as in CI, nothing is passed over.
  static let isWanted: Bool = {
    #if os(Linux)
      return compiler != nil || RealDatasets.isRequired
    #else
      return false
    #endif
  }()

  /// Why a test is passed over.
  static let skipped = "no compiler, or a system that preloads nothing"

  /// - Parameter name: of the source, without `.c`.
  init(_ name: String, in folder: String) throws {
    path = "\(folder)/\(name).so"
    let arguments = ["-shared", "-fPIC", "-o", path, "\(packageRoot)/Tests/Torture/\(name).c", "-ldl"]
    let ending = try Launch(try #require(Self.compiler), arguments).start().wait()
    try #require(ending.status == 0)
  }
}

/// Where a program of `PATH` is, if it is.
func program(named name: String) -> String? {
  (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
    .first(where: FileManager.default.isExecutableFile(atPath:))
}
