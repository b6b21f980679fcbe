/// A table of results that prints itself as CSV, Markdown and LaTeX.
public struct Table: Sendable, Equatable {
  public enum Cell: Sendable, Equatable {
    /// Words, written as they are and escaped for each format.
    case text(String)
    /// Words that lead to a file, whose path is relative to the document; words alone where a format has no links.
    case link(String, path: String)
    /// A number shown with so many decimals; `isBest` sets it in bold.
    case number(Double, decimals: Int, isBest: Bool)
    /// A mean with its standard deviation, both with so many decimals: `32.25 ± 0.03`.
    case spread(Double, deviation: Double, decimals: Int, isBest: Bool)
    /// Nothing was measured or published: an empty CSV field, a dash elsewhere.
    case missing

    /// A number that isn't (yet) marked as the best.
    public static func number(_ value: Double, decimals: Int) -> Cell {
      .number(value, decimals: decimals, isBest: false)
    }

    /// The number of a cell that has one, unrounded.
    public var value: Double? { number?.value }

    /// Whether the number is set in bold.
    public var isBest: Bool { number?.isBest ?? false }

    /// The cell as one reads it: `32.25 ± 0.03`, words as they are, nothing for what is missing.
    public var words: String {
      text ?? numberText(plusMinus: " ± ") { $0 }
    }

    /// The number of a cell that has one.
    var number: (value: Double, deviation: Double?, decimals: Int, isBest: Bool)? {
      switch self {
      case .number(let value, let decimals, let isBest): (value, nil, decimals, isBest)
      case .spread(let value, let deviation, let decimals, let isBest): (value, deviation, decimals, isBest)
      case .text, .link, .missing: nil
      }
    }

    /// The words of a cell that has no number.
    var text: String? {
      switch self {
      case .text(let text), .link(let text, _): text
      case .number, .spread, .missing: nil
      }
    }
  }

  /// Where numbers compete for the bold face.
  public enum Competition: Sendable {
    /// The numbers of each row, as in the paper's tables 2 to 4.
    case row
    /// The numbers of each column, as in the paper's tables 1 and 5.
    case column
  }

  /// The name of the files and of the LaTeX label.
  public var id: String
  /// The sentence above the table.
  public var title: String
  /// The heads of the columns.
  public var columns: [String]
  /// The rows, each with one cell a column.
  public var rows: [[Cell]]
  /// What stands beneath: sentences on what the numbers don't say. CSV has none.
  public var notes: [String] = []

  /// Makes a table; every row must have one cell a column.
  public init(id: String, title: String, columns: [String], rows: [[Cell]]) {
    precondition(rows.allSatisfy { $0.count == columns.count }, "every row has one cell a column")
    self.id = id
    self.title = title
    self.columns = columns
    self.rows = rows
  }

  /// Marks the largest number of each row or column; numbers that read the same when rounded are all marked.
  ///
  /// - Parameters:
  ///   - competing: the columns (by index) that take part; nil for all.
  ///   - lowestWins: columns in which the smallest number is the best, such as seconds; in a competition by rows
  ///     these stand aside.
  ///   - group: the rows (by index) that take part; nil for all.
  public mutating func markBest(
    inEach competition: Competition, competing: Set<Int>? = nil, lowestWins: Set<Int> = [],
    within group: [Int]? = nil
  ) {
    let chosen = group ?? Array(rows.indices)
    let taking = columns.indices.filter { competing?.contains($0) ?? true }
    switch competition {
    case .row:
      let places = taking.filter { !lowestWins.contains($0) }
      for row in chosen { markBest(places.map { (row, $0) }, lowest: false) }
    case .column:
      for column in taking {
        markBest(chosen.map { ($0, column) }, lowest: lowestWins.contains(column))
      }
    }
  }

  private mutating func markBest(_ places: [(row: Int, column: Int)], lowest: Bool) {
    let values = places.compactMap { shown(rows[$0.row][$0.column]) }
    // One number alone has beaten nobody.
    guard values.count > 1, let best = lowest ? values.min() : values.max() else { return }
    for place in places {
      let cell = rows[place.row][place.column]
      let wins = shown(cell) == best
      switch cell {
      case .number(let value, let decimals, _):
        rows[place.row][place.column] = .number(value, decimals: decimals, isBest: wins)
      case .spread(let value, let deviation, let decimals, _):
        rows[place.row][place.column] = .spread(
          value, deviation: deviation, decimals: decimals, isBest: wins)
      case .text, .link, .missing: break
      }
    }
  }

  /// The value as it reads in the table, so that what looks equal is equal.
  private func shown(_ cell: Cell) -> Double? {
    guard let number = cell.number, !number.value.isNaN else { return nil }
    return Double(fixed(number.value, decimals: number.decimals))
  }
}
