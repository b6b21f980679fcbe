extension String {
  /// The text as one word of a command that is to be copied: as it is if a shell takes it so, else in quotes.
  package var shellWord: String {
    let isPlain = !isEmpty && utf8.allSatisfy(Self.plainInShells.contains)
    return isPlain ? self : "'" + replacing("'", with: #"'\''"#) + "'"
  }

  private static let plainInShells = Set(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+=.,:@%/".utf8)
}
