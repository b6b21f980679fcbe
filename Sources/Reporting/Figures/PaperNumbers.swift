import ExperimentSpecs
import HostSystem
import Plotting
import ProjectFiles
import Vocabulary

/// What the paper published, as it lies in `experiments/paper`.
package struct PaperNumbers: Sendable {
  /// Curves and levels.
  package let data: PaperData
  /// Single numbers.
  private let table: PaperTable

  /// What Figs. 14 to 16 show, and the PSNR under them, dB, by method.
  package let images: [String: (set: String, image: String, psnr: [String: Double])]

  /// Reads the files.
  /// - Throws: `ProjectError.unreadable`, `PlottingError.malformedLine`.
  package init(root: String) throws {
    func text(_ name: String) throws(ProjectError) -> String {
      let path = "\(root)/experiments/paper/\(name)"
      do {
        return try readText(path)
      } catch {
        throw .unreadable(path: path, reason: error.reason)
      }
    }
    func rows(_ name: String, _ columns: [String]) throws -> [PaperRow] {
      try CSV(text(name), file: name, columns: columns).rows.map {
        PaperRow(file: name, line: $0.line, fields: $0.fields)
      }
    }
    data = try PaperData(curves: text("curves.csv"), levels: text("levels.csv"))
    table = try PaperTable(data, rows: rows)
    images = try rows("images.csv", ["figure", "set", "image", "method", "psnr_db"]).reduce(into: [:]) {
      images, row in
      guard let psnr = try row.number("psnr_db") else { return }
      let (set, image) = (row["set"], row["image"])
      images[row["figure"], default: (set, image, [:])].psnr[row["method"]] = psnr
    }
  }

  /// The figure of the paper that has seconds an image.
  static let speedFigure = "fig12"

  /// The test set that a figure of the paper is measured on: Fig. 12 on Set14, all others and Table 1 on Set5.
  package static func set(ofFigure figure: String) -> String { figure == speedFigure ? "set14" : "set5" }

  /// The paper's level of a method on a set, or nil where it has a dash.
  /// - Parameter blur: how images are blurred before they are reduced; the paper has numbers for a deviation of 0.55,
  ///   however they are reduced.
  package func level(
    _ baseline: FigureSection.Baseline, set: String, scale: Int, blur: DataSection.Blur? = nil,
    measure: Measure = .psnr
  ) -> Level? {
    number(.method(baseline), ScoreName(set: set, measure: measure), scale: scale, blur: blur).map {
      Level(label: "\(label(of: baseline)) (paper)", value: $0)
    }
  }

  /// The paper's score of a method, by Table 5 for colour and by Figs. 14 to 16 for an image; nil where it has none.
  package func level(
    _ method: FigureSection.Baseline, _ score: ScoreName, scale: Int, blur: DataSection.Blur?
  ) -> Double? {
    number(.method(method), score, scale: scale, blur: blur)
      ?? number(.strategy(method.rawValue), score, scale: scale, blur: blur)
  }

  /// A number of Tables 1 to 5, the text or the pictures.
  private func number(
    _ subject: PaperTable.Subject, _ score: ScoreName, scale: Int, blur: DataSection.Blur? = nil
  ) -> Double? {
    table[.init(subject: subject, score: score, scale: scale, blur: blur?.standardDeviation)]
      .first { !$0.isOfSpeedFigure }?.value
  }

  /// The paper's score of a network of luma or of a method, and the training set it is for: of a network the one that the
  /// paper's network of this experiment was trained on, else ImageNet.
  ///
  /// Of networks trained on a part of the 91 images, or on other sets, it has none.
  /// - Parameter trainingSets: what the paper's network was trained on; nil for what the run is.
  package func published(
    _ score: ScoreName, of run: any DescribedRun, trainedOn trainingSets: [String]? = nil
  ) -> (value: Double, trainingSet: String)? {
    if score.image != nil {
      // A picture is of what its set's table is of.
      let whole = ScoreName(set: score.set, measure: .psnr)
      guard let found = published(whole, of: run, trainedOn: trainingSets) else { return nil }
      return number(subject(of: run), score, scale: run.data.scale).map { ($0, found.trainingSet) }
    }
    guard let number = numbers(score, of: run, trainedOn: trainingSets).first else { return nil }
    return (number.value, number.trainingSet.rawValue)
  }

  /// What the paper has for a run on the same images, the best first.
  private func numbers(
    _ score: ScoreName, of run: any DescribedRun, trainedOn trainingSets: [String]?
  ) -> [PaperTable.Number] {
    let found = table[.init(subject: subject(of: run), score: score, scale: run.data.scale, blur: nil)]
    let isWhole = run.data.trainImages ?? 91 == 91
    guard let network = run.ofNetwork else {
      return run.data.train == ["t91"] && isWhole ? found : []
    }
    // The paper trains rectified layers, on the squared error alone.
    guard network.data.blur == nil, network.training.loss == .mse, network.network.activation == .relu,
      network.network.last == .convolution
    else {
      return []
    }
    if isStrategy(run), score.set == "set5", run.data.scale == 3 {
      return table[.init(subject: .strategy(Self.strategy(of: run)), score: score, scale: 3, blur: nil)]
    }
    guard run.data.channels == .y, isWhole else { return [] }
    switch trainingSets ?? run.data.train {
    case ["imagenet"]: return found.filter { $0.trainingSet == .imageNet }
    case ["t91"]:
      let comparable = found.filter { !$0.isOfSpeedFigure }
      return comparable.filter { $0.trainingSet == .photographs } + comparable
    default: return []
    }
  }

  /// What the paper's tables have a run as.
  private func subject(of run: any DescribedRun) -> PaperTable.Subject {
    if let network = run.ofNetwork?.network {
      return .network(filters: network.filters, widths: network.widths)
    }
    let name = (run as? MethodDescription)?.method.name.rawValue ?? ""
    return FigureSection.Baseline(rawValue: name).map(PaperTable.Subject.method) ?? .strategy(name)
  }

  /// A row of the paper's beside ours.
  package enum Quoted {
    /// A method of Tables 2 to 4.
    case method(FigureSection.Baseline)
    /// A row of Table 5, by its id.
    case strategy(id: String)
  }

  /// What some methods are quoted by: Table 5 beside colour, where it has them, else Tables 2 to 4.
  package func quoted(_ methods: [FigureSection.Baseline], besideColour isColour: Bool) -> [Quoted] {
    methods.map {
      isColour && table.strategies[$0.rawValue] != nil ? .strategy(id: $0.rawValue) : .method($0)
    }
  }

  /// What a quoted row is called.
  package func label(of row: Quoted) -> String {
    switch row {
    case .method(let method): label(of: method)
    case .strategy(let id): table.strategies[id] ?? id
    }
  }

  package func score(_ row: Quoted, _ score: ScoreName, scale: Int) -> Double? {
    switch row {
    case .method(let method): level(method, score, scale: scale, blur: nil)
    case .strategy(let id): number(.strategy(id), score, scale: scale)
    }
  }

  /// The rows of Table 5 that are none of these variants, if one of them is there, but for bicubic interpolation.
  func quotedColours(besides variants: [any DescribedRun]) -> [Quoted] {
    guard variants.contains(where: isStrategy) else { return [] }
    let own = variants.map(Self.strategy)
    return table.strategies
      .filter { $0.key != FigureSection.Baseline.bicubic.rawValue && !own.contains($0.key) }
      .sorted { $0.value < $1.value }.map { .strategy(id: $0.key) }
  }

  /// Whether a variant trains as a row of Table 5 does.
  private func isStrategy(_ run: any DescribedRun) -> Bool { table.strategies[Self.strategy(of: run)] != nil }

  /// The id that Table 5 has of such a variant.
  private static func strategy(of run: any DescribedRun) -> String { "\(run.spec)/\(run.variant)" }

  /// What the paper's tables call a method.
  package func label(of method: FigureSection.Baseline) -> String { data.label(of: method) }
}
