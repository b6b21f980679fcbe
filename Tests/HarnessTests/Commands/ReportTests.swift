import ExperimentSpecs
import Foundation
import HostSystem
import Testing

@testable import Harness

@Suite struct `The report` {
  private let figures: FigureLaboratory
  init() throws { figures = try FigureLaboratory() }

  private func text(_ path: String) throws -> String {
    String(decoding: try read(path), as: UTF8.self)
  }

  private func trained() throws -> RunEngine {
    let engine = try figures.laboratory.engine()
    _ = engine.run(try figures.resolved().runs)
    return engine
  }

  @Test func `it replaces what it wrote before and nothing else`() throws {
    let results = figures.project.results
    try FileManager.default.createDirectory(
      atPath: results + "/pages", withIntermediateDirectories: true)
    try write(Array("# By hand\n".utf8), to: results + "/README.md")
    try write(Array("# Sizes\n\nA remark.\n".utf8), to: results + "/pages/tiny.md")
    let engine = try trained()
    let paths = try figures.project.writeReport(profile: "desk", engine: engine)
    #expect(
      paths.map { $0.dropFirst(results.count + 1) } == [
        "README.md", "pages/tiny.md", "pages/pictures.md", "pages/seeds.md", "index.html",
      ])
    let first = try paths.map(text)
    #expect(first[0].hasPrefix("# By hand\n") && first[0].contains("](pages/tiny.md) |"))
    #expect(first[1].hasPrefix("# Sizes\n\nA remark.\n") && first[1].contains("| small |"))
    #expect(first[2].hasPrefix("# Pictures\n"))
    _ = try figures.project.writeReport(profile: "desk", engine: engine)
    #expect(try paths.map(text) == first)
  }

  @Test func `it shows the figures that are drawn and says how to draw the others`() throws {
    let engine = try trained()
    let folder = figures.project.results + "/figures"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try write([], to: folder + "/tiny1b.png")
    let page = try text(figures.project.writeReport(profile: "desk", engine: engine)[1])
    #expect(page.contains("![One](../figures/tiny1b.png)"))
    #expect(!page.contains("figures/tiny1a.png"))
    #expect(
      page.contains("Not drawn yet; this draws it:\n\n    experiments figure tiny1a --profile desk")
    )
  }

  @Test func `the page has each run's settings, files and curve, and each figure's numbers`() throws {
    let engine = try trained()
    let paths = try figures.project.writeReport(profile: "desk", engine: engine)
    let page = try text(try #require(paths.last))
    let weights = "/weights.h5\">weights.h5</a>"
    #expect(page.components(separatedBy: weights).count == 5, "two variants, two seeds")
    #expect(page.contains("<dt>training.batch</dt><dd>8</dd>"))
    #expect(page.contains("id=\"tiny1a-data\">{"))
    #expect(page.contains("PSNR as it trained: from "))
    #expect(page.contains("SRCNN, run again"))
  }

  @Test func `nothing trained is an error that overwrites nothing`() throws {
    let results = figures.project.results
    try FileManager.default.createDirectory(atPath: results, withIntermediateDirectories: true)
    try write(Array("published".utf8), to: results + "/index.html")
    let engine = try figures.laboratory.engine()
    let error = try #require(throws: ProjectError.self) {
      try figures.project.writeReport(profile: "desk", engine: engine)
    }
    #expect(
      error.exitCode == 1 && error.description.contains("`experiments run --all --profile desk`"))
    #expect(try text(results + "/index.html") == "published")
  }

  @Test func `another profile has files of its own name`() throws {
    let engine = try figures.laboratory.engine()
    let experiment = try figures.project.experiment(figures.project.specPath("tiny"))
    _ = engine.run(try experiment.resolved(profile: "paper").runs)
    let paths = try figures.project.writeReport(profile: "paper", engine: engine)
    let names = paths.map { String($0.dropFirst(figures.project.results.count + 1)) }
    #expect(names.first == "README-paper.md" && names.last == "index-paper.html")
    #expect(names.dropFirst().dropLast().allSatisfy { $0.hasPrefix("pages-paper/") })
  }

  @Test func `the demo's report lies with the demo's results`() throws {
    let project = try Project(root: figures.project.root, currentFolder: "/", environment: [:])
    #expect(project.results(ofProfile: "demo") == project.results + "/demo")
  }
}
