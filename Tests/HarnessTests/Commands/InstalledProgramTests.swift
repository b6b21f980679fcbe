import Foundation
import HostSystem
import Imaging
import Testing
import TestLaboratory

/// What `make install` puts elsewhere, used where no project is.
@Suite struct `The installed program` {
  private let folder: TemporaryFolder
  private var prefix: String { folder.path + "/prefix" }
  private var elsewhere: String { folder.path + "/elsewhere" }

  init() throws {
    folder = try TemporaryFolder()
    // The program is built already, and not for release.
    let arguments = [
      "make", "-s", "-o", "build", "install", "PREFIX=\(prefix)", "EXPERIMENTS=\(Program.path)",
    ]
    let make = Launch("/usr/bin/env", arguments, in: packageRoot)
    let made = try Program.answer(of: make)
    try #require(made.code == 0, "\(made.errors)")
  }

  private func run(_ arguments: [String]) throws -> Program.Answer {
    try makeFolder(elsewhere)
    var launch = try Program.launch(arguments, in: elsewhere)
    launch.path = prefix + "/bin/experiments"
    return try Program.answer(of: launch)
  }

  @Test func `enlarges by the networks that came with it, and trains into the current folder`() throws {
    let image = folder.path + "/photo.png"
    try ByteImage(width: 24, height: 20, channels: 3, pixels: (0..<1440).map { UInt8($0 % 251) }).writePNG(
      to: image)
    for (arguments, factor) in [([], 3), (["--scale", "2"], 2), (["channels/rgb"], 3)] {
      let answer = try run(["upscale"] + arguments + [image, "-o", "large.png", "--force"])
      #expect(answer.code == 0, "\(answer.errors)")
      #expect(try ByteImage(contentsOf: elsewhere + "/large.png").width == factor * 24)
    }
    let training = try run([
      "run", "filter-size", "--only", "9-1-5", "--profile", "demo", "--set", "training.backprops=16",
      "--set", "training.evaluateEvery=16", "--set", "training.evaluateEarly=null", "--seeds", "1",
    ])
    #expect(training.code == 0, "\(training.errors)")
    #expect(names(in: elsewhere + "/results/demo/runs/filter-size").count == 1)
    #expect(try run(["validate", "--all"]).code == 0)
  }
}
