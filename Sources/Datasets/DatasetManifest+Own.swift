import Wording

extension DatasetManifest {
  /// What is known of a folder of the user's that the project has no manifest of.
  init(own name: String, folder: String, role: Role, luma: Luma, images: [ListedImage]) {
    self.init(
      name: name, title: name, description: "The images in \(folder), in the order of their sorted paths.",
      publishedBy: "the user", terms: "Not stated.", role: role, luma: luma, content: .folder,
      notedCount: images.count, notedDigest: images.setDigest)
  }

  /// The manifest as a file has it.
  var text: String {
    let members: [(key: String, value: JSON)] = [
      ("dataset", .integer(Self.formatVersion)), ("name", .text(name)), ("title", .text(title)),
      ("description", .text(description)), ("publishedBy", .text(publishedBy)), ("terms", .text(terms)),
      ("role", .text(role.rawValue)), ("luma", .text(luma.rawValue)), ("kind", .text("folder")),
      ("count", .integer(notedCount ?? 0)), ("digest", .text(notedDigest ?? "")),
    ]
    return JSON.object(members).prettyText() + "\n"
  }

  /// Whether a set may be called so: it is a name in specs and of a folder.
  package static func isName(_ name: String) -> Bool {
    let isPlain = name.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "-")
    }
    return isPlain && !name.isEmpty && name.utf8.count <= 64 && !name.hasPrefix("-")
  }
}
