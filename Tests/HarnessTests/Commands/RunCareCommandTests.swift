import Foundation
import Testing
import TestLaboratory

@testable import RunRecords

/// Commands that show, compare, repeat and remove runs, and the options that end one early.
@Suite struct `Runs that are looked after` {
  private let figures: FigureLaboratory
  init() throws { figures = try FigureLaboratory() }

  private func run(_ arguments: [String]) throws -> Program.Answer {
    try Program.run(arguments + ["--root", figures.project.root])
  }

  private func trained(_ more: [String] = []) throws -> [RunFolder] {
    #expect(try run(["run", "tiny", "--seeds", "1"] + more).code == 0)
    return try RunFolder.all(in: figures.laboratory.results)
  }

  @Test func `are shown with every setting and each image's scores`() throws {
    let folder = try trained()[0]
    let text = try run(["show", folder.shortId]).output
    for part in ["training.optimizer.adam.beta1", "Each image of tiny-test:", "PSNR of bicubic"] {
      #expect(text.contains(part), "\(text)")
    }
    let json = try run(["show", folder.shortId, "--format", "json"]).output
    let value = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let scores = try #require(value["scores"] as? [String: Any])
    let set = try #require(scores["tiny-test"] as? [String: Any])
    #expect((set["images"] as? [[String: Any]])?.count == 2)
    #expect((value["settings"] as? [String: Any])?["seed"] as? Int == 1)
  }

  @Test func `are compared`() throws {
    let folders = try trained()
    let answer = try run(["diff", folders[0].shortId, folders[1].shortId])
    #expect(answer.code == 0 && answer.output.contains("network.filters"), "\(answer.output)")
    #expect(try run(["diff", folders[0].shortId, "nothing"]).code == 2)
  }

  @Test func `are reproduced to the same bits, and a bit that differs is said`() throws {
    let folder = try trained(["--only", "small"])[0]
    let answer = try run(["reproduce", folder.shortId])
    #expect(answer.code == 0, "\(answer.errors)")
    #expect(answer.output.contains("weights.h5: the same, SHA-256"), "\(answer.output)")
    #expect(answer.output.contains("scores on other-test: the same"), "\(answer.output)")
    #expect(try RunFolder.all(in: figures.laboratory.results).count == 1)
    let other = try trained([
      "--results", figures.project.root + "/other", "--only", "small", "--set", "training.batch=4",
    ])
    let weights = try RunFolder.all(in: figures.project.root + "/other")[0].weightsFile
    #expect(other.count == 1)
    try FileManager.default.removeItem(atPath: folder.weightsFile)
    try FileManager.default.copyItem(atPath: weights, toPath: folder.weightsFile)
    let different = try run(["reproduce", folder.shortId])
    #expect(
      different.code == 1 && different.output.contains("weights.h5: NOT the same"), "\(different.output)")
  }

  @Test func `aren't reproduced from other images`() throws {
    let folder = try trained(["--only", "small"])[0]
    try figures.laboratory.addSet("tiny-train", sizes: [(40, 36), (37, 41)], seed: 9)
    let answer = try run(["reproduce", folder.shortId])
    #expect(
      answer.code == 3 && answer.errors.contains("it was trained on images of SHA-256"), "\(answer.errors)")
  }

  @Test func `go only when that is said twice`() throws {
    let folders = try trained()
    let asked = try run(["rm", folders[0].shortId])
    #expect(asked.code == 0 && asked.output.contains("would remove \(folders[0].path)"), "\(asked.output)")
    #expect(exists(folders[0].path))
    #expect(try run(["rm", folders[0].shortId, "--yes"]).code == 0)
    #expect(!exists(folders[0].path) && exists(folders[1].path))
    try write([1], to: folders[1].path + "/.unfinished-x")
    // And what is left of image sets, as an empty download of a process that was killed.
    let part = figures.project.root + "/datasets/.partial/other-test-0123456789ab.zip.part"
    try FileManager.default.createDirectory(
      atPath: figures.project.root + "/datasets/.partial", withIntermediateDirectories: true)
    try write([], to: part)
    let garbage = try run(["gc"]).output
    #expect(garbage.contains("would remove \(folders[1].path)/.unfinished-x"), "\(garbage)")
    #expect(garbage.contains("would remove \(part): a download of which nothing came, 0 KiB"), "\(garbage)")
    #expect(exists(part))
    #expect(try run(["gc", "--yes"]).code == 0)
    #expect(!exists(part))
    #expect(try run(["gc"]).output == "Nothing to remove.\n")
  }

  @Test func `stop after their time with the state saved`() throws {
    let long = ["run", "tiny", "--seeds", "1", "--only", "small"]
    let answer = try run(long + ["--max-time", "1s", "--set", "training.backprops=1000000000"])
    #expect(answer.code == 130, "\(answer.errors)")
    #expect(answer.output.contains("as --max-time asks"), "\(answer.output)")
    #expect(
      try run(["plan"] + long.dropFirst() + ["--set", "training.backprops=1000000000"]).output.contains(
        "goes on after"))
    for text in ["", "90", "1x", "m", "-1h", "1.2.3h", "h1"] {
      #expect(try run(long + ["--max-time=\(text)"]).code == 2, "\(text)")
    }
  }

  @Test func `aren't trained by a program of no known commit if that is asked for`() throws {
    let answer = try run(["run", "tiny", "--require-clean"])
    #expect(answer.code == 2)
    #expect(answer.errors.contains("--require-clean: expected a working tree of git"), "\(answer.errors)")
    #expect(!exists(figures.laboratory.results + "/runs/tiny"))
  }

  @Test func `say by what changes they were made that aren't committed`() throws {
    let root = figures.project.root
    let command = ["git", "-C", root, "-c", "user.name=n", "-c", "user.email=e"]
    func git(_ arguments: [String]) { _ = HostSystemProgram.output(of: command + arguments) }
    git(["init", "-q"])
    try write([1], to: root + "/kept")
    git(["add", "experiments/specs", "kept"])
    git(["commit", "-qm", "first"])
    try write(Array((FigureLaboratory.spec + "\n").utf8), to: root + "/experiments/specs/tiny.json")
    // The index doesn't know yet that this file is the same.
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1e9)], ofItemAtPath: root + "/kept")
    let index = try read(root + "/.git/index")
    let folder = try trained(["--only", "small"])[0]
    #expect(try read(root + "/.git/index") == index)
    let environment = try #require(folder.provenance()?.environment)
    #expect(environment.isDirty == true)
    #expect(environment.changes?.contains("+++ b/experiments/specs/tiny.json") == true, "\(environment)")
  }
}
