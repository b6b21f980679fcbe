import Foundation
import Testing
import TestLaboratory

/// What the script of completions offers, by bash itself.
@Suite(
  .enabled(if: FileManager.default.isExecutableFile(atPath: "/bin/bash") && Program.hasShell, "needs bash"))
struct `Completions of bash` {
  private let folder: TemporaryFolder
  private let script: String

  init() throws {
    folder = try TemporaryFolder()
    script = folder.path + "/completions.bash"
    let answer = try Program.run(["--generate-completion-script", "bash"])
    try write(Array(answer.output.utf8), to: script)
    _ = try folder.folder("here/photos")
    // A project of another's: its names are no code either.
    _ = try folder.folder("other/results/runs/width/$(touch done)-s1-0123456789ab")
    _ = try folder.folder("other/experiments/specs")
    try write([], to: "\(folder.path)/other/Package.swift")
    try write([], to: "\(folder.path)/other/experiments/specs/$(touch done).json")
    for name in ["PHOTO one.jpg", "PHOTO$(touch done).png", "my-spec.json", "notes.txt"] {
      try write([], to: "\(folder.path)/here/\(name)")
    }
  }

  private func bash(_ line: String, _ words: [String], in place: String) throws -> [String] {
    var launch = try Program.launch(["-c", "source \"$0\"; \(line)", script] + words, in: place)
    launch.path = "/bin/bash"
    let answer = try Program.answer(of: launch)
    #expect(answer.code == 0 && answer.errors.isEmpty, "\(answer.errors)")
    return answer.output.split(separator: "\n").map(String.init)
  }

  /// What is offered for the last of some words.
  private func offered(_ words: String..., in place: String? = nil) throws -> [String] {
    let line = """
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}; COMPREPLY=()
      _experiments "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    return try bash(line, [Program.path] + words, in: place ?? folder.path + "/here")
  }

  @Test func `are files where it has no names, as for every option without some`() throws {
    let registered = try bash("complete -p experiments", [], in: folder.path)
    #expect(registered == ["complete -o default -o filenames -F _experiments experiments"])
  }

  @Test func `are networks and files for an image, whatever the files are called`() throws {
    #expect(try offered("upscale", "PHO") == ["PHOTO one.jpg", "PHOTO$(touch done).png"])
    #expect(!exists(folder.path + "/here/done"), "the name of a file was taken for a command")
    #expect(try offered("upscale", "pho") == ["photos"])
    #expect(try offered("upscale", "scales/x", in: packageRoot).contains("scales/x3"))
    #expect(try offered("upscale", "photo.jpg", "-o", "PHO").count == 2)
    #expect(try offered("compare", "a.png", "PHO").count == 2)
  }

  @Test func `are names that no shell takes for a command`() throws {
    let other = folder.path + "/other"
    #expect(try offered("run", "", in: other).contains("$(touch done)"))
    for command in ["show", "rm", "figure", "upscale"] { _ = try offered(command, "", in: other) }
    #expect(!exists(other + "/done"), "a name was taken for a command")
  }

  @Test func `are specs by their names and by their files`() throws {
    #expect(try offered("run", "my") == ["my-spec.json"])
    #expect(try offered("resolve", "my") == ["my-spec.json"])
    #expect(try offered("plan", "spa", in: packageRoot) == ["sparse-coding", "sparse-network"])
    #expect(try offered("figure", "fig7-l", in: packageRoot) == ["fig7-loss"])
  }

  @Test(arguments: ["show", "diff", "reproduce", "continue", "rm"])
  func `are runs`(_ command: String) throws {
    let runs = try offered(command, "scales/x4-s", in: packageRoot)
    #expect(!runs.isEmpty && runs.allSatisfy { $0.hasPrefix("scales/x4-s") }, "\(runs)")
    let id = try #require(runs.first?.split(separator: "-").last.map(String.init))
    #expect(try offered(command, String(id.prefix(6)), in: packageRoot).contains(id))
    // What is offered is taken.
    if command == "show" { #expect(try Program.run(["show", runs[0]]).code == 0) }
  }

  @Test func `are the words of options, behind a comma, too`() throws {
    #expect(try offered("eval", "--method", "z") == ["zeyde"])
    #expect(try offered("eval", "--measures", "psnr,wp") == ["psnr,wpsnr"])
    #expect(try offered("eval", "--test", "set5,set1", in: packageRoot) == ["set5,set14"])
    #expect(try offered("report", "--profile", "de", in: packageRoot).sorted() == ["demo", "desk"])
  }
}
