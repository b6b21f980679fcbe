import Plotting

/// What the finished runs show, as one page that needs no other file and no network.
///
/// A page is a value: ``html()`` is pure, and the same page gives the same bytes. No text of it is ever markup or code.
///
///     let page = Page(title: "Results", chapters: chapters, claims: claims)
///     try writeAtomically(Array(page.html().utf8), to: "results/index.html")
public struct Page: Sendable {
  public var title: String
  /// What was re-run, a paragraph each; text between backticks is code.
  public var lead: [String]
  /// The paper's numbers beside ours, or nil where there are none.
  public var headline: Headline?
  /// The verdicts; the page folds them by section, in the paper's order.
  public var claims: [ClaimCard]
  /// Images by several methods.
  public var comparisons: [Comparison]
  /// The experiments, in any order; the page has the paper's.
  public var chapters: [Chapter]
  /// Pictures of networks.
  public var pictures: [Picture]
  /// What belongs to no experiment.
  public var appendix: [Table]
  /// What is being trained meanwhile, on a page that is served; nil on one that lies in a file.
  package var live: LiveRuns?

  public init(
    title: String, lead: [String] = [], headline: Headline? = nil, claims: [ClaimCard] = [],
    comparisons: [Comparison] = [], chapters: [Chapter] = [], pictures: [Picture] = [],
    appendix: [Table] = []
  ) {
    self.title = title
    self.lead = lead
    self.headline = headline
    self.claims = claims
    self.comparisons = comparisons
    self.chapters = chapters
    self.pictures = pictures
    self.appendix = appendix
  }
}

/// A file beside the page.
public struct Link: Sendable, Equatable {
  /// What the link says.
  public var title: String
  /// The file's path relative to the page's folder.
  public var path: String

  public init(title: String, path: String) {
    self.title = title
    self.path = path
  }
}

/// A picture that is within the page.
public struct Picture: Sendable, Equatable {
  public var id: String
  /// What it shows.
  public var title: String
  /// The bytes of a PNG file.
  public var png: [UInt8]
  /// The command that draws it.
  public var command: String

  public init(id: String, title: String, png: [UInt8], command: String) {
    self.id = id
    self.title = title
    self.png = png
    self.command = command
  }
}
