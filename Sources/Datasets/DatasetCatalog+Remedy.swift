extension DatasetCatalog {
  /// The commands that get sets which aren't here: one for all that have public addresses, one for each that hasn't.
  package func remedy(for names: [String]) -> String {
    let fetchable = names.filter { name in
      guard case .listed(_, let sources)? = manifests.first(where: { $0.name == name })?.content else {
        return false
      }
      return !sources.isEmpty
    }
    let fetch = fetchable.isEmpty ? [] : ["`experiments data fetch \(fetchable.joined(separator: " "))`"]
    let others = names.filter { !fetchable.contains($0) }
    return (fetch + others.map { "`experiments data add \($0) FOLDER`" }).joined(separator: " and ")
  }
}
