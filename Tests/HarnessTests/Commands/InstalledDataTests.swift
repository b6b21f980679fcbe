import Datasets
import Foundation
import ProjectFiles
import Testing
import TestLaboratory

/// Where image sets go whose program was installed by root.
@Suite struct `Image sets of an installed program` {
  private let figures: FigureLaboratory
  private var root: String { figures.project.root }
  init() throws { figures = try FigureLaboratory() }

  private func project(canWrite: Bool, _ environment: [String: String]) throws -> Project {
    try Project(
      installed: root, currentFolder: "/", environment: environment, canWrite: { _ in canWrite })
  }

  @Test func `go beside the program if that may be written to, else to the user's data`() throws {
    let home = ["HOME": "/home/someone"]
    #expect(try project(canWrite: true, home).dataFolder == root + "/datasets")
    let own = "/home/someone/.local/share/srcnn-experiments/datasets"
    #expect(try project(canWrite: false, home).dataFolder == own)
    #expect(
      try project(canWrite: false, ["XDG_DATA_HOME": "/data", "HOME": "/home/someone"]).dataFolder
        == "/data/srcnn-experiments/datasets")
    #expect(try project(canWrite: false, [:]).dataFolder == root + "/datasets")
    // A project that isn't an installed one keeps its sets.
    let other = try Project(root: root, currentFolder: "/", environment: home, canWrite: { _ in false })
    #expect(other.dataFolder == root + "/datasets")
  }

  @Test func `are found there, beside those that came with the program`() throws {
    let project = try project(canWrite: false, ["HOME": root + "/home"])
    let added = try project.catalog().add("mine", folder: root + "/datasets/other-test")
    #expect(exists(project.dataFolder + "/mine.json") && !exists(root + "/datasets/mine.json"))
    #expect(try project.catalog().require("mine").digest == added.digest)
    #expect(try project.catalog().require("tiny-train").images.count == 3)
  }
}
