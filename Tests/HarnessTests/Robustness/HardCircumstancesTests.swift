import Foundation
import HDF5Storage
import Imaging
import Testing
import TestLaboratory

@Suite struct `The command line in hard circumstances` {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  @Test(
    .enabled(if: Program.hasShell, "needs Linux"),
    arguments: [["schema"], ["list"], ["--help"], ["data", "list", "--format", "json"], ["doctor"]])
  func `doesn't call it done when its output is lost`(_ arguments: [String]) throws {
    let full = try Program.shell("\"$@\" > /dev/full", arguments)
    #expect(full.code == 1, "\(full.errors)")
    #expect(try Program.shell("\"$@\" >&-", arguments).code == 1)
    #expect(try Program.shell("\"$@\" | head -c 1 > /dev/null", arguments).code == 0)
  }

  @Test(
    .enabled(if: Program.hasShell, "needs Linux"),
    arguments: [["status"], ["validate", "depth"], ["doctor"]])
  func `ends in a folder that was deleted`(_ arguments: [String]) throws {
    let answer = try Program.shell("mkdir gone; cd gone; rmdir ../gone; \"$@\"", arguments, in: folder.path)
    #expect(answer.code == 2, "\(answer.errors)")
    #expect(answer.errors.contains("the current folder isn't there any more"), "\(answer.errors)")
  }

  @Test(arguments: [
    ["list", "--results", ""], ["list", "--data-root", ""], ["list", "--root", ""],
    ["upscale", "--method", "bicubic", "x.png", "-o", ""], ["import", "x.mat", "-o", ""],
    ["bench", "--output", ""],
    ["import", "", "-o", "x.h5"], ["data", "add", "set5", ""],
  ])
  func `takes no empty text for a path`(_ arguments: [String]) throws {
    let answer = try Program.run(arguments)
    #expect(answer.code == 2)
    #expect(answer.errors.contains("expected a path, found an empty text"), "\(answer.errors)")
  }

  @Test(.enabled(if: Program.hasShell, "needs Linux"))
  func `refuses networks that no machine could train, in a plan too`() throws {
    let settings: [([String], String)] = [
      (["network.filters=[99,99,99]", "network.widths=[4096,4096]", "data.subImage=4096"], "weights"),
      (["data.subImage=4096"], "values for a sub-image"),
      (["network.filters=[1,1,1]", "network.widths=[4096,4096]"], "weights"),
      (
        ["network.filters=[3,3,3]", "network.widths=[1024,1024]", "training.batch=512"],
        "multiplications a step"
      ),
    ]
    for (changes, words) in settings {
      let answer = try Program.shell(
        "ulimit -v 8000000; \"$@\"", ["plan", "filter-size"] + changes.flatMap { ["--set", $0] })
      #expect(answer.code == 2, "\(changes): \(answer.errors.suffix(300))")
      #expect(answer.errors.contains(words), "\(answer.errors.suffix(300))")
    }
  }

  @Test(.enabled(if: Program.hasShell, "needs Linux"))
  func `doesn't wait for ever for a pipe that is named as a file`() throws {
    #expect(mkfifo(folder.path + "/pipe.png", 0o600) == 0 && mkfifo(folder.path + "/pipe.mat", 0o600) == 0)
    #expect(mkfifo(folder.path + "/pipe.json", 0o600) == 0 && mkfifo(folder.path + "/pipe.h5", 0o600) == 0)
    for arguments in [
      ["upscale", "--method", "bicubic", "pipe.png", "-o", "out.png"],
      ["import", "pipe.mat", "-o", "out.h5"],
      ["eval", "pipe.h5"], ["validate", "pipe.json"],
    ] {
      let answer = try Program.shell("\"$@\" --root \(packageRoot)", arguments, in: folder.path)
      #expect(answer.code == 2 || answer.code == 3, "\(arguments): \(answer.code) \(answer.errors)")
      #expect(answer.errors.contains("pipe."), "\(answer.errors)")
    }
  }

  @Test(
    .enabled(if: Program.hasShell, "needs Linux"),
    arguments: ["ulimit -n 8", "ulimit -n 16", "ulimit -v 400000"])
  func `says which limit of the shell is too low`(_ limit: String) throws {
    for arguments in [["plan", "filter-size"], ["doctor"]] {
      let answer = try Program.shell("\(limit); \"$@\"", arguments)
      #expect(answer.code == 1, "\(answer.errors)")
      #expect(answer.errors.contains("Set `\(limit.prefix(9))"), "\(answer.errors)")
    }
    #expect(try Program.shell("ulimit -Sn 16; \"$@\"", ["plan", "filter-size"]).code == 0)
  }

