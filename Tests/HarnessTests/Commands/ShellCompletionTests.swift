import Foundation
import HostSystem
import Testing
import TestLaboratory

/// Whether both shells are there, or have to be; zsh's terminal is the one that both are tried in.
private let areWanted =
  ["/usr/bin/zsh", "/usr/bin/fish"].allSatisfy(FileManager.default.isExecutableFile(atPath:))
  || ProcessInfo.processInfo.environment["SRCNN_REQUIRE_SHELLS"] == "1"

/// What becomes of a line where Tab is typed, by the shells themselves.
@Suite(.enabled(if: areWanted && Program.hasShell, "needs zsh and fish"))
struct `Completions of zsh and fish` {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for (path, text) in [
      ("here/PHOTO one.jpg", ""), ("here/PHOTO$(touch done).png", ""), ("here/it's.jpg", ""),
      ("here/x:y.jpg", ""), (#"here/co\l.jpg"#, ""), ("here/my-spec.json", ""), ("here/notes.txt", ""),
      ("here/photos/one.png", ""), ("home/mine.jpg", ""), ("other/Package.swift", ""),
      ("other/experiments/specs/a:b.json", ""), ("other/experiments/specs/it's one.json", ""),
      ("other/results/runs/width/$(touch done)-s1-0123456789ab/notes.txt", ""),
      ("shells/_experiments", try script(of: "zsh")), ("shells/.zshrc", Self.beginningOfZsh),
      ("shells/start.fish", try script(of: "fish") + Self.beginningOfFish),
    ] {
      _ = try folder.folder((path as NSString).deletingLastPathComponent)
      try write(Array(text.utf8), to: "\(folder.path)/\(path)")
    }
  }

  private func script(of shell: String) throws -> String {
    try Program.run(["--generate-completion-script", shell]).output
  }

  /// Ctrl-Y prints the line.
  private static let beginningOfZsh = """
    unset zle_bracketed_paste
    fpath=($ZDOTDIR $fpath)
    autoload -Uz compinit
    compinit -u -D
    zle-line-init() { print READY }
    tell() { print -r -- "BEGIN${BUFFER}END" }
    zle -N zle-line-init
    zle -N tell
    bindkey '^Y' tell
    """
  private static let beginningOfFish = #"""

    function fish_prompt; echo READY; end
    function tell; echo BEGIN(commandline -b)END; end
    bind \cy tell
    """#

  /// Types keys into a program in a terminal.
  private static let terminal = """
    zmodload zsh/zpty
    zpty shell $1
    zpty -r shell text '*READY*'
    zpty -w -n shell $2
    zpty -r shell text '*BEGIN*END*'
    print -rn -- ${${text##*BEGIN}%%END*}
    zpty -d shell
    """

  /// The line without its first word.
  private func completed(_ line: String, by shell: String, in place: String) throws -> String {
    let program = (Program.path as NSString).deletingLastPathComponent
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let start = ["zsh": "zsh -d -i", "fish": "fish --no-config -i -C 'source $ZDOTDIR/start.fish'"]
    var launch = try Program.launch(
      [
        "-c", #"exec timeout 100 zsh -f -c "$@""#, "sh", Self.terminal, "zsh", start[shell] ?? shell,
        "experiments \(line)\t\u{19}",
      ], in: "\(folder.path)/\(place)",
      environment: [
        "ZDOTDIR": folder.path + "/shells", "HOME": folder.path + "/home", "PATH": "\(program):\(path)",
        "TERM": "dumb",
      ])
    launch.path = "/bin/sh"
    let answer = try Program.answer(of: launch)
    #expect(answer.code == 0 && answer.errors.isEmpty, "\(answer.code) \(answer.errors)")
    return answer.output.replacing("experiments ", with: "", maxReplacements: 1)
  }

  @Test(arguments: ["zsh", "fish"])
  func `are names and files as the shell quotes them, and no code`(_ shell: String) throws {
    for (line, expected) in [
      ("upscale it", #"upscale it\'s.jpg "#), (#"upscale PHOTO\ "#, #"upscale PHOTO\ one.jpg "#),
      (#"upscale PHOTO\$"#, #"upscale PHOTO\$\(touch\ done\).png "#),
      (#"upscale "PHOTO o"#, #"upscale "PHOTO one.jpg" "#), ("upscale x:", "upscale x:y.jpg "),
      ("upscale co", #"upscale co\\l.jpg "#), ("upscale pho", "upscale photos/"),
      ("upscale ~/m", "upscale ~/mine.jpg "), ("upscale a.jpg -o no", "upscale a.jpg -o notes.txt "),
      ("run my", "run my-spec.json "), ("eval --method z", "eval --method zeyde "),
      ("eval --measures psnr,wp", "eval --measures psnr,wpsnr "),
    ] {
      #expect(try completed(line, by: shell, in: "here") == expected)
    }
    for (line, expected) in [
      ("run a", "run a:b "), ("run it", #"run it\'s\ one "#),
      ("show width", #"show width/\$\(touch\ done\)-s1-0123456789ab "#),
    ] {
      #expect(try completed(line, by: shell, in: "other") == expected)
    }
    for place in ["here", "other"] { #expect(!exists("\(folder.path)/\(place)/done"), "a name was run") }
  }
}
