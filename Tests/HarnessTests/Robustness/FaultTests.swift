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

  /// Whether tests need it: where everything must be there, as in CI, nothing is passed over.
  static let isWanted: Bool = {
    #if os(Linux)
      return compiler != nil || RealDatasets.isRequired
    #else
      return false
    #endif
  }()

  static let python: String? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/python3" }.first(where: FileManager.default.isExecutableFile(atPath:))
  }()

  init() throws {
    folder = try TemporaryFolder()
    library = folder.path + "/fault.so"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.compiler))
    process.arguments = ["-shared", "-fPIC", "-o", library, packageRoot + "/Tests/Torture/fault.c", "-ldl"]
    try process.start()
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

  /// Whether a fault happened: the program was killed by it, or ended by itself and had made that many changes.
  static func happened(_ answer: Program.Answer, _ changes: Int?, at change: Int, kind: String) -> Bool {
    kind == "kill" ? answer.code == SIGKILL : (changes ?? 0) >= change
  }

  /// Expects that all faults happened but a few: another time the program may make fewer changes, as it writes a pulse each
  /// second, and what it fetches may come in fewer pieces.
  static func expectMost(_ hits: Int, of tries: Int, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(
      hits > 0 && tries - hits <= 1 + tries / 10, "\(hits) of \(tries) faults happened",
      sourceLocation: sourceLocation)
  }
}

@Suite(.serialized, .enabled(if: FaultyFiles.isWanted, "no compiler, or a system that preloads nothing"))
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
      for file in [folder.weightsFile, folder.metricsFile, folder.modelFile] where exists(file) {
        found[String(file.dropFirst(results.count))] = try read(file)
      }
    }
    return found
  }

  /// Notes how many faults were survived, where `make torture` asks for it.
  private func note(_ what: String, _ kind: String, faults: Int) throws {
    guard let path = ProcessInfo.processInfo.environment["SRCNN_FAULT_COUNTS"] else { return }
    try append("\(what),\(kind),\(faults)\n", to: path)
  }

  /// Lets every change of a command fail, one a time, and compares what the next command ends in with what is right.
  /// - Parameter root: the folder of the project, in which results folders are made.
  private func survive(_ arguments: [String], _ what: String, _ kind: String, root: String) throws {
    let whole = root + "/whole"
    let (first, count) = try files.run(arguments + ["--results", whole], below: whole, at: 0, kind: kind)
    #expect(first.code == 0, "\(first.errors)")
    let changes = try #require(count)
    let expected = try bytes(in: whole)
    #expect(changes > 20 && !expected.isEmpty)
    let tries = Array(Swift.stride(from: kind == "kill" ? 1 : 4, through: changes, by: stride))
    var hits = 0
    for change in tries {
      let results = "\(root)/\(kind)-\(change)"
      let own = arguments + ["--results", results]
      let (answer, made) = try files.run(own, below: results, at: change, kind: kind)
      if FaultyFiles.happened(answer, made, at: change, kind: kind) { hits += 1 }
      if kind == "kill" {
        #expect([0, SIGKILL].contains(answer.code), "change \(change): \(answer.code) \(answer.errors)")
      } else {
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
      try FileManager.default.removeItem(atPath: results)
    }
    FaultyFiles.expectMost(hits, of: tries.count)
    try note(what, kind, faults: hits)
  }

  @Test(arguments: ["fail", "kill"])
  func `at any change of a training loses nothing, and the next command ends in the same bytes`(
    _ kind: String
  ) throws {
    let root = figures.project.root
    try survive(
      ["run", "tiny", "--only", "small", "--seeds", "1", "--threads", "1", "--root", root], "training", kind,
      root: root)
  }

  @Test(arguments: ["fail", "kill"])
  func `at any change of a method's training loses nothing, either`(_ kind: String) throws {
    let laboratory = try MethodLaboratory().laboratory
    try withExtendedLifetime(laboratory) {
      try survive(
        [
          "run", "sparse-coding", "--only", "anr", "--only", "sc", "--threads", "1", "--root",
          laboratory.root,
        ],
        "method", kind, root: laboratory.root)
    }
  }

  /// Puts a set under a folder by a command of `data`, with a fault at each of its changes: afterwards the set is whole or not
  /// there, and the same command again puts it there.
  /// - Parameter codes: those that the command may end with where a change fails.
  private func placeSet(_ command: [String], _ what: String, _ kind: String, codes: [Int32]) throws {
    let root = figures.project.root
    func arguments(_ command: [String], _ data: String) -> [String] {
      ["data"] + command + ["--data-root", data, "--root", root]
    }
    let verify = ["verify", "other-test"]
    let whole = root + "/whole"
    let (first, count) = try files.run(arguments(command, whole), below: whole, at: 0, kind: kind)
    #expect(first.code == 0, "\(first.errors)")
    let changes = try #require(count)
    #expect(changes > 2)
    let tries = (1...changes).filter { stride == 1 || $0 % 3 == 1 }
    var hits = 0
    for change in tries {
      let data = "\(root)/\(kind)-\(change)"
      let (answer, made) = try files.run(arguments(command, data), below: data, at: change, kind: kind)
      if FaultyFiles.happened(answer, made, at: change, kind: kind) { hits += 1 }
      let right = kind == "kill" ? [0, SIGKILL] : codes
      #expect(right.contains(answer.code), "change \(change): \(answer.code) \(answer.errors)")
      if isFolder(data + "/other-test") {
        #expect(try Program.run(arguments(verify, data)).code == 0, "change \(change)")
      }
      #expect(try Program.run(arguments(command, data)).code == 0, "change \(change)")
      #expect(try Program.run(arguments(verify, data)).code == 0, "change \(change)")
    }
    FaultyFiles.expectMost(hits, of: tries.count)
    try note(what, kind, faults: hits)
  }

  @Test(
    .enabled(if: FaultyFiles.python != nil || RealDatasets.isRequired, "no python3 to serve files"),
    arguments: ["fail", "kill"])
  func `at any change of a set that is fetched leaves it whole or not there`(_ kind: String) throws {
    let root = figures.project.root
    try makeFolder(root + "/served")
    try FileManager.default.moveItem(
      atPath: root + "/datasets/other-test", toPath: root + "/served/other-test")
    let server = try FileServer(folder: root + "/served", python: try #require(FaultyFiles.python))
    let manifest = root + "/datasets/other-test.json"
    let text = try String(contentsOfFile: manifest, encoding: .utf8)
    try write(
      Array(text.replacing("https://example.org/", with: "\(server.address)/other-test/").utf8), to: manifest)
    try withExtendedLifetime(server) {
      try placeSet(["fetch", "other-test"], "data fetch", kind, codes: [0, 1, 3])
    }
  }

  @Test(arguments: ["fail", "kill"])
  func `at any change of a set that is added leaves it whole or not there`(_ kind: String) throws {
    try placeSet(
      ["add", "other-test", figures.project.root + "/datasets/other-test"], "data add", kind, codes: [0, 3])
  }
}

/// Files served at an address of this machine by Python, until it is released.
private final class FileServer {
  let address: String
  private let process = Process()

  init(folder: String, python: String) throws {
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", folder]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.start()
    var line = Data()
    while let byte = try output.fileHandleForReading.read(upToCount: 1), byte.first ?? 10 != 10 {
      line += byte
    }
    let port = String(decoding: line, as: UTF8.self).split(separator: " ").first { Int($0) != nil }
    address = "http://127.0.0.1:\(try #require(port))"
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
  }
}
