/// What is drawn by a gnuplot script from a data file beside it.
public protocol Drawing: Sendable {
  /// The name of the files: `fig7` becomes `fig7.dat`, `fig7.gp`, `fig7.svg`, `fig7.png` and `fig7.pdf`.
  var id: String { get }
  /// The numbers, as gnuplot reads them.
  func dataFile() -> String
  /// The script, which stands alone in the folder of the data file.
  func script() throws(PlottingError) -> String
}
