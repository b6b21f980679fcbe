import Foundation

extension Page {
  /// The page as one HTML file: its style, script, numbers and pictures are within.
  public func html() -> String {
    let parts = [
      live?.html() ?? "", headline?.html() ?? "", claims.tally(), before, claims.html(),
      orderedChapters.map { $0.html(claims) }.joined(separator: "\n"),
      gallery, more,
    ]
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(escaped(title))</title>
      <link rel="icon" href="data:,">
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      <a class="skip" href="#main">To the results</a>
      \(navigation)
      <main id="main" tabindex="-1">
      <header>
      <h1>\(escaped(title))</h1>
      \(lead.map { "<p>\(inline($0))</p>" }.joined(separator: "\n"))
      </header>
      \(parts.filter { !$0.isEmpty }.joined(separator: "\n"))
      </main>
      <script>
      \(Self.script)
      </script>
      </body>
      </html>

      """
  }

  private static var style: String { String(decoding: PackageResources.page_css, as: UTF8.self) }
  private static var script: String { String(decoding: PackageResources.page_js, as: UTF8.self) }

  private var orderedChapters: [Chapter] { chapters.inPaperOrder(source: \.source, name: \.id) }

  private var navigation: String {
    var entries: [(id: String, title: String)] = [("main", "Headline")]
    if live != nil { entries.append(("live", "Now")) }
    if !comparisons.isEmpty { entries.append(("before-and-after", "Before and after")) }
    if !claims.isEmpty { entries.append(("claims", "Claims")) }
    entries += orderedChapters.map { (chapterAnchor($0.id), $0.title) }
    if !pictures.isEmpty { entries.append(("pictures", "Pictures")) }
    if !appendix.isEmpty { entries.append(("more", "What another seed changes")) }
    let links = entries.map { "<li><a href=\"#\($0.id)\">\(escaped($0.title))</a></li>" }
    return """
      <nav aria-label="Contents">
      <button type="button" class="theme" hidden>Theme: automatic</button>
      <details open><summary>Contents</summary>
      <ol>
      \(links.joined(separator: "\n"))
      </ol></details>
      </nav>
      """
  }

  private var before: String {
    comparisons.isEmpty
      ? ""
      : """
      <section id="before-and-after" aria-labelledby="before-title">
      <h2 id="before-title">Before and after</h2>
      \(comparisons.enumerated().map { $1.html($0) }.joined(separator: "\n"))
      </section>
      """
  }

  private var gallery: String {
    guard !pictures.isEmpty else { return "" }
    let images = pictures.map { picture in
      "<figure id=\"picture-\(anchor(picture.id))\"><h3>\(escaped(picture.title))</h3>"
        + "<img alt=\"\(escaped(picture.title))\" loading=\"lazy\" "
        + "src=\"data:image/png;base64,\(Data(picture.png).base64EncodedString())\">"
        + "<pre>\(escaped(picture.command))</pre></figure>"
    }
    return """
      <section id="pictures" aria-labelledby="pictures-title">
      <h2 id="pictures-title">Pictures</h2>
      \(images.joined(separator: "\n"))
      </section>
      """
  }

  private var more: String {
    appendix.isEmpty
      ? ""
      : """
      <section id="more" aria-labelledby="more-title">
      <h2 id="more-title">What another seed changes</h2>
      \(appendix.map { $0.sortable() }.joined(separator: "\n"))
      </section>
      """
  }
}
