import ArgumentParser
import Wording

extension ParsableCommand {
  /// A line that names the command that was most likely meant, if the first word, or a subcommand's, is none.
  static func suggestion(for arguments: [String]) -> String? {
    guard let word = arguments.first, !word.hasPrefix("-") else { return nil }
    let commands = configuration.subcommands
    if let command = commands.first(where: { $0._commandName == word }) {
      return command.suggestion(for: Array(arguments.dropFirst()))
    }
    guard !commands.isEmpty, word != "help",
      let meant = nearest(to: word, among: commands.map { $0._commandName })
    else { return nil }
    return "Did you mean '\(meant)'?"
  }
}
