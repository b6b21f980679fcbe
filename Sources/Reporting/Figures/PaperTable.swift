import ExperimentSpecs
import Plotting
import Vocabulary

/// Every number of the paper's tables, its text and the captions of its pictures, each by what it is a number of.
struct PaperTable: Sendable {
  /// What the paper measured.
  enum Subject: Hashable, Sendable {
    /// A method; the paper's network has its sizes instead.
    case method(FigureSection.Baseline)
    /// A network of luma.
    case network(filters: [Int], widths: [Int])
    /// A row of Table 5, by its id: the spec and variant that train as it does, or a method.
    case strategy(String)
  }

  /// Where a number stands.
  struct Key: Hashable, Sendable {
    var subject: Subject
    var score: ScoreName
    var scale: Int
    /// The standard deviation of the blur before images are reduced, pixels; nil for none.
    var blur: Double?
  }

  /// What the paper trained on.
  enum TrainingSet: String, Sendable {
    case photographs = "91 images"
    case imageNet = "ImageNet"
  }

  /// A number, and what it may be held against.
  struct Number: Sendable {
    let value: Double
    /// What the subject was trained on.
    let trainingSet: TrainingSet
    /// Whether it is one of Fig. 12, which is quoted beside the same network and training set alone.
    var isOfSpeedFigure = false
  }

  /// The paper's network of Tables 2 to 4 and of the pictures.
  static let network = Subject.network(filters: [9, 5, 5], widths: usualWidths)
  private static let usualWidths = [64, 32]

  private var numbers: [Key: [Number]] = [:]
  /// What the paper calls the rows of Table 5.
  private(set) var strategies: [String: String] = [:]

  /// All numbers at a place, the more general source first.
  subscript(key: Key) -> [Number] { numbers[key] ?? [] }

  private mutating func add(
    _ value: Double, of subject: Subject, _ score: ScoreName, scale: Int = 3, blur: Double? = nil,
    trainedOn trainingSet: TrainingSet, isOfSpeedFigure: Bool = false
  ) {
    numbers[Key(subject: subject, score: score, scale: scale, blur: blur), default: []].append(
      Number(value: value, trainingSet: trainingSet, isOfSpeedFigure: isOfSpeedFigure))
  }

  /// The numbers of the files in `experiments/paper`.
  /// - Throws: `PlottingError`, and what `rows` throws.
  init(
    _ data: PaperData, rows: (_ file: String, _ columns: [String]) throws -> [[String: String]]
  ) throws {
    for row in try rows("networks.csv", ["network", "training_set", "psnr_db"]) {
      guard let value = Double(row["psnr_db"] ?? ""),
        let trainingSet = TrainingSet(rawValue: row["training_set"] ?? "")
      else { continue }
      add(
        value, of: Self.network(named: row["network"] ?? ""), ScoreName(set: "set5", measure: .psnr),
        trainedOn: trainingSet)
    }
    for row in try rows("table1.csv", ["n1", "n2", "psnr_db", "seconds_per_image"]) {
      let subject = Subject.network(
        filters: [9, 1, 5], widths: ["n1", "n2"].compactMap { Int(row[$0] ?? "") })
      for (column, measure) in [("psnr_db", Measure.psnr), ("seconds_per_image", .seconds)] {
        if let value = Double(row[column] ?? "") {
          add(value, of: subject, ScoreName(set: "set5", measure: measure), trainedOn: .imageNet)
        }
      }
    }
    addLevels(data.levels)
    try addColours(rows)
    try addPictures(data, rows)
    addSpeeds(data)
  }

  /// Tables 2 to 4, and the comparison with DNC.
  private mutating func addLevels(_ levels: [PaperData.PublishedLevel]) {
    for level in levels {
      guard let measure = Measure(rawValue: level.metric) else { continue }
      let parts = level.method.split(separator: "-blur-").map(String.init)
      let score = ScoreName(set: level.set, measure: measure)
      if level.method == "srcnn" {
        add(level.value, of: Self.network, score, scale: level.scale, trainedOn: .imageNet)
      } else if let method = FigureSection.Baseline.allCases.first(where: { $0.paperName == parts[0] }) {
        add(
          level.value, of: .method(method), score, scale: level.scale,
          blur: parts.count > 1 ? Double(parts[1]) : nil, trainedOn: .photographs)
      }
    }
  }

  /// PSNR and seconds an image in Fig. 12.
  private mutating func addSpeeds(_ data: PaperData) {
    for curve in data.curves where curve.figure == PaperNumbers.speedFigure {
      guard let point = curve.points.first else { continue }
      let method = FigureSection.Baseline.allCases.first { data.label(of: $0) == curve.curve }
      let subject = method.map(Subject.method) ?? Self.network(named: curve.curve)
      let set = PaperNumbers.set(ofFigure: curve.figure)
      for (value, measure) in [(point.y, Measure.psnr), (point.x, .seconds)] {
        add(
          value, of: subject, ScoreName(set: set, measure: measure),
          trainedOn: method == nil ? .imageNet : .photographs, isOfSpeedFigure: true)
      }
    }
  }

  /// Table 5, whose last column is called RGB there and pools Y, Cb and Cr.
  private mutating func addColours(
    _ rows: (_ file: String, _ columns: [String]) throws -> [[String: String]]
  ) throws {
    let columns: [(name: String, measure: Measure)] = [
      ("y_psnr_db", .psnr), ("cb_psnr_db", .colour(.cb)), ("cr_psnr_db", .colour(.cr)),
      ("color_image_psnr_db", .colour(.pooled)),
    ]
    for row in try rows("table5.csv", ["id", "strategy"] + columns.map(\.name)) {
      let id = row["id"] ?? ""
      strategies[id] = row["strategy"] ?? ""
      for column in columns {
        guard let value = Double(row[column.name] ?? "") else { continue }
        add(
          value, of: .strategy(id), ScoreName(set: "set5", measure: column.measure), trainedOn: .photographs)
      }
    }
  }

  /// PSNR under Figs. 14 to 16.
  private mutating func addPictures(
    _ data: PaperData, _ rows: (_ file: String, _ columns: [String]) throws -> [[String: String]]
  ) throws {
    for row in try rows("images.csv", ["figure", "set", "image", "method", "psnr_db"]) {
      guard let value = Double(row["psnr_db"] ?? "") else { continue }
      let score = ScoreName(set: row["set"] ?? "", image: row["image"] ?? "", measure: .psnr)
      let method = FigureSection.Baseline.allCases.first { data.label(of: $0) == row["method"] }
      add(
        value, of: method.map(Subject.method) ?? Self.network, score,
        trainedOn: method == nil ? .imageNet : .photographs)
    }
  }

  private static func network(named name: String) -> Subject {
    .network(filters: name.split(separator: "-").compactMap { Int($0) }, widths: usualWidths)
  }
}

extension FigureSection.Baseline {
  /// What the paper's files call a method.
  var paperName: String {
    switch self {
    case .bicubic: "bicubic"
    case .sc: "sc"
    case .neighbourEmbedding: "ne-lle"
    case .kk: "kk"
    case .anr: "anr"
    case .adjustedANR: "aplus"
    case .deepCascade: "dnc"
    }
  }
}

extension PaperData {
  /// What the paper's tables call a method.
  func label(of method: FigureSection.Baseline) -> String {
    (try? level(method.paperName, set: "set5", scale: 3).label) ?? method.rawValue.uppercased()
  }
}
