import Foundation
import Imaging
import Testing
import TestLaboratory

@testable import RunRecords

@Suite struct `The program and methods` {
  private let methods: MethodLaboratory
  private var root: String { methods.laboratory.root }
  init() throws { methods = try MethodLaboratory() }

  private func run(_ arguments: [String]) throws -> Program.Answer {
    try Program.run(arguments + ["--root", root])
  }

  @Test func `measures and uses a method by its name, trained first`() throws {
    let measured = try run(["eval", "--method", "anr", "--scale", "2", "--test", "tiny-test"])
    #expect(measured.code == 0, "\(measured.errors)")
    #expect(measured.output.contains("bicubic") && measured.output.contains("anr"))
    #expect(measured.errors.contains("is trained first"), "\(measured.errors)")
    let again = try run(["eval", "--method", "ANR", "--scale", "2", "--test", "tiny-test"])
    #expect(again.output == measured.output && !again.errors.contains("trained first"))
    let out = root + "/large.png"
    let image = root + "/datasets/tiny-test/0.png"
    let enlarged = try run(["upscale", "--method", "anr", image, "--scale", "2", "-o", out])
    #expect(enlarged.code == 0, "\(enlarged.errors)")
    let (small, large) = (try ByteImage(contentsOf: image), try ByteImage(contentsOf: out))
    #expect(large.width == 2 * small.width && large.height == 2 * small.height)
    let model = try #require(
      try RunFolder.all(in: root + "/results").first { $0.path.contains("/anr-s1-") }?.modelFile)
    let other = root + "/file.png"
    #expect(try run(["upscale", model, image, "-o", other]).code == 0)
    #expect(try read(other) == read(out))
    let file = try run(["eval", model, "--test", "tiny-test", "--format", "csv"])
    #expect(file.code == 0 && file.output.contains("tiny-test,2,anr-s1-"), "\(file.output)\(file.errors)")
    #expect(try run(["eval", model, "--scale", "3", "--test", "tiny-test"]).code == 2)
  }

  static let usage: [(arguments: [String], code: Int32, words: String)] = [
    (
      ["eval", "--method", "anr", "--test", "tiny-test"], 2,
      "--scale: expected 2, at which sparse-coding.json has anr"
    ),
    (
      ["eval", "--method", "gr", "--scale", "2", "--test", "tiny-test"], 2,
      "expected a method of sparse-coding.json in profile desk: zeyde"
    ),
    (["eval", "--method", "aprime"], 2, "aprime"),
    (["eval", "--method", "bicubic", "--profile", "desk"], 2, "--profile is for a method that is trained"),
    (["run", "sparse-coding", "--set", "method.a.samples=1"], 2, "method.a+"),
    (["run", "sparse-coding", "--only", "ann"], 2, "no variant 'ann'"),
  ]

  @Test(arguments: usage) func `says what is wrong`(arguments: [String], code: Int32, words: String) throws {
    let answer = try run(arguments)
    #expect(answer.code == code, "\(answer.errors)")
    #expect(answer.errors.contains(words), "\(answer.errors)")
  }

  @Test func `plans, runs and lists methods beside networks`() throws {
    let plan = try run(["plan", "sparse-coding", "--only", "zeyde", "--only", "small"])
    #expect(plan.output.contains("sparse-coding/zeyde seed 1  zeyde"), "\(plan.output)")
    #expect(plan.output.contains("2 runs to train, 0 done"))
    let trained = try run(["run", "sparse-coding", "--only", "zeyde", "--only", "small"])
    #expect(
      trained.code == 0 && trained.output.contains("zeyde seed 1: done, tiny-test"), "\(trained.output)")
    let again = try run(["run", "sparse-coding", "--only", "zeyde", "--only", "small"])
    #expect(again.output.contains("Nothing to train: 2 runs done."), "\(again.output)")
    let seeds = try run(["plan", "sparse-coding", "--only", "zeyde", "--seeds", "2", "--format", "json"])
    #expect(seeds.output.contains(#""method":"zeyde""#) && seeds.output.contains(#""state":"new""#))
    let status = try run(["status"])
    #expect(status.output.contains("sparse-coding/zeyde seed 1") && status.output.contains("done"))
    let id = try #require(
      try RunFolder.all(in: root + "/results").first { $0.path.contains("zeyde") }?.path.suffix(12))
    let shown = try run(["show", String(id)])
    #expect(shown.output.contains("zeyde, x2") && shown.output.contains("OpenBLAS"), "\(shown.output)")
  }

  @Test func `names the images that are missing, with code 3`() throws {
    try FileManager.default.removeItem(atPath: root + "/datasets/leaves")
    let answer = try run(["eval", "--method", "zeyde", "--scale", "2", "--test", "tiny-test"])
    #expect(answer.code == 3)
    #expect(
      answer.errors.contains("'leaves'") && answer.errors.contains("experiments data"), "\(answer.errors)")
  }
}
