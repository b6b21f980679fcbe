/// What is drawn by a gnuplot script from a data file beside it.
public protocol Drawing: Sendable {
  /// The name of the files: `fig7` becomes `fig7.dat`, `fig7.gp`, `fig7.svg`, `fig7.png` and `fig7.pdf`.
  var id: String { get }
  /// The numbers, as gnuplot reads them.
  func dataFile() -> String
  /// The files that the script draws.
  var images: [String] { get }
  /// The script, which stands alone in the folder of the data file.
  func script() throws(PlottingError) -> String
}

extension Drawing {
  /// The drawing for a screen, as one sharp at any size, and for a page.
  public var images: [String] { ["svg", "png", "pdf"].map { "\(id).\($0)" } }
}
