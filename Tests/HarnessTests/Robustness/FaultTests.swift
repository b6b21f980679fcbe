import Foundation
import HostSystem
import Testing
import TestLaboratory

@testable import RunRecords

/// A file layer that fails at a chosen change: `Tests/Torture/fault.c`, preloaded into the program.
private struct FaultyFiles {
  let library: PreloadedLibrary
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    library = try PreloadedLibrary("fault", in: folder.path)
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
        "LD_PRELOAD": library.path, "FAULT_FOLDER": below, "FAULT_AT": "\(change)", "FAULT_KIND": kind,
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

  /// The system's words for the errors that the file layer gives.
  static let reasons = [ENOSPC, EIO].map(systemWords)

  /// Expects of a command that it did its work, which alone gives 0, or had a fault and was killed by it or told of it.
  /// - Parameters:
  ///   - isFault: whether there was one.
  ///   - code: what a failure ends with.
  ///   - isTold: whether the errors say what failed.
  ///   - isWhole: whether what the command is to make is there.
  static func expectHonest(
    _ answer: Program.Answer, isFault: Bool, kind: String, code: Int32, at change: Int, isWhole: Bool,
    isTold: (String) -> Bool, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let isRight =
      switch answer.code {
      case 0: isWhole
      case SIGKILL: kind == "kill"
      default: kind == "fail" && isFault && answer.code == code && isTold(answer.errors)
      }
    #expect(
      isRight, "change \(change): \(answer.code), whole: \(isWhole) \(answer.errors)",
      sourceLocation: sourceLocation)
  }

  /// Expects that all faults happened but a few: another time the program may make fewer changes, as what it fetches
  /// may come in fewer pieces, and a training may save its state as it ends.
  static func expectMost(_ hits: Int, of tries: Int, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(
      hits > 0 && tries - hits <= 1 + tries / 10, "\(hits) of \(tries) faults happened",
      sourceLocation: sourceLocation)
  }
}

