import Foundation
import HostSystem
import Testing
import TestLaboratory

@testable import RunRecords

/// `run --serve`, as a user starts it and a browser asks for it.
@Suite(.serialized) struct `A page that is served while runs train` {
  private let figures: FigureLaboratory
  init() throws { figures = try FigureLaboratory() }

  /// What curl gets from an address; nil if nobody answers.
  private func get(_ address: String, _ more: [String] = []) -> String? {
    HostSystemProgram.output(of: ["curl", "-s", "--max-time", "20"] + more + [address])
  }

  /// A program that runs, until it is told to stop.
  private func start(_ arguments: [String]) throws -> (process: ChildProcess, said: String) {
    var launch = try Program.launch(arguments + ["--root", figures.project.root])
    let said = figures.project.root + "/said-\(UUID().uuidString)"
    try write([], to: said)
    let file = try #require(FileHandle(forWritingAtPath: said))
    (launch.output, launch.errors) = (.file(file), .file(file))
    return (try launch.start(), said)
  }

  /// The address that a program names.
  private func address(in said: String) throws -> String {
    for _ in 0..<3000 {
      let text = try String(contentsOfFile: said, encoding: .utf8)
      if let range = text.range(of: #"http://127\.0\.0\.1:[0-9]+/"#, options: .regularExpression) {
        return String(text[range])
      }
      usleep(100_000)
    }
    let text = try String(contentsOfFile: said, encoding: .utf8)
    Issue.record("no address: \(text)")
    return ""
  }

  /// Expects that something comes true, which takes seconds, and on a busy machine up to five minutes.
  private func expectSoon(_ what: String, _ holds: () -> Bool) {
    for _ in 0..<3000 {
      if holds() { return }
      usleep(100_000)
    }
    Issue.record("\(what) didn't come")
  }

  private let endless = [
    "run", "tiny", "--only", "small", "--seeds", "1", "--threads", "1", "--set",
    "training.backprops=1000000000",
    "--set", "training.evaluateEvery=8000",
  ]

  @Test func `tells of the run that goes on, and ends with it on Ctrl-C`() throws {
    let (process, said) = try start(endless + ["--serve", "0"])
    defer { process.send(SIGKILL) }
    let address = try address(in: said)
    let page = try #require(get(address))
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("<section id=\"live\""), "\(page.prefix(300))")
    expectSoon("the progress") { get(address + "live.json")?.contains("of 1,000,000,000 backprops") ?? false }
    expectSoon("the curve") {
      get(address + "live.json")?.contains("tiny\\/small seed 1 on tiny-test") ?? false
    }
    #expect(get(address, ["-H", "Host: evil.example"])?.contains("Only http://127.0.0.1") == true)
    #expect(get(address, ["-X", "POST"])?.contains("only read") == true)
    let status = try Program.run(["status", "--root", figures.project.root, "--format", "json"])
    #expect(status.output.contains("\"subImagesPerSecond\":"), "\(status.output)")
    process.send(SIGINT)
    #expect(process.wait().status == 130)
    #expect(get(address) == nil)
  }

  @Test func `ends with the program however that ends`() throws {
    let (process, said) = try start(endless + ["--serve", "0"])
    defer { process.send(SIGKILL) }
    let address = try address(in: said)
    #expect(get(address) != nil)
    process.send(SIGKILL)
    process.wait()
    expectSoon("the end") { get(address) == nil }
  }

  @Test func `changes no bit, and doesn't keep the program from ending`() throws {
    let arguments = ["run", "tiny", "--only", "small", "--seeds", "1", "--root", figures.project.root]
    let plain = figures.project.root + "/plain"
    #expect(try Program.run(arguments + ["--results", plain]).code == 0)
    #expect(try Program.run(arguments + ["--serve", "0"]).code == 0)
    func digests(_ results: String) throws -> [String] {
      try RunFolder.all(in: results).flatMap(figures.laboratory.digest)
    }
    #expect(try digests(plain).count == 2)
    #expect(try digests(plain) == digests(figures.laboratory.results))
  }

  @Test func `of which the port is taken is a mistake of the command, and nothing is trained`() throws {
    let (process, said) = try start(["status", "--serve", "0"])
    defer { process.send(SIGKILL) }
    let port = try address(in: said).split(separator: ":").last.map { String($0.dropLast()) } ?? ""
    let answer = try Program.run(
      ["run", "tiny", "--serve", port, "--root", figures.project.root])
    #expect(answer.code == 2)
    #expect(answer.errors.contains("experiments: --serve \(port): expected a port"), "\(answer.errors)")
    #expect(!exists(figures.laboratory.results + "/runs"))
    process.send(SIGINT)
    #expect(process.wait().status == 0)
  }

  @Test func `fills when a run is finished, and gives its files and no others`() throws {
    let (process, said) = try start(["status", "--serve", "0"])
    defer { process.send(SIGKILL) }
    let address = try address(in: said)
    expectSoon("the empty page") { get(address)?.contains("Nothing is finished yet") ?? false }
    #expect(try Program.run(["run", "tiny", "--seeds", "1", "--root", figures.project.root]).code == 0)
    expectSoon("the finished run") { get(address)?.contains("a large one, seed 1") ?? false }
    let folder = try #require(try RunFolder.all(in: figures.laboratory.results).first)
    let own = String(folder.path.dropFirst(figures.laboratory.results.count + 1))
    #expect(get(address + own + "/spec.json")?.contains("\"seed\"") == true)
    for path in [
      own + "/../../../../Package.swift", "runs/.locks/", "runs/%2e%2e/README.md",
      "experiments/specs/tiny.json",
      own + "/.hidden", own, "figures//x",
    ] {
      #expect(get(address + path, ["--path-as-is"])?.contains("There is nothing here.") == true, "\(path)")
    }
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/link.txt",
      withDestinationPath: figures.project.root + "/experiments/specs/tiny.json")
    #expect(get(address + own + "/link.txt")?.contains("There is nothing here.") == true)
    process.send(SIGINT)
    process.wait()
  }
}
