import Foundation
import Testing
import TestLaboratory

@testable import Harness
@testable import RunRecords

/// The devices that OpenCL has here, as the program names them.
private struct ListedDevices: Decodable {
  struct Device: Decodable {
    let name, driver, compiler: String

    /// As provenance names it.
    var title: String {
      name.hasSuffix(" (CUDA)")
        ? "CUDA, \(name), driver \(driver)"
        : "OpenCL, \(name), driver \(driver), compiler of \(compiler)"
    }
  }
  let devices: [Device]

  static func found() throws -> [Device] {
    let answer = try Program.run(["devices", "--format", "json"])
    return try JSONDecoder().decode(ListedDevices.self, from: Data(answer.output.utf8)).devices
  }

  /// Where a device must be there, as `make test` has it, nothing is passed over.
  static let areWanted =
    (try? found().isEmpty) == false || ProcessInfo.processInfo.environment["SRCNN_REQUIRE_OPENCL"] == "1"
}

@Suite struct `A training with --device` {
  private let figures: FigureLaboratory
  init() throws { figures = try FigureLaboratory() }

  private func train(_ more: [String]) throws -> Program.Answer {
    let laboratory = figures.laboratory
    return try Program.run(
      [
        "run", "tiny", "--only", "small", "--seeds", "1", "--root", laboratory.root, "--results",
        laboratory.results,
      ]
        + more)
  }

  private func runs() throws -> [RunFolder] { try RunFolder.all(in: figures.laboratory.results) }

  @Test(.enabled(if: ListedDevices.areWanted, "OpenCL has no device here"))
  func `is a run of its own, whose provenance names device, driver and compiler`() throws {
    let device = try #require(try ListedDevices.found().last)
    for name in [device.name, "CPU"] {
      let answer = try train(["--device", name])
      #expect(answer.code == 0, "\(answer.errors)")
    }
    let provenances = try runs().map { try #require($0.provenance()) }
    #expect(Set(provenances.map(\.runId)).count == 2)
    #expect(Set(provenances.map(\.device)) == [device.title, nil])
    // The platform's own version, in PoCL's words with that of LLVM.
    let words = device.name.hasSuffix(" (CUDA)") ? "NVRTC " : "OpenCL "
    #expect(device.compiler.hasPrefix(words), "\(device.compiler)")
    let again = try train(["--device", device.name.uppercased()])
    #expect(again.code == 0 && again.output.contains("Nothing to train: 1 run done."), "\(again.output)")
  }

  @Test func `by a name that no device has ends with code 2 and a sentence, and leaves nothing behind`()
    throws
  {
    for arguments in [["--device", "abacus"], ["--set", "training.device=\"abacus\""]] {
      let answer = try train(arguments)
      #expect(answer.code == 2, "\(answer.errors)")
      let obstacles = ["no device is called 'abacus'", "OpenCL has no device", "OpenCL isn't there"]
      #expect(obstacles.contains { answer.errors.contains($0) }, "\(answer.errors)")
      #expect(try runs().isEmpty)
    }
  }

  @Test(arguments: ["abacus", "gpu"])
  func `on a machine without devices is refused once, before any run begins`(name: String) throws {
    let laboratory = figures.laboratory
    let common = ["--root", laboratory.root, "--results", laboratory.results]
    // The loader of ICDs finds no driver in a folder without any.
    let environment = ["OCL_ICD_VENDORS": laboratory.root, "SRCNN_CUDA": "0"]
    let device = name == "gpu" ? ["--device", name] : ["--set", "training.device=\"\(name)\""]
    let answer = try Program.run(["run", "tiny"] + common + device, environment: environment)
    #expect(answer.code == 2)
    let said = ["OpenCL has no device", "OpenCL isn't there"].filter(answer.errors.contains)
    #expect(said.count == 1 && answer.errors.ranges(of: "--device cpu needs neither").count == 1, "\(answer)")
    #expect(try runs().isEmpty)
    for command in [["bench", "--device", "gpu"], ["selfcheck", "--device", "gpu"]] {
      let answer = try Program.run(command, environment: environment)
      #expect(answer.code == 2 && answer.errors.contains("--device cpu needs neither"), "\(answer.errors)")
    }
  }

  @Test(.enabled(if: ListedDevices.areWanted, "OpenCL has no device here"))
  func `goes on with a run of the processor, as another`() throws {
    let laboratory = figures.laboratory, device = try #require(try ListedDevices.found().last)
    #expect(try train([]).code == 0)
    let first = try #require(runs().first)
    func goOn(_ run: RunFolder, _ more: [String]) throws -> Program.Answer {
      try Program.run(
        ["continue", run.shortId, "--root", laboratory.root, "--results", laboratory.results] + more)
    }
    // Not without a step of its own, be it that it is to end there or that nothing was said.
    for (more, found) in [(["--backprops", "32"], 32), ([], 64)] {
      let answer = try goOn(first, ["--device", device.name] + more)
      #expect(answer.code == 2, "\(answer.errors)")
      #expect(
        answer.errors.contains("--backprops: expected more than 64, which the run has, found '\(found)'"))
    }
    #expect(try runs() == [first])
    let answer = try goOn(first, ["--device", device.name, "--backprops", "96"])
    #expect(answer.code == 0, "\(answer.errors)")
    let second = try #require(runs().first { $0 != first })
    #expect(second.path.contains("small_from=\(first.shortId)_64-s1-"))
    #expect(second.provenance()?.continued?.run == first.provenance()?.runId)
    #expect(try second.metrics().history.backprops == [0, 32, 64, 96])
    // Without a device the run itself goes on.
    #expect(try goOn(second, []).output.contains("Nothing to train: 1 run done."))
    #expect(try goOn(second, ["--backprops", "128"]).code == 0)
    #expect(try second.metrics().history.backprops.last == 128 && runs().count == 2)
    let comparison = try Program.run(
      ["diff", first.shortId, second.shortId, "--root", laboratory.root, "--results", laboratory.results])
    #expect(comparison.output.contains("goes on from the run"), "\(comparison)")
    #expect(comparison.output.contains("after 64 backprops, cpu"), "\(comparison)")
  }