  @Test func `refuses two specs that write the same files`() throws {
    let laboratory = try FigureLaboratory()
    let root = laboratory.project.root
    let other = FigureLaboratory.spec.replacing("\"name\": \"tiny\"", with: "\"name\": \"other\"")
    try write(Array(other.utf8), to: root + "/experiments/specs/other.json")
    for arguments in [
      ["validate", "--all"], ["figure", "tiny1a", "--draw-only"], ["table", "tiny"], ["report"],
    ] {
      let answer = try Program.run(arguments + ["--root", root])
      #expect(answer.code == 2, "\(arguments): \(answer.errors)")
      #expect(answer.errors.contains("both write figures/tiny1a"), "\(arguments): \(answer.errors)")
    }
    let namesake = FigureLaboratory.spec.replacing("\"tiny1", with: "\"small1")
    try write(Array(namesake.utf8), to: folder.path + "/mine.json")
    try FileManager.default.removeItem(atPath: root + "/experiments/specs/other.json")
    let answer = try Program.run(["table", folder.path + "/mine.json", "--root", root])
    #expect(answer.code == 2 && answer.errors.contains("both write runs/tiny"), "\(answer.errors)")
  }

  @Test func `tells perfect scores from undefined ones in csv and JSON`() throws {
    let sets = try folder.folder("data/imagenet")
    try ByteImage(width: 30, height: 30, channels: 1, pixels: .init(repeating: 7, count: 900))
      .writePNG(to: sets + "/flat.png")
    func eval(_ format: String) throws -> String {
      try Program.run([
        "eval", "--method", "bicubic", "--test", "imagenet", "--data-root", folder.path + "/data", "--format",
        format,
        "--measures", "psnr,msssim",
      ]).output
    }
    #expect(try eval("json").contains(#""psnr":"perfect","msssim":"undefined""#))
    #expect(try eval("csv").contains("flat,inf,nan\n"))
    #expect(try eval("md").contains("| flat | ∞ | – |"))
    #expect(try eval("tex").contains("flat & $\\infty$ & --"))
  }

  @Test(.enabled(if: Program.hasShell, "needs Linux"))
  func `says in a sentence that a file may not be as large as it would be`() throws {
    let image = folder.path + "/image.png"
    try ByteImage(
      width: 100, height: 100, channels: 1, pixels: (0..<10000).map { UInt8(truncatingIfNeeded: $0 * $0) }
    )
    .writePNG(to: image)
    let answer = try Program.shell(
      "ulimit -f 8; \"$@\"", ["upscale", "--method", "bicubic", image, "-o", folder.path + "/out.png"])
    #expect(answer.code == 1, "\(answer.code)")
    #expect(answer.errors.contains("File too large"), "\(answer.errors)")
    #expect(!exists(folder.path + "/out.png"))
  }

  @Test func `shows a terminal no control characters of a file`() throws {
    let path = folder.path + "/weights.h5"
    var contents = HDF5Contents()
    contents.attributes["format"] = .string("x\u{1B}[31mred\u{9B}2J\u{202E}")
    try contents.write(to: path)
    let answer = try Program.run(["eval", path])
    #expect(answer.code == 3)
    #expect(answer.errors.contains("x\\u001b[31mred\\u009b2J\\u202e"), "\(answer.errors)")
    #expect(!answer.errors.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x9B })
  }

  @Test func `makes the images of a folder larger that can be, and names the others`() throws {
    let images = try folder.folder("images")
    let image = ByteImage(width: 4, height: 4, channels: 1, pixels: [UInt8](0..<16))
    for name in ["a.png", "z.png"] { try image.writePNG(to: "\(images)/\(name)") }
    try write(Array("no image".utf8), to: images + "/m.png")
    try write([0, 5, 22, 7], to: images + "/._a.png")
    try write([1], to: images + "/b.JPE")
    try write([1], to: images + "/c.jxl")
    try write([1], to: images + "/d.txt")
    _ = try folder.folder("images/inner")
    try FileManager.default.createSymbolicLink(atPath: images + "/l.png", withDestinationPath: "a.png")
    let out = folder.path + "/out"
    let answer = try Program.run(["upscale", "--method", "bicubic", images, "-o", out])
    #expect(answer.code == 3)
    #expect(try FileManager.default.contentsOfDirectory(atPath: out).sorted() == ["a-x3.png", "z-x3.png"])
    for words in [
      "m.png: expected a PNG", "._a.png is left out: it is hidden", "b.JPE: expected a PNG",
      "l.png: it is a link", "inner: it is a folder",
      "5 of 7 images and subfolders are left out", "c.jxl: its format isn't read here; convert it to PNG",
      "d.txt is left out: its name doesn't end in",
    ] {
      #expect(answer.errors.contains(words), "\(answer.errors)")
    }
  }
}
