import Foundation
import HostSystem
import Testing
import TestLaboratory

@testable import RunRecords

@Suite struct `The program that trains` {
  private let figures: FigureLaboratory
  init() throws { figures = try FigureLaboratory() }

  private var laboratory: RunLaboratory { figures.laboratory }

  /// One run of 64 backprops, unless `more` says otherwise.
  private func arguments(_ more: [String] = [], results: String? = nil) -> [String] {
    ["run", "tiny", "--only", "small", "--seeds", "1", "--root", laboratory.root]
      + ["--results", results ?? laboratory.results] + more
  }

  /// The digests of the weights and metrics of the one run in a results folder.
  private func digests(in results: String) throws -> [String] {
    let folders = try RunFolder.all(in: results)
    #expect(folders.count == 1)
    return try laboratory.digest(folders.first)
  }

  private func whole(_ more: [String] = []) throws -> [String] {
    let results = laboratory.root + "/whole"
    #expect(try Program.run(arguments(more, results: results)).code == 0)
    return try digests(in: results)
  }

  @Test func `trains, and then says that it is done`() throws {
    let first = try Program.run(arguments())
    // The command that it names draws what was trained, and trains nothing else.
    let places = "--results \(laboratory.results) --root \(laboratory.root)"
    let drawing = "draw it: experiments figure specs/tiny.json --seeds 1 \(places) --draw-only\n"
    #expect(first.code == 0 && first.errors.contains(drawing), "\(first.errors)")
    let again = try Program.run(arguments())
    #expect(again.code == 0)
    #expect(again.output.contains("Nothing to train: 1 run done."), "\(again.output)")
  }

  @Test func `refuses an image with one byte changed, and leaves nothing behind`() throws {
    let path = laboratory.root + "/datasets/tiny-test/1.png"
    var bytes = try read(path)
    bytes[bytes.count / 2] ^= 1
    try write(bytes, to: path)
    for command in [arguments(), ["data", "verify", "tiny-test", "--root", laboratory.root]] {
      let answer = try Program.run(command)
      #expect(answer.code == 3)
      #expect(answer.errors.contains("1.png has changed: expected SHA-256"), "\(answer.errors)")
      #expect(answer.errors.contains("experiments data fetch tiny-test"), "\(answer.errors)")
    }
    #expect(try RunFolder.all(in: laboratory.results).isEmpty)
  }

  @Test func `names all sets that are missing at once, with the ways to get them`() throws {
    for name in ["tiny-train", "other-test"] {
      try FileManager.default.removeItem(atPath: laboratory.root + "/datasets/" + name)
    }
    let answer = try Program.run(arguments())
    #expect(answer.code == 3)
    #expect(answer.errors.contains("data sets 'tiny-train', 'other-test' aren't here"), "\(answer.errors)")
    #expect(answer.errors.contains("experiments data fetch tiny-train other-test"), "\(answer.errors)")
    #expect(!exists(laboratory.results))
  }

  @Test func `says where results can't be written, and why`() throws {
    let file = laboratory.root + "/a-file"
    try write([0], to: file)
    let answer = try Program.run(arguments(results: file + "/results"))
    #expect(answer.code == 1)
    #expect(
      answer.errors.contains("can't make the folder \(file)/results/runs/.locks: Not a directory"),
      "\(answer.errors)")
    #expect(answer.errors.contains("Choose another folder"), "\(answer.errors)")
  }

  @Test func `goes on after the disk was full, to the same bytes`() throws {
    let expected = try whole()
    // No file may be larger than 8 KiB: to the program that is like a full disk, and needs no rights to be made so.
    let script = "trap '' XFSZ; ulimit -f 8; exec \"$0\" \"$@\""
    let answer = try Program.answer(of: Launch("/bin/bash", ["-c", script, Program.path] + arguments()))
    let errors = answer.errors
    #expect(answer.code == 1)
    #expect(errors.contains("checkpoint.h5: File too large"), "\(errors)")
    #expect(errors.contains("Free some space"), "\(errors)")
    #expect(try Program.run(arguments()).code == 0)
    #expect(try digests(in: laboratory.results) == expected)
  }

  @Test func `leaves a run alone that another process has, with code 4`() throws {
    let run = try #require(figures.resolved().runs.first)
    let planned = try laboratory.engine().plan([run])[0]
    let folder = laboratory.results + "/runs/.locks"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = "\(folder)/\(try #require(planned.identity).shortId).lock"
    guard case .taken(let lock, nil) = try FileLock.take(path, note: "then") else {
      Issue.record("the lock isn't free")
      return
    }
    let answer = try Program.run(arguments())
    #expect(answer.code == 4)
    #expect(
      answer.errors.contains("is being trained by process \(ProcessInfo.processInfo.processIdentifier)"),
      "\(answer.errors)")
    withExtendedLifetime(lock) {}
  }

  @Test func `names the step in which the loss became infinite, with code 1`() throws {
    let sgd =
      #"{"sgd":{"learningRate":1e12,"lastLayerLearningRate":1e12,"biasLearningRate":1e12,"momentum":0.9}}"#
    let answer = try Program.run(arguments(["--set", "training.optimizer=" + sgd]))
    #expect(answer.code == 1)
    #expect(answer.errors.contains("in step "), "\(answer.errors)")
    let folder = try #require(try RunFolder.all(in: laboratory.results).first)
    #expect(exists(folder.checkpointFile) && !exists(folder.weightsFile))
  }

  @Test func `keeps what it trained when gnuplot is missing`() throws {
    let figure = ["figure", "tiny1b", "--root", laboratory.root]
    let answer = try Program.run(figure, environment: ["PATH": "/nowhere"])
    #expect(answer.code == 1)
    #expect(answer.errors.hasPrefix("spec experiments/specs/tiny.json\nfigures can't be drawn: gnuplot"))
    #expect(answer.errors.contains("make deps"), "\(answer.errors)")
    #expect(exists(laboratory.results + "/figures/tiny1b.gp"))
    #expect(try RunFolder.all(in: laboratory.results).allSatisfy { exists($0.weightsFile) })
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGKILL])
  func `goes on after a signal, to the same bytes`(_ signal: Int32) throws {
    // Long enough to be caught in the middle of it.
    let settings = ["backprops=200000", "evaluateEvery=100000", "checkpointEvery=20000"]
    let long = settings.flatMap { ["--set", "training." + $0] }
    let expected = try whole(long)
    var launch = try Program.launch(arguments(long))
    (launch.output, launch.errors) = (.nothing, .nothing)
    let process = try launch.start()
    defer { process.send(SIGKILL) }
    var folder: RunFolder?
    while process.isRunning, folder.map({ !exists($0.checkpointFile) }) ?? true {
      usleep(1000)
      folder = try RunFolder.all(in: laboratory.results).first
    }
    process.send(signal)
    #expect(process.wait().status == (signal == SIGKILL ? SIGKILL : 130))
    #expect(!exists(try #require(folder).weightsFile))
    let again = try Program.run(arguments(long))
    #expect(again.code == 0 && again.output.contains("goes on after"), "\(again.output)\(again.errors)")
    #expect(try digests(in: laboratory.results) == expected)
  }

  @Test func `goes on when no one reads its output any more`() throws {
    var launch = try Program.launch(arguments())
    let output = Pipe()
    (launch.output, launch.errors) = (.pipe(output), .nothing)
    try output.fileHandleForReading.close()
    #expect(try launch.start().wait() == ChildProcess.Ending(status: 0, signal: nil))
    #expect(try digests(in: laboratory.results) == whole())
  }
}