@Suite(.serialized, .enabled(if: PreloadedLibrary.isWanted, Comment(rawValue: PreloadedLibrary.skipped)))
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
    let tries = Array(Swift.stride(from: 1, through: changes, by: stride))
    var hits = 0
    for change in tries {
      let results = "\(root)/\(kind)-\(change)"
      let own = arguments + ["--results", results]
      let (answer, made) = try files.run(own, below: results, at: change, kind: kind)
      let isFault = FaultyFiles.happened(answer, made, at: change, kind: kind)
      if isFault { hits += 1 }
      let after = try bytes(in: results)
      FaultyFiles.expectHonest(
        answer, isFault: isFault, kind: kind, code: 1, at: change, isWhole: after == expected
      ) { errors in
        errors.contains("experiments: ") && FaultyFiles.reasons.contains { errors.contains($0) }
      }
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
  private func placeSet(_ command: [String], _ what: String, _ kind: String) throws {
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
      let isFault = FaultyFiles.happened(answer, made, at: change, kind: kind)
      if isFault { hits += 1 }
      FaultyFiles.expectHonest(
        answer, isFault: isFault, kind: kind, code: 3, at: change, isWhole: isFolder(data + "/other-test")
      ) { errors in
        errors.contains("experiments: can't ") && errors.contains(" \(data)")
      }
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
    .enabled(if: FileServer.isWanted, "no python3 to serve files"),
    arguments: ["fail", "kill"])
  func `at any change of a set that is fetched leaves it whole or not there`(_ kind: String) throws {
    let root = figures.project.root
    try makeFolder(root + "/served")
    try FileManager.default.moveItem(
      atPath: root + "/datasets/other-test", toPath: root + "/served/other-test")
    let server = try FileServer(folder: root + "/served")
    let manifest = root + "/datasets/other-test.json"
    let text = try String(contentsOfFile: manifest, encoding: .utf8)
    try write(
      Array(text.replacing("https://example.org/", with: "\(server.address)/other-test/").utf8), to: manifest)
    try withExtendedLifetime(server) {
      try placeSet(["fetch", "other-test"], "data fetch", kind)
    }
  }

  /// Puts the images of a set, and 4 MiB of zeros, which are small as long as they are packed, into an archive that is served.
  private func serveArchive(_ kind: String) throws -> FileServer {
    let root = figures.project.root
    try makeFolder(root + "/served")
    let images = root + "/datasets/other-test"
    try write([UInt8](repeating: 0, count: 4 << 20), to: images + "/zeros")
    let pack =
      kind == "zip"
      ? "import sys, zipfile as z; a = z.ZipFile(sys.argv[1], 'w', z.ZIP_DEFLATED); "
        + "[a.write(f'{sys.argv[2]}/{n}', f'package/{n}') for n in ('0.png', 'zeros')]; a.close()"
      : "import sys, tarfile as t; a = t.open(sys.argv[1], 'w:gz'); a.add(sys.argv[2], 'package'); a.close()"
    let packing = try HostSystemProgram("/usr/bin/env").run(
      ["python3", "-c", pack, "\(root)/served/set.\(kind)", images]
    ) { _ in }
    try #require(packing.status == 0, "\(packing.errors)")
    try FileManager.default.removeItem(atPath: images)
    let server = try FileServer(folder: root + "/served")
    let manifest = root + "/datasets/other-test.json"
    let text = try String(contentsOfFile: manifest, encoding: .utf8)
    let sources = "{\"url\": \"\(server.address)/set.\(kind)\", \"kind\": \"\(kind)\"}"
    try write(
      Array(
        text.replacing("{\"url\": \"https://example.org/{file}\", \"kind\": \"files\"}", with: sources).utf8),
      to: manifest)
    return server
  }

  @Test(.enabled(if: FileServer.isWanted, "no python3 to serve files"), arguments: ["tgz", "zip"])
  func `for want of space while an archive is unpacked says so, and keeps what was downloaded`(
    _ kind: String
  ) throws {
    let data = figures.project.root + "/data"
    let fetch = ["data", "fetch", "other-test", "--data-root", data, "--root", figures.project.root]
    let partial = data + "/.partial"
    func expectKept(_ answer: Program.Answer, _ words: String) {
      #expect(answer.code == 3, "\(answer.code) \(answer.errors)")
      #expect(answer.errors.contains("can't unpack \(partial)/other-test-"), "\(answer.errors)")
      #expect(answer.errors.contains(words), "\(answer.errors)")
      #expect(names(in: partial).contains { $0.hasSuffix(".\(kind)") }, "\(names(in: partial))")
      #expect(!exists(data + "/other-test"))
    }
    let server = try serveArchive(kind)
    try withExtendedLifetime(server) {
      // What unpacks is the only one that makes files there: the first, and one of the first writes.
      for change in [1, 2] {
        let unpacked = partial + "/other-test.unpacked"
        let (answer, _) = try files.run(fetch, below: unpacked + "/", at: change, kind: "fail")
        expectKept(answer, "No space left on device")
        try? FileManager.default.removeItem(atPath: unpacked)
      }
      expectKept(try Program.shell("ulimit -f 2048; \"$@\"", fetch), "File too large")
    }
    try FileManager.default.removeItem(atPath: figures.project.root + "/served/set.\(kind)")
    let again = try Program.run(fetch)
    #expect(again.code == 0, "\(again.errors)")
    #expect(exists(data + "/other-test/0.png") && names(in: partial) == ["other-test.lock"])
  }

  @Test(arguments: ["fail", "kill"])
  func `at any change of a set that is added leaves it whole or not there`(_ kind: String) throws {
    try placeSet(["add", "other-test", figures.project.root + "/datasets/other-test"], "data add", kind)
  }
}

/// Files served at an address of this machine by Python, until it is released.
private final class FileServer {
  /// Whether tests need it: where everything must be there, as in CI, nothing is passed over.
  static let isWanted = program(named: "python3") != nil || RealDatasets.isRequired

  let address: String
  private let process: ChildProcess

  init(folder: String) throws {
    let output = Pipe()
    var launch = Launch(
      try #require(program(named: "python3")),
      ["-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", folder])
    (launch.output, launch.errors) = (.pipe(output), .nothing)
    process = try launch.start()
    let port = try output.nextLine().split(separator: " ").first { Int($0) != nil }
    address = "http://127.0.0.1:\(try #require(port))"
  }

  deinit {
    process.send(SIGTERM)
    process.wait()
  }
}
