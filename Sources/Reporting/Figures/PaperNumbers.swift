import ExperimentSpecs
import HostSystem
import Plotting
import ProjectFiles
import Vocabulary

/// What the paper published, as it lies in `experiments/paper`.
package struct PaperNumbers: Sendable {
  /// Curves and levels.
  package let data: PaperData
  /// PSNR on Set5 at x3 after 8e8 backprops, by filter sizes and training set.
  private let networks: [(network: String, trainingSet: String, psnr: Double)]
  /// Table 1: PSNR and seconds an image on Set5 by the widths of 9-1-5 trained on ImageNet.
  private let widths: [(widths: [Int], psnr: Double, seconds: Double)]

  /// A row of Table 5; its last column is called RGB there and pools Y, Cb and Cr.
  private struct ColourRow {
    /// What the paper calls it.
    let title: String
    let psnr: [Measure: Double]
  }

  /// Table 5, on Set5 at x3, by the spec and variant that train as it does, or by the method.
  private let colours: [String: ColourRow]

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
    data = try PaperData(curves: text("curves.csv"), levels: text("levels.csv"))
    func rows(_ name: String, _ columns: [String]) throws -> [(line: Int, fields: [String: String])] {
      try CSV(text(name), file: name, columns: columns).rows
    }
    networks = try rows("networks.csv", ["network", "training_set", "psnr_db"]).compactMap { _, fields in
      Double(fields["psnr_db"] ?? "").map { (fields["network"] ?? "", fields["training_set"] ?? "", $0) }
    }
    widths = try rows("table1.csv", ["n1", "n2", "psnr_db", "seconds_per_image"]).compactMap { _, fields in
      let sizes = ["n1", "n2"].compactMap { Int(fields[$0] ?? "") }
      guard let psnr = Double(fields["psnr_db"] ?? ""),
        let seconds = Double(fields["seconds_per_image"] ?? "")
      else { return nil }
      return (sizes, psnr, seconds)
    }
    let columns: [(name: String, measure: Measure)] = [
      ("y_psnr_db", .psnr), ("cb_psnr_db", .colour(.cb)), ("cr_psnr_db", .colour(.cr)),
      ("color_image_psnr_db", .colour(.pooled)),
    ]
    colours = try rows("table5.csv", ["id", "strategy"] + columns.map(\.name)).reduce(into: [:]) {
      colours, row in
      let psnr = columns.compactMap { column in
        Double(row.fields[column.name] ?? "").map { (column.measure, $0) }
      }
      colours[row.fields["id"] ?? ""] = ColourRow(
        title: row.fields["strategy"] ?? "", psnr: Dictionary(psnr) { first, _ in first })
    }
    images = try rows("images.csv", ["figure", "set", "image", "method", "psnr_db"]).reduce(into: [:]) {
      images, row in
      guard let psnr = Double(row.fields["psnr_db"] ?? "") else { return }
      let (set, image) = (row.fields["set"] ?? "", row.fields["image"] ?? "")
      images[row.fields["figure"] ?? "", default: (set, image, [:])].psnr[row.fields["method"] ?? ""] = psnr
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
    metric: String = "psnr"
  ) -> Level? {
    let method = Self.name(of: baseline)
    let name = blur.map { "\(method)-blur-\($0.standardDeviation)" } ?? method
    guard let level = try? data.level(name, set: set, scale: scale, metric: metric) else { return nil }
    return Level(label: "\(level.label) (paper)", value: level.value)
  }

  /// The paper's score of a method, by Table 5 for colour and by Figs. 14 to 16 for an image; nil where it has none.
  package func level(
    _ method: FigureSection.Baseline, _ score: ScoreName, scale: Int, blur: DataSection.Blur?
  )
    -> Double?
  {
    if score.image != nil {
      return blur == nil ? psnr(ofImage: score, scale: scale, by: label(of: method)) : nil
    }
    return level(method, set: score.set, scale: scale, blur: blur, metric: score.measure.rawValue)?.value
      ?? (blur == nil ? self.score(.strategy(id: method.rawValue), score, scale: scale) : nil)
  }

  /// The paper's score of a network of luma, and the training set it is for: the one that the paper's network of this
  /// experiment was trained on, else ImageNet.
  ///
  /// Set5 at x3 is in the text for each filter size and in Table 1 for other widths, Set14 and seconds are in Fig. 12;
  /// Tables 2 to 4 are 9-5-5. Of networks trained on a part of the 91 images, or on other sets, it has none.
  /// - Parameter trainingSets: what the paper's network was trained on; nil for what the run is.
  package func published(
    _ score: ScoreName, of run: any DescribedRun, trainedOn trainingSets: [String]? = nil
  ) -> (value: Double, trainingSet: String)? {
    let (set, measure) = (score.set, score.measure)
    if score.image != nil {
      // The pictures are of the networks and methods of Tables 2 and 3.
      let whole = ScoreName(set: set, measure: .psnr)
      guard let method = pictured(run), let psnr = psnr(ofImage: score, scale: run.data.scale, by: method),
        let found = published(whole, of: run, trainedOn: trainingSets)
      else { return nil }
      return (psnr, found.trainingSet)
    }
    guard let run = run.ofNetwork else {
      return (run as? MethodDescription).flatMap { published(measure, of: $0, on: set) }
    }
    // The paper trains rectified layers, on the squared error alone.
    guard run.data.blur == nil, run.training.loss == .mse, run.network.activation == .relu else { return nil }
    if set == "set5", run.data.scale == 3, let row = colours[Self.strategy(of: run)] {
      return row.psnr[measure].map { ($0, "91 images") }
    }
    let (sets, isWhole) = (trainingSets ?? run.data.train, run.data.trainImages ?? 91 == 91)
    guard [["t91"], ["imagenet"]].contains(sets), run.data.channels == .y, isWhole else { return nil }
    let isUsual = run.network.widths == [64, 32]
    let name = run.network.filters.map(String.init).joined(separator: "-")
    if set == "set5", run.data.scale == 3 {
      if measure == .psnr, isUsual {
        let found = networks.filter { $0.network == name }
        let own = sets == ["t91"] ? found.first { $0.trainingSet == "91 images" } : nil
        if let best = own ?? found.first(where: { $0.trainingSet == "ImageNet" }) {
          return (best.psnr, best.trainingSet)
        }
      }
      if name == "9-1-5", let row = widths.first(where: { $0.widths == run.network.widths }) {
        return measure == .psnr
          ? (row.psnr, "ImageNet") : measure == .seconds ? (row.seconds, "ImageNet") : nil
      }
    }
    guard isUsual else { return nil }
    if sets == ["imagenet"], let value = timed(measure, name, on: set, scale: run.data.scale) {
      return (value, "ImageNet")
    }
    guard name == "9-5-5", case .image = measure,
      let level = try? data.level("srcnn", set: set, scale: run.data.scale, metric: measure.rawValue)
    else { return nil }
    return (level.value, "ImageNet")
  }

  /// What Figs. 14 to 16 call a network or a method, or nil if they don't have it.
  private func pictured(_ run: any DescribedRun) -> String? {
    guard let network = run.ofNetwork?.network else {
      let method = (run as? MethodDescription).flatMap {
        FigureSection.Baseline(rawValue: $0.method.name.rawValue)
      }
      return method.map(label)
    }
    return network.filters == [9, 5, 5] && network.activation == .relu ? "SRCNN" : nil
  }

  /// PSNR under the picture of an image, dB; the pictures are at x3.
  private func psnr(ofImage score: ScoreName, scale: Int, by method: String) -> Double? {
    guard score.measure == .psnr, scale == 3 else { return nil }
    return images.values.first { $0.set == score.set && $0.image == score.image }?.psnr[method]
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
    methods.map { isColour && colours[$0.rawValue] != nil ? .strategy(id: $0.rawValue) : .method($0) }
  }

  /// What a quoted row is called.
  package func label(of row: Quoted) -> String {
    switch row {
    case .method(let method): label(of: method)
    case .strategy(let id): colours[id]?.title ?? id
    }
  }

  /// The score of a quoted row; Table 5 is of Set5 at x3.
  package func score(_ row: Quoted, _ score: ScoreName, scale: Int) -> Double? {
    switch row {
    case .method(let method): level(method, score, scale: scale, blur: nil)
    case .strategy(let id):
      score.set == "set5" && score.image == nil && scale == 3 ? colours[id]?.psnr[score.measure] : nil
    }
  }

  /// PSNR and seconds an image in Fig. 12, which is of Set14 at x3.
  private func timed(_ measure: Measure, _ name: String, on set: String, scale: Int)
    -> Double?
  {
    guard set == "set14", scale == 3,
      let point = try? data.points(figure: Self.speedFigure, curve: name).first
    else {
      return nil
    }
    return measure == .seconds ? point.x : measure == .psnr ? point.y : nil
  }

  /// The rows of Table 5 that are none of these variants, if one of them is there, but for bicubic interpolation.
  func quotedColours(besides variants: [any DescribedRun]) -> [Quoted] {
    let own = variants.map { Self.strategy(of: $0) }
    guard own.contains(where: { colours[$0] != nil }) else { return [] }
    return colours.filter { $0.key != FigureSection.Baseline.bicubic.rawValue && !own.contains($0.key) }
      .sorted { $0.value.title < $1.value.title }.map { .strategy(id: $0.key) }
  }

  /// The id that Table 5 has of a variant which trains as one of its rows does.
  private static func strategy(of run: any DescribedRun) -> String { "\(run.spec)/\(run.variant)" }

  /// What the paper's tables call a method.
  package func label(of method: FigureSection.Baseline) -> String {
    (try? data.level(Self.name(of: method), set: "set5", scale: 3).label) ?? method.rawValue.uppercased()
  }

  private static func name(of method: FigureSection.Baseline) -> String {
    switch method {
    case .bicubic: "bicubic"
    case .sc: "sc"
    case .neighbourEmbedding: "ne-lle"
    case .kk: "kk"
    case .anr: "anr"
    case .adjustedANR: "aplus"
    case .deepCascade: "dnc"
    }
  }

  /// The paper's score of a method, all of which were trained on the 91 images.
  private func published(
    _ measure: Measure, of run: MethodDescription, on set: String
  ) -> (value: Double, trainingSet: String)? {
    guard run.data.train == ["t91"], run.data.trainImages ?? 91 == 91 else { return nil }
    guard let method = FigureSection.Baseline(rawValue: run.method.name.rawValue) else { return nil }
    let value =
      level(method, set: set, scale: run.data.scale, metric: measure.rawValue)?.value
      ?? timed(measure, label(of: method), on: set, scale: run.data.scale)
    return value.map { ($0, "91 images") }
  }
}
