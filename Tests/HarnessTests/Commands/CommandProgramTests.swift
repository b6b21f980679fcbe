import Foundation
import HDF5Storage
import HostSystem
import Imaging
import Testing
import TestLaboratory

/// The program itself, as a user starts it.
struct Program {
  /// Beside the test bundle, where the package manager puts it: one that lies elsewhere may be of another build.
  static let path: String = {
    #if os(macOS)
      let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundlePath ?? ""
    #else
      let bundle = CommandLine.arguments[0]
    #endif
    return URL(fileURLWithPath: bundle).deletingLastPathComponent().path + "/experiments"
  }()

  struct Answer {
    let code: Int32
    let output: String
    let errors: String
  }

  /// The program with these arguments in a folder, not yet started.
  static func launch(
    _ arguments: [String], in folder: String = packageRoot, environment: [String: String] = [:]
  ) throws -> Launch {
    try #require(
      FileManager.default.isExecutableFile(atPath: path), "\(path) wasn't built: run `swift build`")
    var own = ProcessInfo.processInfo.environment
    own["SRCNN_DATASETS"] = nil
    return Launch(path, arguments, in: folder, environment: own.merging(environment) { $1 })
  }

  /// Runs the program with these arguments in a folder.
  static func run(
    _ arguments: [String], in folder: String = packageRoot, environment: [String: String] = [:]
  ) throws -> Answer {
    try answer(of: launch(arguments, in: folder, environment: environment))
  }

  /// Runs a program to its end.
  static func answer(of launch: Launch) throws -> Answer {
    // To files: two pipes read one after the other can fill up and wait for ever.
    let files = FileManager.default.temporaryDirectory.path + "/program-\(UUID().uuidString)"
    let paths = ["\(files).out", "\(files).err"]
    defer { for path in paths { try? FileManager.default.removeItem(atPath: path) } }
    for path in paths { try write([], to: path) }
    var launch = launch
    launch.output = .file(try #require(FileHandle(forWritingAtPath: paths[0])))
    launch.errors = .file(try #require(FileHandle(forWritingAtPath: paths[1])))
    let ending = try launch.start().wait()
    let texts = try paths.map { String(decoding: try read($0), as: UTF8.self) }
    return Answer(code: ending.status, output: texts[0], errors: texts[1])
  }
}

@Suite struct `The command line` {
  /// Arguments, the exit code, and words of the message.
  static let usage: [(arguments: [String], code: Int32, words: String)] = [
    (["nosuch"], 2, "Unexpected argument 'nosuch'"),
    (["run"], 2, "name the specs, as in specs/depth.json, or give --all"),
    (["run", "depht"], 2, "no spec 'depht' (did you mean 'depth'?): expected the path of a file, or a name"),
    (["run", "depth", "--profile", "dsek"], 2, "did you mean 'desk'"),
    (["run", "depth", "--set", "training.bach=3"], 2, "did you mean 'training.batch'"),
    (["run", "depth", "--set", "training.batch"], 2, "expected key=value"),
    (["run", "depth", "--set", "data.scale=7"], 2, "found 7"),
    (["run", "depth", "--threads", "0"], 2, "--threads"),
    (["plan", "depth", "--only", "9-9-9"], 2, "no variant '9-9-9'; there are: 9-1-5"),
    (["plan", "channels", "--only", "y,ycbcr"], 2, "(did you mean 'ycbcr'?); there are: y, ycbcr"),
    (["plan", "channels", "--only", "y,ycbcr"], 2, "; for several give --only several times"),
    (["eval"], 2, "name the weights"),
    (["eval", "--method", "bicubic", "--scale", "0"], 2, "expected 2, 3 or 4, found '0'"),
    (["eval", "--method", "bicubic", "--scale", "1.5"], 2, "expected 2, 3 or 4, found '1.5'"),
    (["eval", "--method", "bicubic", "--scale", "7"], 2, "expected 2, 3 or 4, found '7'"),
    (["eval", "--method", "bicubic", "--measures", "psnr,wpsrn"], 2, "did you mean 'wpsnr'"),
    (["eval", "--method", "bicubic", "--measures", ""], 2, "all, or names from psnr,ssim"),
    (["eval", "--method", "bicubic", "--test", ""], 2, "--test: expected test sets"),
    (["eval", "--method", "bicubic", "--test", "set6"], 2, "no data set is called 'set6'"),
    (
      ["eval", "--method", "bicubic", "--test", "set5", "--data-root", "/nowhere"], 3,
      "experiments data fetch set5"
    ),
    (["eval", "/nowhere/weights.h5"], 3, "/nowhere/weights.h5"),
    (["import", "/nowhere/x3.mat", "-o", "/nowhere/x3.h5"], 3, "/nowhere/x3.mat"),
    (["figure", "fig99"], 2, "no spec draws a figure 'fig99'"),
    (["figure"], 2, "name the figures"),
    (["figure", "fig7", "--fresh", "--draw-only"], 2, "give one"),
    (["figure", "fig7", "--terminal", "tikz"], 2, "cairolatex"),
    (["figure", "fig5", "--terminal", "cairolatex"], 2, "fig5 is a picture of pixels"),
    (["show", "nosuch"], 2, "no run is called 'nosuch': expected the folder of a run, or the beginning of"),
    (["data", "list", "--nosuch"], 2, "experiments: Unknown option '--nosuch'"),
    (["new", "Depth"], 2, "NAME: expected a name (small letters, digits"),
    (["resolve", "depth", "--profile", "dsek"], 2, "did you mean 'desk'"),
    (["list", "--root", "/nowhere"], 2, "--root /nowhere"),
    (["bench", "--network", "9-2-5"], 2, "odd filter sizes"),
    (["bench", "--channels", "2"], 2, "expected 1 or 3, found 2"),
    (["bench", "--level", "sse"], 2, "--level: expected portable"),
    (["bench", "--compare-torch", "/nowhere/python"], 2, "pip install torch"),
  ]

  @Test(arguments: usage)
  func `a mistake is answered with a sentence and its code`(
    _ mistake: (arguments: [String], code: Int32, words: String)
  ) throws {
    let answer = try Program.run(mistake.arguments)
    #expect(answer.code == mistake.code, "\(answer.errors)")
    #expect(answer.errors.contains(mistake.words), "\(answer.errors)")
    #expect(answer.output == "")
  }

  @Test(arguments: [["--help"], ["run", "--help"], ["help", "data"], ["--version"], ["schema"], ["list"]])
  func `a question is answered on the output with code 0`(_ arguments: [String]) throws {
    let answer = try Program.run(arguments)
    #expect(answer.code == 0)
    #expect(answer.errors == "")
    #expect(!answer.output.isEmpty)
  }

  @Test func `outside of a project it says how to name one`() throws {
    let folder = try TemporaryFolder()
    let answer = try Program.run(["list"], in: folder.path)
    #expect(answer.code == 2)
    #expect(answer.errors.contains("name its folder with --root"))
  }

  @Test func `a spec is found from a folder within the project`() throws {
    let answer = try Program.run(["validate", "specs/depth.json"], in: packageRoot + "/Sources")
    #expect(answer.code == 0)
    #expect(answer.errors == "spec experiments/specs/depth.json\n")
  }
}

@Suite struct `Bad files on the command line` {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  /// A change of a good spec, and words of the message.
  static let specs: [(from: String, to: String, words: String)] = [
    (#""network.filters": [3, 3, 3]"#, #""network.filter": [3, 3, 3]"#, "did you mean 'filters'"),
    (#""batch": 8"#, #""batch": "8""#, "training.batch: expected"),
    (#""widths": [4, 3]"#, #""widths": [4]"#, "widths"),
    (#""subImage": 11"#, #""subImage": 3"#, "subImage"),
    (#""id": "large""#, #""id": "small""#, "small"),
    (#""scale": 2"#, #""scale": 0"#, "found 0"), (#""scale": 2"#, #""scale": 1.5"#, "found 1.5"),
    (#""scale": 2"#, #""scale": 7"#, "found 7"),
  ]

  @Test(arguments: specs)
  func `a spec with a mistake names file, line and column`(
    _ change: (from: String, to: String, words: String)
  ) throws {
    let good = FigureLaboratory.spec
    let range = try #require(good.range(of: change.from), "the spec has no \(change.from)")
    let path = folder.path + "/bad.json"
    try write(Array(good.replacingCharacters(in: range, with: change.to).utf8), to: path)
    let answer = try Program.run(["validate", path])
    #expect(answer.code == 2)
    #expect(answer.errors.contains(change.words), "\(answer.errors)")
    #expect(answer.errors.contains(try Regex(#"bad\.json:[0-9]+:[0-9]+: "#)), "\(answer.errors)")
  }

  @Test func `an image that can't be read is named, with code 3`() throws {
    let text = folder.path + "/text.png"
    try write(Array("no image".utf8), to: text)
    for (path, words) in [
      (text, "expected a PNG, JPEG, BMP, TIFF, WebP, GIF, HEIC or AVIF image"),
      ("/nowhere.png", "/nowhere.png"),
    ] {
      let answer = try Program.run(["upscale", "--method", "bicubic", path, "-o", folder.path + "/out.png"])
      #expect(answer.code == 3)
      #expect(answer.errors.contains(words), "\(answer.errors)")
    }
    #expect(!exists(folder.path + "/out.png"))
  }

  @Test func `an image of 3 x 3 pixels becomes larger, but can't be measured on`() throws {
    let sets = try folder.folder("data/imagenet")
    let image = ByteImage(width: 3, height: 3, channels: 1, pixels: [UInt8](0..<9))
    try image.writePNG(to: sets + "/tiny.png")
    let out = folder.path + "/out.png"
    #expect(try Program.run(["upscale", "--method", "bicubic", sets + "/tiny.png", "-o", out]).code == 0)
    #expect(try ByteImage(contentsOf: out).width == 9)
    let answer = try Program.run(
      ["eval", "--method", "bicubic", "--test", "imagenet", "--data-root", folder.path + "/data"])
    #expect(answer.code == 3)
    #expect(answer.errors.contains("3 x 3 pixels"), "\(answer.errors)")
  }

  @Test func `images of other kinds are read, or named with code 3`() throws {
    // Made by Pillow: 3 x 3 pixels with a palette, 3 x 3 of 16 bits, 8 x 8 gray.
    let palette = try bytes(
      "iVBORw0KGgoAAAANSUhEUgAAAAMAAAADAgMAAAArRl0sAAAACVBMVEUAAAD/AAAA/wD0g79+AAAADklEQVR4nGNgYBBg4AAAAD4AGTMjnLMA"
        + "AAAASUVORK5CYII=")
    let sixteenBit = try bytes(
      "iVBORw0KGgoAAAANSUhEUgAAAAMAAAADEAAAAAAj0zYgAAAAF0lEQVR4nGNkYJCOkI5gCeKQ5pDmgFIAGSACMKpK19QAAAAASUVORK5CYII="
    )
    let jpeg = try bytes(
      "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8"
        + "ybqmx5moq6T/wAALCAAIAAgBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQR"
        + "BRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4"
        + "eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEB"
        + "AAA/AKqaT/s1/9k=")
    let cases: [(name: String, bytes: [UInt8], words: String?)] = [
      ("palette.png", palette, nil), ("deep.png", sixteenBit, nil),
      ("cut.jpg", Array(jpeg.dropLast(20)), "damaged JPEG file"), ("none.jpg", [], "an empty file"),
      ("cut.png", Array(palette.dropLast(30)), "damaged PNG file"),
    ]
    for (name, bytes, words) in cases {
      let path = folder.path + "/" + name
      try write(bytes, to: path)
      let answer = try Program.run(
        ["upscale", "--method", "bicubic", path, "-o", "\(folder.path)/out-\(name).png"])
      #expect(answer.code == (words == nil ? 0 : 3), "\(answer.errors)")
      #expect(words.map(answer.errors.contains) ?? answer.errors.isEmpty, "\(answer.errors)")
    }
  }

  @Test func `an upscaled image isn't written under a name that promises another format`() throws {
    let path = folder.path + "/image.png"
    try ByteImage(width: 4, height: 4, channels: 1, pixels: [UInt8](0..<16)).writePNG(to: path)
    let answer = try Program.run(["upscale", "--method", "bicubic", path, "-o", folder.path + "/out.bmp"])
    #expect(answer.code == 2)
    #expect(answer.errors.contains("ends in .png, .jpg"), "\(answer.errors)")
    #expect(!exists(folder.path + "/out.bmp"))
  }

  @Test func `a file that is there is overwritten if that is asked for`() throws {
    let path = folder.path + "/image.png", images = try folder.folder("photos")
    let image = ByteImage(width: 4, height: 4, channels: 1, pixels: [UInt8](0..<16))
    try image.writePNG(to: path)
    for name in ["a.png", "b.png"] { try image.writePNG(to: "\(images)/\(name)") }
    let other = folder.path + "/other.png"
    try image.writePNG(to: other)
    let enlarging = ["upscale", "--method", "bicubic", path, "-o", other]
    let taken = try Program.run(enlarging)
    #expect(taken.code == 2 && taken.errors.contains("--force"), "\(taken.errors)")
    #expect(try ByteImage(contentsOf: other) == image)
    let into = ["upscale", "--method", "bicubic", images, "-o", images]
    #expect(try Program.run(into).code == 0)
    try FileManager.default.removeItem(atPath: images + "/a-x3.png")
    let again = try Program.run(into)
    // The first time's b-x3 is in the way; a-x3 is written, and what was enlarged is enlarged once more.
    #expect(
      again.code == 3 && again.errors.contains("b-x3.png: expected a name that isn't taken"),
      "\(again.errors)")
    #expect(exists(images + "/a-x3.png"))
    #expect(try Program.run(enlarging + ["--force"]).code == 0)
    #expect(try ByteImage(contentsOf: other).width == 12)
  }

  @Test func `a photo alone is enlarged by the project's own network, and a run by its names`() throws {
    let path = folder.path + "/image.png"
    try ByteImage(width: 24, height: 20, channels: 1, pixels: (0..<480).map { UInt8($0 % 251) }).writePNG(
      to: path)
    func enlarged(_ arguments: [String]) throws -> ByteImage {
      let out = folder.path + "/\(UUID().uuidString).png"
      let answer = try Program.run(["upscale"] + arguments + [path, "-o", out])
      #expect(answer.code == 0, "\(answer.errors)")
      return try ByteImage(contentsOf: out)
    }
    let own = try enlarged([])
    #expect(own.width == 72 && own.height == 60)
    #expect(try enlarged(["scales/x3"]) == own)
    #expect(try enlarged(["--method", "bicubic"]) != own)
    #expect(try enlarged(["--scale", "2"]).width == 48)
    // A network that is named serves every factor, by its own.
    for factor in [2, 4] {
      #expect(try enlarged(["channels/rgb", "--scale", "\(factor)"]).width == 24 * factor)
    }
    // A file that says its factor keeps it where the image is made larger by less.
    let elsewhere = folder.path + "/x3.safetensors"
    #expect(try Program.run(["export", "scales/x3", "--to", "safetensors", "-o", elsewhere]).code == 0)
    let out = folder.path + "/between.png"
    let between = try Program.run(["upscale", elsewhere, path, "-o", out, "--scale", "1.5"])
    #expect(between.code == 0 && between.errors.contains("3 times"), "\(between.errors)")
    #expect(try ByteImage(contentsOf: out).width == 36)
    let unknown = try Program.run(["upscale", "scales/x9", path, "-o", folder.path + "/no.png"])
    #expect(
      unknown.code == 2 && unknown.errors.contains("no network is called 'scales/x9'"), "\(unknown.errors)")
  }

  @Test func `two images are compared, and their difference is drawn`() throws {
    let truth = ByteImage(width: 20, height: 16, channels: 1, pixels: (0..<320).map { UInt8($0 % 200) })
    var image = truth
    image.pixels[170] += 16
    let (a, b, out) = (folder.path + "/a.png", folder.path + "/b.png", folder.path + "/difference.png")
    try truth.writePNG(to: a)
    try image.writePNG(to: b)
    let answer = try Program.run(["compare", a, b, "-o", out, "--format", "json"])
    // 10 log10(255^2 320 / 16^2).
    #expect(answer.output.contains(#""psnr":49.0999"#), "\(answer.output)\(answer.errors)")
    let difference = try ByteImage(contentsOf: out)
    #expect(difference.pixels[170] == 192 && difference.pixels.filter { $0 != 128 }.count == 1)
    #expect(try Program.run(["compare", a, a]).output.contains("perfect"))
    #expect(try Program.run(["compare", a, b, "-o", out]).code == 2)
    try truth.cropped(toMultipleOf: 3).writePNG(to: b)
    let other = try Program.run(["compare", a, b])
    #expect(other.code == 2 && other.errors.contains("20 x 16"), "\(other.errors)")
    #expect(try Program.run(["compare", a, a, "--shave", "8"]).errors.contains("--shave"))
  }

  @Test func `images of a folder that differ in their endings alone are both written`() throws {
    let images = try folder.folder("images")
    let image = ByteImage(width: 4, height: 4, channels: 1, pixels: [UInt8](0..<16))
    for name in ["a.png", "A.jpg", "b.png"] { try image.writePNG(to: "\(images)/\(name)") }
    let out = folder.path + "/out"
    #expect(try Program.run(["upscale", "--method", "bicubic", images, "-o", out, "--quiet"]).code == 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: out).sorted()
    #expect(names == ["A-jpg-x3.png", "a-png-x3.png", "b-x3.png"])
  }

  @Test func `a folder without images is named with code 3`() throws {
    let answer = try Program.run(
      ["upscale", "--method", "bicubic", folder.folder("empty"), "-o", folder.path + "/out"])
    #expect(answer.code == 3)
    #expect(answer.errors.contains("found none"), "\(answer.errors)")
  }

  @Test func `an empty folder is no data set`() throws {
    _ = try folder.folder("data/set5")
    let answer = try Program.run(
      ["eval", "--method", "bicubic", "--test", "set5", "--data-root", folder.path + "/data"])
    #expect(answer.code == 3)
    #expect(answer.errors.contains("data/set5"), "\(answer.errors)")
  }

  private func bytes(_ base64: String) throws -> [UInt8] { Array(try #require(Data(base64Encoded: base64))) }

  @Test func `weights that are truncated or of another kind are refused with code 3`() throws {
    let foreign = folder.path + "/foreign.h5"
    try write(Array("not HDF5".utf8), to: foreign)
    let matlab = folder.path + "/foreign-x3.mat"
    try write(Array("not MATLAB".utf8), to: matlab)
    let other = folder.path + "/other.h5"
    var contents = HDF5Contents()
    contents.attributes["format"] = .string("something else")
    try contents.write(to: other)
    let truncated = folder.path + "/truncated.h5"
    try write(Array(try read(other).dropLast(100)), to: truncated)
    for arguments in [
      ["eval", foreign], ["eval", matlab], ["import", matlab, "-o", folder.path + "/w.h5"], ["eval", other],
      ["eval", truncated],
    ] {
      let answer = try Program.run(arguments)
      #expect(answer.code == 3, "\(arguments): \(answer.errors)")
      #expect(answer.errors.contains(arguments[1]), "\(answer.errors)")
      #expect(answer.errors.split(separator: "\n").count == 1)
    }
    #expect(!exists(folder.path + "/w.h5"))
  }

  @Test func `networks of other programs are pointed to the import`() throws {
    let image = folder.path + "/image.png"
    try ByteImage(width: 4, height: 4, channels: 1, pixels: [UInt8](0..<16)).writePNG(to: image)
    let keras = folder.path + "/keras.h5", pickle = folder.path + "/p.pth", other = folder.path + "/n"
    var contents = HDF5Contents()
    contents.attributes["backend"] = .string("tensorflow")
    try contents.write(to: keras)
    try write([0x50, 0x4B, 0x03, 0x04], to: pickle)
    try write([0x08, 0x07], to: other)
    for (path, words) in [
      (keras, "`experiments import \(keras) -o network.h5`"), (pickle, "safetensors.torch.save_file"),
      (other, "`experiments import \(other) -o network.h5`"),
    ] {
      for arguments in [["eval", path], ["upscale", path, image, "-o", folder.path + "/out.png"]] {
        let answer = try Program.run(arguments)
        #expect(answer.code == 3 && answer.errors.contains(words), "\(arguments): \(answer.errors)")
      }
    }
  }
}

@Suite struct `Manners of the command line` {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  /// The commands that the help of the program, or of a command, lists below their headings.
  private static func subcommands(of command: [String] = []) throws -> [String] {
    let help = try Program.run(command + ["--help"]).output
    return help.split(separator: "\n").drop { !$0.hasSuffix("SUBCOMMANDS:") }.compactMap { line in
      let isEntry = line.hasPrefix("  ") && line.dropFirst(2).first?.isLowercase == true
      return isEntry ? line.split(separator: " ").first.map(String.init) : nil
    }
  }

  @Test func `every command has an example, and its line in the manual`() throws {
    let manual = try String(contentsOfFile: packageRoot + "/docs/experiments.1", encoding: .utf8)
      .split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    let entries = manual.filter { $0.starts(with: [".It", "Cm"]) && $0.count > 2 }
    let (commands, ofData) = (try Self.subcommands(), try Self.subcommands(of: ["data"]))
    #expect(commands.contains("rm") && commands.contains("data") && ofData.contains("generate"))
    for command in commands.filter({ $0 != "data" }).map({ [$0] }) + ofData.map({ ["data", $0] }) {
      let help = try Program.run(command + ["--help"]).output
      #expect(help.contains("Example: experiments \(command.joined(separator: " "))"), "\(command)")
      #expect(
        entries.contains { $0[2] == command[0] && (command.count == 1 || $0.contains(command[1])) },
        "\(command)")
    }
  }

  @Test(arguments: [
    (["figur", "fig7"], "'figure'"), (["upscal"], "'upscale'"), (["data", "ad", "x"], "'add'"),
  ])
  func `a misspelled command is guessed`(_ arguments: [String], _ words: String) throws {
    let answer = try Program.run(arguments)
    // One sentence after the other, in the line that begins as every other error does.
    let line = String(answer.errors.prefix { $0 != "\n" })
    #expect(answer.code == 2 && line.hasPrefix("experiments: "), "\(answer.errors)")
    #expect(line.hasSuffix(". Did you mean \(words)?"), "\(answer.errors)")
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `a shell gets completions`(_ shell: String) throws {
    let answer = try Program.run(["--generate-completion-script", shell])
    #expect(answer.code == 0 && answer.output.contains("upscale"))
  }

  @Test func `a name of one's own gives a spec that is valid, planned, and drawn by its path`() throws {
    let path = folder.path + "/my-own.json"
    let made = try Program.run(["new", "my-own", "-o", path])
    #expect(made.code == 0, "\(made.errors)")
    #expect(try Program.run(["validate", path]).code == 0)
    // An editor finds the schema from where the spec lies.
    let spec =
      try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path))) as? [String: Any]
    let schema = try #require(spec?["$schema"] as? String)
    #expect(FileManager.default.fileExists(atPath: schema), "\(schema)")
    let plan = try Program.run(["plan", path, "--profile", "demo", "--results", folder.path + "/results"])
    #expect(plan.code == 0, "\(plan.errors)")
    // Nothing is trained: the figure is known by the spec's path, and says so.
    let figure = try Program.run(["figure", path, "--draw-only", "--results", folder.path + "/results"])
    #expect(
      figure.errors.contains(
        "my-own-width: nothing of it is trained yet; `experiments run \(path) --profile desk`"),
      "\(figure.errors)")
    // A project that is named by its way from here is left by as many steps.
    let beside = folder.path + "/beside.json"
    let name = URL(fileURLWithPath: packageRoot).lastPathComponent
    let relative = try Program.run(
      ["new", "beside", "--root", "../../\(name)", "-o", beside], in: packageRoot + "/Sources")
    let text = try String(contentsOfFile: beside, encoding: .utf8)
    #expect(relative.code == 0 && text.contains(#""$schema": "\#(schema)""#), "\(text.prefix(200))")
    let again = try Program.run(["new", "my-own", "-o", path])
    #expect(
      again.code == 2 && again.errors.contains("found a file; choose another name\n"), "\(again.errors)")
    #expect(try Program.run(["new", "depth", "-o", folder.path + "/depth.json"]).code == 2)
    let other = try String(contentsOfFile: path, encoding: .utf8).replacing("\"set5\"", with: "\"set6\"")
    try write(Array(other.utf8), to: path)
    let answer = try Program.run(["validate", path])
    #expect(answer.code == 2 && answer.errors.contains("did you mean 'set5'"), "\(answer.errors)")
  }

  @Test func `a folder is measured on as it is`() throws {
    let images = try folder.folder("my photos")
    let image = ByteImage(width: 40, height: 30, channels: 1, pixels: (0..<1200).map { UInt8($0 % 251) })
    try image.writePNG(to: images + "/one.png")
    try write([1], to: images + "/notes.txt")
    let evaluation = ["eval", "--method", "bicubic", "--test", images, "--data-root"]
    let answer = try Program.run(evaluation + [folder.folder("data")])
    #expect(answer.code == 0 && answer.output.contains("one"), "\(answer.errors)")
    #expect(answer.errors.split(separator: "notes.txt is left out").count == 2, "said once: \(answer.errors)")
    for name in ["two.png", "three.png"] { try write([1], to: "\(images)/\(name)") }
    let damaged = try Program.run(evaluation + [folder.path + "/data"])
    // Nothing was added that would have to be added again.
    #expect(
      damaged.code == 3 && damaged.errors.contains("; a set that was added has to be added again"),
      "\(damaged.errors)")
  }

  @Test func `an output that can't be written is said at once`() throws {
    let path = folder.path + "/image.png"
    try ByteImage(width: 8, height: 8, channels: 1, pixels: [UInt8](0..<64)).writePNG(to: path)
    let enlarged = try Program.run(["upscale", path, "-o", "/nowhere/large.png"])
    #expect(
      enlarged.code == 1 && enlarged.errors.contains("cannot write /nowhere/large.png"), "\(enlarged.errors)")
    let compared = try Program.run(["compare", path, path, "-o", path])
    #expect(compared.code == 2 && compared.errors.contains("another file than the one that is read"))
    #expect(compared.output.isEmpty)
    // A file stands where a folder is to be, and nothing is trained or measured before that is said.
    let images = try folder.folder("images")
    try ByteImage(width: 8, height: 8, channels: 1, pixels: [UInt8](0..<64)).writePNG(to: images + "/a.png")
    for output in [path, path + "/large"] {
      let filled = try Program.run([
        "upscale", "--method", "anr", images, "-o", output, "--data-root", images,
      ])
      #expect(filled.code == 1 && filled.errors.contains("cannot write \(output): "), "\(filled.errors)")
      let measured = try Program.run([
        "bench", "--network", "9-1-5", "--size", "16x16", "--rounds", "1", "--seconds", "0.001", "-o", output,
      ])
      #expect(measured.code == 1 && measured.errors.contains(" \(output): "), "\(measured.errors)")
      #expect(measured.output.isEmpty)
    }
  }
}
