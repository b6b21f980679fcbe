import Foundation
import HostSystem
import Testing
import TestLaboratory

@testable import Benchmarking
@testable import ProjectFiles
@testable import RunRecords
@testable import Wording

extension TemporaryFolder {
  /// A program that says it is Python 3.11, and otherwise does what the shell lines say.
  func torch(_ lines: String, version: String = "3.11") throws -> TorchRuntime {
    let program = "\(path)/python"
    try writeProgram("if [ \"$1\" = -c ]; then echo \(version); exit; fi\n\(lines)", to: program)
    return try TorchRuntime(python: "python", root: packageRoot, environment: ["PATH": path])
  }
}

/// The lines of a script that answers with these seconds for a step; the network 3 has ten parameters.
private func answering(_ seconds: String, parameters: Int = 10, torch: String = "2.5.1") -> String {
  """
  echo '{"python": "3.11.2", "torch": "\(torch)", "threads": 1, "parameters": \(parameters)}'
  while read line; do echo "{\\"steps\\": 2, \\"seconds\\": \(seconds)}"; done
  """
}

@Suite struct `The comparison with PyTorch` {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func report(_ lines: String) throws -> BenchmarkReport {
    var benchmark = try shortBenchmark([BenchmarkNetwork("3")])
    benchmark.torch = try folder.torch(lines)
    return try benchmark.run()
  }

  /// Lines of a script, and what it is told to have done wrong.
  static let faults: [(lines: String, words: String, code: Int32)] = [
    (#"echo '{"missing": "No module named torch"}'"#, "pip install torch", 2),
    (answering("1", torch: "1.13.0"), "expected PyTorch 2.0 or newer, found 1.13.0", 2),
    (answering("1", parameters: 11), "expected 10 parameters, found 11", 1),
    ("echo 'RuntimeError: no memory' >&2; exit 1", "it said 'RuntimeError: no memory'", 1),
    ("echo hello", "PyTorch failed at training 3: it said nothing", 1),
    (answering("1").replacing("while", with: "exit 1; while"), "PyTorch failed at training 3", 1),
  ]

  @Test(arguments: faults)
  func `a fault of the other side is told with what to do`(
    _ fault: (lines: String, words: String, code: Int32)
  )
    throws
  {
    let error = try #require(throws: BenchmarkError.self) { try report(fault.lines) }
    #expect(error.description.contains(fault.words), "\(error)")
    #expect(exitCode(for: error) == fault.code)
  }

  @Test func `no program, no Python and an old one are told before anything is measured`() throws {
    let missing = #expect(throws: BenchmarkError.self) {
      try TorchRuntime(python: "python", root: packageRoot, environment: ["PATH": folder.path])
    }
    #expect(missing == .pythonMissing(path: "python"))
    #expect(missing?.description.contains("python3 -m venv torch") == true)
    for version in ["2.7", "hello", "''"] {
      let error = #expect(throws: BenchmarkError.self) { try folder.torch("", version: version) }
      #expect(error?.description.contains("expected a Python 3.9 or newer") == true)
    }
    #expect(throws: BenchmarkError.scriptMissing(path: "/nowhere/experiments/yardsticks/torch_bench.py")) {
      try TorchRuntime(python: "/bin/sh", root: "/nowhere", environment: [:])
    }
  }

  @Test func `the fastest setting that works is the one compared with`() throws {
    let lines = """
      case "$*" in *compile*) echo 'no compiler' >&2; exit 1;; *malloc*) t=4e-9;; *) t=8;; esac
      """
    let report = try report(lines + "\n" + answering("$t"))
    let rival = try #require(report.training.first?.torch)
    #expect(rival.setting == "channels_last+malloc")
    #expect(rival.trials.map(\.setting) == ["default", "channels_last+malloc"])
    #expect(rival.value == Spread([32 / 2e-9]))
    #expect(rival.ratio.maximum < 1)
    #expect(report.torch == TorchVersions(python: "3.11.2", torch: "2.5.1"))
    #expect(report.inference.first?.torch?.value == Spread([1000 * 2e-9]))
    #expect(report.text.contains("Training beside PyTorch 2.5.1"))
  }

  @Test func `asked to stop, it doesn't wait for an answer`() throws {
    var benchmark = try shortBenchmark([BenchmarkNetwork("3")])
    let (torch, cancellation) = (try folder.torch("exec sleep 600"), Cancellation())
    benchmark.torch = torch
    let start = ContinuousClock.now
    let thread = Thread {
      Thread.sleep(forTimeInterval: 0.5)
      cancellation.request()
      torch.stopAll()
    }
    thread.start()
    #expect(throws: BenchmarkError.interrupted) { try benchmark.run(cancellation: cancellation) }
    #expect(ContinuousClock.now - start < .seconds(300))
  }

  @Test(arguments: [
    ("3.9", true), ("3.11.2", true), ("4.0", true), ("3.8", false), ("2.7", false), ("x", false),
  ])
  func `versions are compared by number`(_ version: String, _ isEnough: Bool) {
    #expect(TorchRuntime.isVersion(version, atLeast: "3.9") == isEnough)
  }

  @Test func `the report is written with its command and picture, and without a date or a foreign path`()
    throws
  {
    let report = try report(answering("1"))
    let project = try Project(
      root: packageRoot, currentFolder: packageRoot, environment: ProcessInfo.processInfo.environment)
    let out = folder.path + "/out"
    let command = ["/somewhere/experiments", "bench", "--compare-torch", "/home/me/python"]
    let paths = try project.write(report, to: out, commandLine: command)
    let endings = ["json", "md", "dat", "gp", "svg", "png", "pdf"]
    #expect(Set(paths) == Set(endings.map { "\(out)/bench.\($0)" }))
    let today = Date().formatted(.iso8601).prefix(10)
    for ending in endings.prefix(5) {
      let text = String(decoding: try read("\(out)/bench.\(ending)"), as: UTF8.self)
      #expect(!text.isEmpty && !text.contains(today), "bench.\(ending)")
    }
    let text = String(decoding: try read(out + "/bench.md"), as: UTF8.self)
    #expect(text.contains("`experiments bench --compare-torch python`"))
    #expect(!text.contains("/home/me"))
    #expect(text.contains("| 3 | 1 |  | 32 |"))
    #expect(text.contains("All of this is the processor's: no graphics card was measured"))
    let json = try JSONSerialization.jsonObject(with: Data(try read(out + "/bench.json"))) as? [String: Any]
    let training = try #require((json?["training"] as? [[String: Any]])?.first)
    #expect((training["torch"] as? [String: Any])?["setting"] as? String == "default")
    #expect((json?["provenance"] as? [String: Any])?["instructions"] as? String == report.level.rawValue)
    #expect((json?["device"] as? [String: Any])?["isGPU"] as? Bool == false)
    let data = String(decoding: try read(out + "/bench.dat"), as: UTF8.self)
    #expect(data.contains("# PyTorch 2.5.1, its best setting\n0 64 64 64 64  # 3\n"))
  }
}
