import Wording

extension [DatasetStatus] {
  /// The sets that are here, by name.
  package var presentNames: [String] {
    compactMap { status in
      switch status.state {
      case .present, .unusable: status.manifest.name
      case .absent, .generatedOnUse: nil
      }
    }
  }

  /// The list for people.
  package var text: String {
    listed(map { [$0.manifest.name, $0.manifest.role.rawValue, $0.countText, $0.stateText] })
  }

  /// The list for machines.
  package var json: JSON {
    .object([("sets", .list(map(\.json)))])
  }
}

extension DatasetStatus {
  fileprivate var countText: String {
    let listed = manifest.images.isEmpty ? manifest.noted?.count : manifest.images.count
    if case .present(_, let images, _) = state {
      return (images ?? listed).map { $0.counted("image") } ?? "images"
    }
    return listed.map { $0.counted("image") } ?? "a folder"
  }

  fileprivate var stateText: String {
    switch state {
    case .present(let folder, _, _): "in \(folder)"
    case .generatedOnUse: "generated on its first use"
    case .absent where manifest.content == .folder: "not here; `experiments data add \(manifest.name) FOLDER`"
    case .absent: "not here; `experiments data fetch \(manifest.name)` or `data add \(manifest.name) FOLDER`"
    case .unusable(let sentence): "unusable: \(sentence.onOneLine)"
    }
  }

  fileprivate var json: JSON {
    var members: [(key: String, value: JSON)] = [
      ("name", .text(manifest.name)), ("title", .text(manifest.title)),
      ("role", .text(manifest.role.rawValue)),
      ("terms", .text(manifest.terms)),
    ]
    switch state {
    case .present(let folder, let images, let digest):
      members += [
        ("state", .text("present")), ("folder", .text(folder)),
        ("images", images.map { .integer($0) } ?? .null),
        ("digest", digest.map { .text($0) } ?? .null),
      ]
    case .generatedOnUse: members.append(("state", .text("generatedOnUse")))
    case .absent: members.append(("state", .text("absent")))
    case .unusable(let sentence): members += [("state", .text("unusable")), ("reason", .text(sentence))]
    }
    return .object(members)
  }
}
