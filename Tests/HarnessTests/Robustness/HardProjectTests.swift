import Foundation
import HostSystem
import Testing
import TestLaboratory

@testable import RunRecords

/// What the command line says of a project's runs where something is wrong around them.
@Suite struct `A project in hard circumstances` {
  private let figures: FigureLaboratory
  private var root: String { figures.project.root }
  init() throws { figures = try FigureLaboratory() }

  private func trained() throws -> RunFolder {
    let results = try figures.laboratory.engine().run(figures.resolved().runs)
    #expect(results.exitCode == 0)
    return try #require(results.first?.folder)
  }

  @Test(
    .enabled(if: Program.hasShell, "needs Linux"),
    arguments: [
      ["table", "tiny"], ["status"], ["status", "--format", "json"], ["plan", "tiny"],
      ["eval", "--method", "bicubic", "--scale", "2", "--test", "tiny-test", "--format", "json"],
    ])
  func `doesn't call it done when the numbers that were asked for are lost`(_ arguments: [String]) throws {
    _ = try trained()
    let own = arguments + ["--root", root]
    #expect(try Program.run(own).code == 0)
    let full = try Program.shell("\"$@\" > /dev/full", own)
    #expect(full.code == 1, "\(full.errors)")
    #expect(full.errors.contains("No space left on device"), "\(full.errors)")
  }

  @Test(.enabled(if: PreloadedLibrary.isWanted, Comment(rawValue: PreloadedLibrary.skipped)))
  func `comes to its end, and to the same bytes, by a clock that goes back whenever it is read`() throws {
    let clock = try PreloadedLibrary("clock", in: root)
    func folder(after results: String, _ environment: [String: String] = [:]) throws -> RunFolder {
      for command in [["run", "tiny", "--only", "small", "--seeds", "1"], ["plan", "tiny"], ["status"]] {
        let answer = try Program.shell(
          "\"$@\"", command + ["--root", root, "--results", results], environment: environment)
        #expect(answer.code == 0, "\(command): \(answer.code) \(answer.errors)")
      }
      return try #require(try RunFolder.all(in: results).first)
    }
    let right = try folder(after: root + "/right")
    let back = try folder(after: root + "/back", ["LD_PRELOAD": clock.path])
    #expect(try figures.laboratory.digest(back) == figures.laboratory.digest(right))
    let provenance = try #require(try back.checkedProvenance())
    #expect(try #require(provenance.ended) < provenance.started, "the clock went on")
    let shown = try Program.run(["show", back.shortId, "--root", root, "--results", root + "/back"])
    #expect(shown.output.contains("(before it started: the clock was set back)"), "\(shown.output)")
  }

  @Test func `shows a terminal no control characters of a lock`() throws {
    let run = try #require(try figures.resolved().runs.first)
    let folder = try #require(try figures.laboratory.engine().plan([run])[0].folder)
    let path = RunFolder.lockFile(ofShortId: folder.shortId, results: figures.laboratory.results)
    try makeFolder(figures.laboratory.results + "/runs/.locks")
    try makeFolder(folder.path)
    guard case .taken(let lock, _) = try FileLock.take(path, note: "") else {
      Issue.record("the lock isn't free")
      return
    }
    // Into the file that is locked: another in its place would be free.
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try file.truncate(atOffset: 0)
    let owner = "host else\u{1B}[31mwhere\u{9B}2J\nprocess 12\nstarted 7\nsince \u{202E}then\u{7}\n"
    try file.write(contentsOf: Data(owner.utf8))
    try file.close()
    let commands = [
      ["run", "tiny", "--only", "small", "--seeds", "1"], ["status"], ["status", "--format", "json"],
      ["plan", "tiny"],
    ]
    for command in commands {
      let answer = try Program.run(command + ["--root", root])
      let said = answer.output + answer.errors
      let raw = said.unicodeScalars.filter { $0 != "\n" && $0.properties.generalCategory == .control }
      #expect(raw.isEmpty, "\(command): \(said.debugDescription)")
      #expect(!said.unicodeScalars.contains("\u{202E}"), "\(command): \(said.debugDescription)")
      if command[0] != "plan" {
        #expect(said.contains("else\\u001b[31mwhere\\u009b2J"), "\(command): \(said.debugDescription)")
      }
      if command[0] == "run" {
        #expect(answer.code == 4 && said.contains("since \\u202ethen\\u0007"), "\(said.debugDescription)")
      }
    }
    withExtendedLifetime(lock) {}
  }

  /// A line of the shell that runs the program without the rights of root, who may read everything.
  private static let withoutRights =
    geteuid() == 0 ? "exec setpriv --reuid 65534 --regid 65534 --clear-groups \"$@\"" : "\"$@\""
  private static let hasFewRights =
    Program.hasShell && (try? Program.shell(withoutRights, ["--help"]))?.code == 0

  @Test(.enabled(if: hasFewRights, "needs Linux, and another user who may start the program"))
  func `names a run's folder that can't be read, and doesn't take it for empty`() throws {
    let folder = try trained()
    #expect(chmod(folder.path, 0) == 0)
    defer { chmod(folder.path, 0o755) }
    for (command, code) in [(["status"], Int32(3)), (["plan", "tiny"], 1), (["table", "tiny"], 1)] {
      let answer = try Program.shell(Self.withoutRights, command + ["--root", root])
      let said = answer.output + answer.errors
      #expect(answer.code == code, "\(command): \(said)")
      #expect(said.contains("can't list \(folder.path): Permission denied"), "\(command): \(said)")
      #expect(!said.contains("nothing is there yet") && !said.contains("nothing to go on from"), "\(said)")
    }
  }

  @Test(.enabled(if: hasFewRights, "needs Linux, and another user who may start the program"))
  func `names a folder of images that can't be read, and doesn't take it for empty`() throws {
    let images = root + "/photos"
    try FileManager.default.copyItem(atPath: root + "/datasets/other-test", toPath: images)
    let out = root + "/out"
    for command in [
      ["upscale", "--method", "bicubic", images, "-o", out],
      ["eval", "--method", "bicubic", "--scale", "2", "--test", images],
    ] {
      #expect(chmod(images, 0) == 0)
      defer { chmod(images, 0o755) }
      let answer = try Program.shell(Self.withoutRights, command + ["--root", root])
      #expect(answer.code == 3, "\(command): \(answer.code) \(answer.errors)")
      #expect(
        answer.errors.contains("experiments: can't list \(images): Permission denied"), "\(answer.errors)")
      #expect(!answer.errors.contains("is left out") && !exists(out), "\(answer.errors)")
    }
  }
}
