/// What is drawn by a gnuplot script from a data file beside it.
public protocol Drawing: Sendable {
  /// The name of the files: `fig7` becomes `fig7.dat`, `fig7.gp`, `fig7.svg`, `fig7.png`, `fig7.pdf` and `fig7-column.pdf`.
  var id: String { get }
  /// The numbers, as gnuplot reads them.
  func dataFile() -> String
  /// The files that the script draws.
  var images: [String] { get }
  /// The script, which stands alone in the folder of the data file.
  func script() throws(PlottingError) -> String
  /// The script that draws ``latexImages``, as wide as a column, without title and caption.
  func latexScript() throws(PlottingError) -> String
}

extension Drawing {
  /// The drawing for a screen, as one sharp at any size, for a page, and for a column of a paper,
  /// 3.5 inches wide, without title and caption.
  public var images: [String] { ["\(id).svg", "\(id).png", "\(id).pdf", "\(id)-column.pdf"] }

  /// The name, without ending, of what is drawn for LaTeX.
  var latexName: String { "\(id)-latex" }

  /// The drawing for a LaTeX document, which reads the first file and takes the picture from the second.
  public var latexImages: [String] { ["\(latexName).tex", "\(latexName).pdf"] }
}
