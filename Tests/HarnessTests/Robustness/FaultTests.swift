import Foundation
import HostSystem
import Testing
import TestLaboratory

@testable import RunRecords

/// A file layer that fails at a chosen change: `Tests/Torture/fault.c`, preloaded into the program.
private struct FaultyFiles {
  let library: String
  let folder: TemporaryFolder

  /// Whether there is a compiler for it, and a system that preloads.
  static let compiler: String? = {
    #if os(Linux)
      let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      return ["cc", "clang", "gcc"].flatMap { name in folders.map { "\($0)/\(name)" } }
        .first(where: FileManager.default.isExecutableFile(atPath:))
    #else
      return nil
    #endif
  }()

  init() throws {
    folder = try TemporaryFolder()
    library = folder.path + "/fault.so"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.compiler))
    process.arguments = ["-shared", "-fPIC", "-o", library, packageRoot + "/Tests/Torture/fault.c", "-ldl"]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }

  /// Runs the program with a fault at a change below a folder; 0 for none.
  /// - Returns: its answer, and how many changes it made; nil if it was killed.
  func run(_ arguments: [String], below: String, at change: Int, kind: String) throws -> (
    Program.Answer, Int?
  ) {
    let count = folder.path + "/count"
    try? FileManager.default.removeItem(atPath: count)
    let answer = try Program.run(
      arguments,
      environment: [
        "LD_PRELOAD": library, "FAULT_FOLDER": below, "FAULT_AT": "\(change)", "FAULT_KIND": kind,
        "FAULT_COUNT": count,
      ])
    let text = try? String(contentsOfFile: count, encoding: .utf8).trimmingCharacters(
      in: .whitespacesAndNewlines)
    return (answer, text.flatMap { Int($0) })
  }
}

@Suite(
  .serialized, .enabled(if: Program.path != nil && FaultyFiles.compiler != nil, "no program or no compiler"))
struct `A file system that fails` {
  private let figures: FigureLaboratory
  private let files: FaultyFiles
  /// Every so many changes are tried; `make torture` tries all.
  private let stride = Int(ProcessInfo.processInfo.environment["SRCNN_FAULT_STRIDE"] ?? "") ?? 13

  init() throws {
    figures = try FigureLaboratory()
    files = try FaultyFiles()
  }

  private func bytes(in results: String) throws -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    for folder in try RunFolder.all(in: results) {
      for file in [folder.weightsFile, folder.metricsFile] where exists(file) {
        found[String(file.dropFirst(results.count))] = try read(file)
      }
    }
    return found
  }

  @Test(arguments: ["fail", "kill"])
  func `at any change of a training loses nothing, and the next command ends in the same bytes`(
    _ kind: String
  )
    throws
  {
    let root = figures.project.root
    let arguments = ["run", "tiny", "--only", "small", "--seeds", "1", "--threads", "1", "--root", root]
    let whole = root + "/whole"
    let (first, count) = try files.run(arguments + ["--results", whole], below: whole, at: 0, kind: kind)
    #expect(first.code == 0, "\(first.errors)")
    let changes = try #require(count)
    let expected = try bytes(in: whole)
    #expect(changes > 50 && expected.count == 2)
    for change in Swift.stride(from: kind == "kill" ? 1 : 4, through: changes, by: stride) {
      let results = "\(root)/\(kind)-\(change)"
      let own = arguments + ["--results", results]
      let (answer, _) = try files.run(own, below: results, at: change, kind: kind)
      if kind == "fail" {
        #expect([0, 1].contains(answer.code), "change \(change): \(answer.code) \(answer.errors)")
        // A failure that isn't made good is said.
        #expect(answer.code == 0 || answer.errors.contains("experiments: "), "change \(change)")
      }
      let after = try bytes(in: results)
      #expect(
        after.allSatisfy { expected[$0.key] == $0.value }, "change \(change): a file is neither old nor new")
      let again = try Program.run(own)
      #expect(again.code == 0, "change \(change): \(again.errors)")
      #expect(try bytes(in: results) == expected, "change \(change)")
    }
  }

  @Test(arguments: ["fail", "kill"])
  func `at any change of a set that is added leaves it whole or not there`(_ kind: String) throws {
    let root = figures.project.root
    let source = root + "/datasets/other-test"
    func arguments(_ command: [String], _ data: String) -> [String] {
      ["data"] + command + ["--data-root", data, "--root", root]
    }
    let whole = root + "/whole"
    let add = ["add", "other-test", source]
    let (first, count) = try files.run(arguments(add, whole), below: whole, at: 0, kind: kind)
    #expect(first.code == 0, "\(first.errors)")
    let changes = try #require(count)
    #expect(changes > 2)
    for change in 1...changes where stride == 1 || change % 3 == 1 {
      let data = "\(root)/\(kind)-\(change)"
      let (answer, _) = try files.run(arguments(add, data), below: data, at: change, kind: kind)
      if kind == "fail" {
        #expect([0, 3].contains(answer.code), "change \(change): \(answer.code) \(answer.errors)")
      }
      if isFolder(data + "/other-test") {
        #expect(try Program.run(arguments(["verify", "other-test"], data)).code == 0, "change \(change)")
      }
      #expect(try Program.run(arguments(add, data)).code == 0, "change \(change)")
      #expect(try Program.run(arguments(["verify", "other-test"], data)).code == 0, "change \(change)")
    }
  }
}
