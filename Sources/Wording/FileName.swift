/// A name as part of a path: letters, digits and `.-_=+` stay, all else becomes `_`.
package func fileName(_ name: String) -> String {
  let kept = name.map { character -> Character in
    let isKept =
      character.isASCII && (character.isLetter || character.isNumber || ".-_=+".contains(character))
    return isKept ? character : "_"
  }
  let text = String(kept)
  return text.hasPrefix(".") ? "_" + text.dropFirst() : text
}
