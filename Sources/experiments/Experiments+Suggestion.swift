import ArgumentParser
import Wording

extension ParsableCommand {
  /// A sentence that names the command that was most likely meant, if the first word, or a subcommand's, is none.
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

extension String {
  /// The message with a sentence behind its own, which is its first line; usage stands below.
  func suggesting(_ sentence: String?) -> String {
    guard let sentence else { return self }
    let end = firstIndex(of: "\n") ?? endIndex
    return "\(self[..<end]). \(sentence)\(self[end...])"
  }
}