  /// Each has a queue, buffers and kernels of its own there; the driver has the two take turns.
  @Test(.enabled(if: Program.hasShell && ListedDevices.areWanted, "needs Linux and a device of OpenCL"))
  func `has the bits beside another process on the same device that it has alone`() throws {
    let laboratory = figures.laboratory, device = try #require(try ListedDevices.found().last).name
    let folders = ["alone", "one", "two"].map { "\(laboratory.root)/\($0)" }
    let arguments = [
      "run", "tiny", "--only", "small", "--seeds", "1", "--device", device, "--root", laboratory.root,
      "--set", "training.backprops=1600",
    ]
    let alone = try Program.run(arguments + ["--results", folders[0]])
    #expect(alone.code == 0, "\(alone.errors)")
    let line = #"""
      "$@" --results \#(folders[1]) & first=$!
      "$@" --results \#(folders[2]); second=$?
      wait $first && exit $second
      """#
    let both = try Program.shell(line, arguments)
    #expect(both.code == 0, "\(both.errors)")
    let digests = try folders.map { try laboratory.digest(RunFolder.all(in: $0).first) }
    #expect(digests[0].count == 2 && digests[1] == digests[0] && digests[2] == digests[0])
  }

  @Test func `of the demo's results goes on there`() throws {
    let laboratory = figures.laboratory, demo = laboratory.results + "/demo"
    let trained = try Program.run(
      ["run", "tiny", "--only", "small", "--seeds", "1", "--root", laboratory.root, "--results", demo])
    #expect(trained.code == 0, "\(trained.errors)")
    let run = try #require(RunFolder.all(in: demo).first)
    let answer = try Program.run(
      ["continue", run.shortId, "--root", laboratory.root, "--backprops", "96"])
    #expect(answer.code == 0, "\(answer.errors)")
    #expect(try RunFolder.all(in: demo) == [run] && runs().isEmpty)
    #expect(try run.metrics().history.backprops.last == 96)
  }

  @Test(.enabled(if: ListedDevices.areWanted, "OpenCL has no device here"))
  func `has its device checked and measured before`() throws {
    let device = try #require(try ListedDevices.found().last).name
    let check = try Program.run(["selfcheck", "--device", device])
    #expect(check.code == 0 && check.output.contains("All 13 right."), "\(check)")
    let bench = try Program.run([
      "bench", "--device", device, "--network", "3-1-3", "--widths", "4,3", "--batch", "8", "--rounds", "1",
      "--seconds", "0.01", "--peak", "100",
    ])
    #expect(bench.code == 0 && bench.output.contains("What a step is made of"), "\(bench)")
    for wrong in [["--device", device, "--level", "portable"], ["--peak", "5"]] {
      #expect(try Program.run(["bench"] + wrong).code == 2)
    }
  }

  @Test func `is told by doctor whether it can be`() throws {
    func line(_ environment: [String: String]) throws -> String {
      let answer = try Program.run(["doctor"], environment: environment)
      #expect(answer.code == 0, "\(answer.errors)")
      return String(try #require(answer.output.split(separator: "\n").first { $0.hasPrefix("OpenCL ") }))
    }
    let none = try line(["OCL_ICD_VENDORS": figures.laboratory.root, "SRCNN_CUDA": "0"])
    #expect(none.contains("no device; `make deps` installs") && none.count < 140, "\(none)")
    let devices = (try? ListedDevices.found()) ?? [], here = try line([:])
    for device in devices { #expect(here.contains(device.name), "\(here)") }
    #expect(here.contains("`experiments devices`") == !devices.isEmpty, "\(here)")
  }

  @Test func `by a word for a device is refused in a spec`() throws {
    let answer = try train(["--set", "training.device=gpu"])
    #expect(answer.code == 2)
    #expect(answer.errors.contains("expected a device's whole name"), "\(answer.errors)")
  }
}
