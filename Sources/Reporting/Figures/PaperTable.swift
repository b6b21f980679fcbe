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
  enum TrainingSet: String, Sendable, CaseIterable {
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
  /// What the pictures call it.
  private static let networkLabel = "SRCNN"

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
    _ data: PaperData, rows: (_ file: String, _ columns: [String]) throws -> [PaperRow]
  ) throws {
    for row in try rows("networks.csv", ["network", "training_set", "psnr_db"]) {
      guard let subject = Self.network(named: row["network"]) else {
        throw row.malformed("network", expected: Self.networkName)
      }
      guard let trainingSet = TrainingSet(rawValue: row["training_set"]) else {
        let known = TrainingSet.allCases.map { "'\($0.rawValue)'" }
        throw row.malformed("training_set", expected: known.joined(separator: " or "))
      }
      guard let value = try row.number("psnr_db") else { continue }
      add(value, of: subject, ScoreName(set: "set5", measure: .psnr), trainedOn: trainingSet)
    }
    try addWidths(rows)
    try addLevels(data.levels)
    try addColours(rows)
    try addPictures(data, rows)
    try addSpeeds(data)
  }

  /// Table 1.
  private mutating func addWidths(
    _ rows: (_ file: String, _ columns: [String]) throws -> [PaperRow]
  ) throws {
    for row in try rows("table1.csv", ["n1", "n2", "psnr_db", "seconds_per_image"]) {
      let widths = try ["n1", "n2"].map { column -> Int in
        guard let width = Int(row[column]) else {
          throw row.malformed(column, expected: "a number of filters for \(column)")
        }
        return width
      }
      let subject = Subject.network(filters: [9, 1, 5], widths: widths)
      for (column, measure) in [("psnr_db", Measure.psnr), ("seconds_per_image", .seconds)] {
        if let value = try row.number(column) {
          add(value, of: subject, ScoreName(set: "set5", measure: measure), trainedOn: .imageNet)
        }
      }
    }
  }

  /// Tables 2 to 4, and the comparison with DNC.
  private mutating func addLevels(_ levels: [PaperData.PublishedLevel]) throws {
    let methods = FigureSection.Baseline.allCases
    for level in levels {
      let score = ScoreName(set: level.set, measure: level.metric)
      if level.method == "srcnn" {
        add(level.value, of: Self.network, score, scale: level.scale, trainedOn: .imageNet)
        continue
      }
      let parts = level.method.split(separator: "-blur-", omittingEmptySubsequences: false).map(String.init)
      let blur = parts.count == 2 ? Double(parts[1]) : nil
      guard let method = methods.first(where: { $0.paperName == parts.first }),
        parts.count == 1 || blur != nil
      else {
        let names = methods.map(\.paperName).joined(separator: ", ")
        throw PlottingError.malformedLine(
          file: "levels.csv", line: level.line,
          expected: "srcnn, \(names), or one with -blur-DEVIATION behind it", found: "'\(level.method)'")
      }
      add(
        level.value, of: .method(method), score, scale: level.scale, blur: blur, trainedOn: .photographs)
    }
  }

  /// PSNR and seconds an image in Fig. 12.
  private mutating func addSpeeds(_ data: PaperData) throws {
    for curve in data.curves where curve.figure == PaperNumbers.speedFigure {
      guard let point = curve.points.first else { continue }
      let method = FigureSection.Baseline.allCases.first { data.label(of: $0) == curve.curve }
      guard let subject = method.map(Subject.method) ?? Self.network(named: curve.curve) else {
        throw PlottingError.malformedLine(
          file: "curves.csv", line: curve.line, expected: "a method or \(Self.networkName)",
          found: "'\(curve.curve)'")
      }
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
    _ rows: (_ file: String, _ columns: [String]) throws -> [PaperRow]
  ) throws {
    let columns: [(name: String, measure: Measure)] = [
      ("y_psnr_db", .psnr), ("cb_psnr_db", .colour(.cb)), ("cr_psnr_db", .colour(.cr)),
      ("color_image_psnr_db", .colour(.pooled)),
    ]
    for row in try rows("table5.csv", ["id", "strategy"] + columns.map(\.name)) {
      let id = row["id"]
      guard id.contains("/") || FigureSection.Baseline(rawValue: id) != nil else {
        throw row.malformed("id", expected: "a method, or a spec and its variant as in channels/rgb")
      }
      strategies[id] = row["strategy"]
      for column in columns {
        guard let value = try row.number(column.name) else { continue }
        add(
          value, of: .strategy(id), ScoreName(set: "set5", measure: column.measure), trainedOn: .photographs)
      }
    }
  }

  /// PSNR under Figs. 14 to 16.
  private mutating func addPictures(
    _ data: PaperData, _ rows: (_ file: String, _ columns: [String]) throws -> [PaperRow]
  ) throws {
    for row in try rows("images.csv", ["figure", "set", "image", "method", "psnr_db"]) {
      let method = FigureSection.Baseline.allCases.first { data.label(of: $0) == row["method"] }
      guard method != nil || row["method"] == Self.networkLabel else {
        throw row.malformed("method", expected: "\(Self.networkLabel) or a method as Tables 2 to 4 call it")
      }
      guard let value = try row.number("psnr_db") else { continue }
      let score = ScoreName(set: row["set"], image: row["image"], measure: .psnr)
      add(
        value, of: method.map(Subject.method) ?? Self.network, score,
        trainedOn: method == nil ? .imageNet : .photographs)
    }
  }

  private static let networkName = "filter sizes as in 9-1-5"

  /// The network of a name such as `9-1-5`; nil for another word.
  private static func network(named name: String) -> Subject? {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    let filters = parts.compactMap { Int($0) }
    return filters.count == parts.count ? Subject.network(filters: filters, widths: usualWidths) : nil
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
