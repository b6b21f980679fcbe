import Foundation
import Testing
import TestLaboratory

@testable import Evaluating
@testable import ProjectFiles

@Suite struct `The self-check` {
  @Test func `a number off by more than is allowed fails, and nothing to check is code 3`() {
    var report = SelfCheckReport()
    #expect(report.exitCode == 3)
    report.lines = [.init(subject: "a", expected: 30, found: 30.0004, tolerance: 0.0005)]
    #expect(report.exitCode == 0)
    report.lines.append(.init(subject: "b", expected: 30, found: 30.0006, tolerance: 0.0005))
    #expect(report.exitCode == 1)
    report.lines[1].found = .nan
    #expect(report.exitCode == 1)
    #expect(report.text.contains("FAIL"))
    #expect(report.text.contains("1 of 2 numbers are wrong."))
  }

  @Test func `without data every set is said to be missing`() throws {
    let folder = try TemporaryFolder()
    _ = try folder.folder("experiments/specs")
    let manifests = try folder.folder("datasets")
    for name in ["set5", "set14", "bsd200"] {
      try FileManager.default.copyItem(
        atPath: "\(packageRoot)/datasets/\(name).json", toPath: "\(manifests)/\(name).json")
    }
    let project = try Project(root: folder.path, currentFolder: "/", environment: [:])
    let report = try project.selfCheck(weights: nil, threads: 1)
    #expect(report.lines.isEmpty)
    #expect(report.missing.count == 3)
    #expect(report.missing.first == "set5: not here; `experiments data fetch set5` gets it")
  }

  @Test(.enabled(if: RealDatasets.folder != nil || RealDatasets.isRequired, "\(RealDatasets.skipped)"))
  func `every golden number of the photographs is found`() throws {
    let project = try Project(
      root: packageRoot, dataRoot: RealDatasets.folder, currentFolder: "/", environment: [:])
    let report = try project.selfCheck(weights: nil, threads: 2)
    for line in report.lines {
      #expect(line.isRight, "\(line.subject): expected \(line.expected), found \(line.found)")
    }
    #expect(report.lines.count >= 20)
    let subjects = report.lines.map(\.subject)
    for title in ["PSNR", "SSIM", "IFC", "NQM", "WPSNR", "MSSSIM"] {
      #expect(subjects.contains("bicubic set5 x3 mean \(title)"))
    }
  }
}
