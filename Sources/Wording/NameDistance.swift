/// The number of letters to change, insert, drop or swap with their neighbour to make one name of the other.
///
/// Case and word separators are free: `learning_rate` is `learningRate`.
/// - Complexity: O(m n) in the names' lengths.
/// - Source: optimal string alignment, the restricted Damerau-Levenshtein distance.
func editDistance(_ first: String, _ second: String) -> Int {
  let (a, b) = (letters(of: first), letters(of: second))
  if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
  var rows = [Array(0...b.count)]
  for i in 1...a.count {
    var row = [i]
    for j in 1...b.count {
      let change = rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
      var distance = min(change, rows[i - 1][j] + 1, row[j - 1] + 1)
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
        distance = min(distance, rows[i - 2][j - 2] + 1)
      }
      row.append(distance)
    }
    rows.append(row)
  }
  return rows[a.count][b.count]
}

/// The candidate that was probably meant, if one is near enough: by a third of the letters, or as a beginning or
/// end of the other (`batchSize` for `batch`, `filters` for `network.filters`).
package func nearest(to name: String, among candidates: [String]) -> String? {
  guard name.count <= 64 else { return nil }
  let own = letters(of: name)
  func distance(_ candidate: String) -> Int? {
    let other = letters(of: candidate)
    let (short, long) = own.count < other.count ? (own, other) : (other, own)
    if candidate.hasSuffix("." + name) { return 0 }
    let edits = editDistance(name, candidate)
    if edits <= (long.count + 1) / 3 { return edits }
    return short.count >= 3 && long.starts(with: short) ? edits : nil
  }
  return candidates.compactMap { candidate in distance(candidate).map { (candidate, $0) } }
    .min { $0.1 < $1.1 }?.0
}

private func letters(of name: String) -> [Character] {
  name.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " }.map { $0 }
}
