extension Array where Element: Equatable {
  /// The elements without those that were there before.
  package var removingRepeats: [Element] {
    reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
