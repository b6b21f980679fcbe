/// A document of headings, paragraphs, figures and tables that prints itself as Markdown.
public struct Document: Sendable, Equatable {
  /// A part of a document. Text between backticks is code; everything else is plain.
  public enum Block: Sendable, Equatable {
    /// A heading; 1 is the largest.
    case heading(Int, String)
    case paragraph(String)
    /// Points of a list.
    case list([String])
    /// Points of a list that each lead to a file, whose path is relative to the document, with what follows the link.
    case links([Link])
    /// A command to type.
    case command(String)
    /// A table with its title.
    case table(Table)
    /// An image: its path relative to the document, and what it shows.
    case image(path: String, alternative: String)
  }

  /// A link and the words behind it.
  public struct Link: Sendable, Equatable {
    let title, path, remark: String

    /// A link to a file, whose path is relative to the document.
    public init(_ title: String, path: String, remark: String = "") {
      (self.title, self.path, self.remark) = (title, path, remark)
    }
  }

  /// The parts, in order.
  public var blocks: [Block]

  /// A document of these parts.
  public init(_ blocks: [Block] = []) {
    self.blocks = blocks
  }

  /// The document as GitHub's Markdown.
  public func markdown() -> String {
    blocks.map { block in
      switch block {
      case .heading(let level, let text): String(repeating: "#", count: level) + " \(text.inlineMarkdown)\n"
      case .paragraph(let text): "\(text.inlineMarkdown)\n"
      case .list(let points): points.map { "- \($0.inlineMarkdown)\n" }.joined()
      case .links(let links):
        links.map { link in
          "- [\(link.title.inlineMarkdown)](\(link.path.addressOfMarkdown))\(link.remark.inlineMarkdown)\n"
        }.joined()
      case .command(let text): "    \(oneLine(text))\n"
      case .table(let table): table.markdown()
      case .image(let path, let alternative): "![\(alternative.escapedForMarkdown)](\(path))\n"
      }
    }.joined(separator: "\n")
  }
}
