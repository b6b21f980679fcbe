import ArgumentParser
import Datasets
import ExperimentSpecs
import Foundation
import HostSystem
import ProjectFiles
import Reporting
import RunRecords
import Vocabulary
import Wording

/// Names that a shell offers, of the project around the current folder or of the one that was installed.
enum Completions {
  /// Specs, without their ending, and files.
  static var specs: CompletionKind {
    names(orFiles: ["json"]) { project, _ in try project.specPaths.map(fileStem) }
  }
  /// Figures, pictures, and files of specs.
  static var figures: CompletionKind {
    names(orFiles: ["json"]) { project, _ in
      try project.figures([]).flatMap(\.ids) + PaperPicture.allCases.map(\.rawValue)
    }
  }
  /// Variants of the specs.
  static var variants: CompletionKind {
    names { project, _ in try experiments(project).flatMap(\.variants).removingRepeats }
  }
  /// Image sets.
  static var sets: CompletionKind { names { project, _ in try project.catalog().names } }
  /// Image sets joined by commas.
  static var setList: CompletionKind {
    names { project, typed in try project.catalog().names.map { typed.beforeLastComma + $0 } }
  }
  /// Measures joined by commas.
  static var measures: CompletionKind {
    .custom { _, _, typed in
      ["all"] + ImageMeasure.allCases.map { typed.beforeLastComma + $0.rawValue }
    }
  }
  /// Networks: SPEC/VARIANT, the ids of runs where one is begun, and files; images are files, too.
  static var networks: CompletionKind {
    names(orFiles: []) { project, typed in
      let variants = try experiments(project).flatMap { experiment in
        experiment.variants.map { "\(experiment.name)/\($0)" }
      }
      return try variants + (typed.isEmpty ? [] : folders(project).map(\.shortId))
    }
  }
  /// Runs: SPEC/FOLDER, and where one is begun their ids.
  static var runs: CompletionKind {
    names { project, typed in
      let folders = try folders(project)
      return folders.map { $0.path.split(separator: "/").suffix(2).joined(separator: "/") }
        + (typed.isEmpty ? [] : folders.map(\.shortId))
    }
  }
  /// Profiles.
  static var profiles: CompletionKind {
    names { project, _ in try experiments(project).flatMap(\.profiles).removingRepeats }
  }
  /// Devices by the words for them; asking drivers for names takes too long.
  static var devices: CompletionKind { .list(["cpu", "gpu"]) }

  /// The script of completions for a shell with files where it has nothing to offer; any other text as it is.
  static func fallingBackToFiles(_ script: String) -> String {
    script.replacing("complete -o filenames -F", with: "complete -o default -o filenames -F")
      .replacing(namesOfZsh, with: namesAndFilesOfZsh)
      .replacing(namesOfFish, with: namesOfFish + filesOfFish)
  }

  private static let namesOfZsh = """
        if [[ "${#completions[@]}" -gt 1 ]]; then
            __experiments_complete "${completions[@]:0:-1}"
        fi

    """

  /// What `__experiments_complete` takes for a description, behind a colon, is part of a name. No space follows a folder.
  private static let namesAndFilesOfZsh = """
        completions=("${(@)completions[1,-2]}")
        local -a folders=("${(@M)completions:#*/}") others=("${(@)completions:#*/}")
        local -i ret=1
        compadd -a others && ret=0
        compadd -S '' -a folders && ret=0
        (( ret )) && _files

    """

  private static let namesOfFish = "    command $tokens[1] $argv $tokens\n"

  /// What is typed in quotes is left to fish.
  private static let filesOfFish = #"""
        string match -qr '[~\'"\\\\$`]' -- (commandline -ct)
        and complete -C "__fish_command_without_completions $(commandline -ct)"

    """#

  /// - Parameters:
  ///   - endings: those of files that are offered, too, any if it is empty; nil for no files.
  ///   - find: told what is typed of the word.
  private static func names(
    orFiles endings: Set<String>? = nil, _ find: @escaping @Sendable (Project, String) throws -> [String]
  ) -> CompletionKind {
    .custom { _, _, typed in
      let project = try? Project(
        installed: GlobalOptions.installed, currentFolder: FileManager.default.currentDirectoryPath,
        environment: ProcessInfo.processInfo.environment)
      let names = project.flatMap { try? find($0, typed) } ?? []
      return names.map { word($0, isFolder: false) } + (endings.map { files(typed, endings: $0) } ?? [])
    }
  }

  /// Files and folders whose paths begin with what is typed. What is typed in quotes is left to the shell.
  private static func files(_ typed: String, endings: Set<String>) -> [String] {
    guard !typed.contains(where: { "~'\"\\$`".contains($0) }) else { return [] }
    let parts = typed.split(separator: "/", omittingEmptySubsequences: false)
    let (folder, start) = (parts.dropLast().map { "\($0)/" }.joined(), parts.last ?? "")
    let found = (try? entries(of: folder.isEmpty ? "." : folder)) ?? []
    return found.compactMap { entry in
      let isMeant = entry.name.hasPrefix(start) && entry.name.hasPrefix(".") == start.hasPrefix(".")
      guard isMeant, entry.isUTF8 else { return nil }
      let path = folder + entry.name
      let leadsOn = isFolder(path)
      let ending = (entry.name as NSString).pathExtension
      guard leadsOn || endings.isEmpty || endings.contains(ending) else { return nil }
      return word(path, isFolder: leadsOn)
    }
  }

  /// A name or path as the shell's script takes it: bash expands words that aren't quoted, and adds the slash of a folder itself.
  private static func word(_ path: String, isFolder: Bool) -> String {
    guard CompletionShell.requesting == .bash else { return path + (isFolder ? "/" : "") }
    return "'\(path.replacing("'", with: #"'\''"#))'"
  }

  private static func experiments(_ project: Project) throws -> [Experiment] {
    try project.specPaths.compactMap { try? project.experiment($0) }
  }

  private static func folders(_ project: Project) throws -> [RunFolder] {
    try RunFolder.all(in: project.results) + RunFolder.all(in: project.results + "/demo")
  }
}

extension String {
  /// What stands up to the last comma, with it.
  fileprivate var beforeLastComma: String {
    lastIndex(of: ",").map { String(self[...$0]) } ?? ""
  }
}
