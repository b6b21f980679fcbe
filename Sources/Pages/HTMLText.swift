import Plotting

/// Text as HTML shows it, never as markup.
func escaped(_ text: String) -> String { text.escapedForHTML }

/// Text in which what stands between backticks is code; a backtick without a partner is one.
func inline(_ text: String) -> String {
  text.inline(text: escaped) { "<code>\(escaped($0))</code>" }
}

/// A path relative to the page as the address of a link: it names a file and can't name anything else.
func address(_ path: String) -> String { "./" + path.percentEncoded(keeping: "-._~/+=,") }

/// An element with its attributes; the content is HTML already, the attributes' values are not.
func element(_ name: String, _ attributes: [(String, String)] = [], _ content: String) -> String {
  "<\(name)\(attributes.map { " \($0)=\"\(escaped($1))\"" }.joined())>\(content)</\(name)>"
}

/// The `id` of an experiment's chapter; a figure may be called as its experiment.
func chapterAnchor(_ spec: String) -> String { "experiment-" + anchor(spec) }

/// The `id` of a section's claims.
func claimsAnchor(_ place: PaperPlace) -> String { "claims-" + place.id }

/// The `id` of a claim; no name has the slash, so that no two claims share one.
func claimAnchor(_ claim: ClaimCard) -> String { "claim-\(anchor(claim.chapter))/\(anchor(claim.id))" }

/// The `id` of a figure: its own, unless the page has that for something else.
func plotAnchor(_ figure: String) -> String {
  let own = ["main", "live", "claims", "before-and-after", "pictures", "more"]
  let id = anchor(figure)
  let isTaken =
    own.contains(id) || id.hasSuffix("-title") || id.hasSuffix("-data") || id.hasPrefix("clip-")
    || id.hasPrefix("experiment-") || id.hasPrefix("picture-") || id.hasPrefix("table-")
    || id.hasPrefix("live-") || id.hasPrefix("figure-") || id.hasPrefix("claims-")
    || id.hasPrefix("claim-")
  return isTaken ? "figure-" + id : id
}

/// A name that may stand in an `id`: spaces and what else an address can't have become hyphens.
func anchor(_ text: String) -> String {
  String(
    text.unicodeScalars.map { scalar -> Character in
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
      return isPlain || "-_.".unicodeScalars.contains(scalar) ? Character(scalar) : "-"
    })
}
