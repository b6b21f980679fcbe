import Vocabulary

/// What the paper published: the points of its convergence figures and the numbers of its tables.
///
/// - Source: C. Dong, C. C. Loy, K. He, X. Tang, "Image Super-Resolution Using Deep Convolutional Networks", TPAMI 38(2), 2016.
public struct PaperData: Sendable {
  /// One curve of one figure.
  public struct NamedCurve: Sendable, Equatable {
    /// The figure, such as `fig7` or `fig8a`.
    public let figure: String
    /// The curve's name in the figure's legend.
    public let curve: String
    /// Backprops (seconds an image for Fig. 12 and Table 1) and PSNR in dB, in the order of the file.
    public var points: [CurvePoint]
    /// The line of the file that it begins at.
    public let line: Int
  }

  /// One number of the tables.
  public struct PublishedLevel: Sendable, Equatable {
    /// The test set, such as `set5`.
    public let set: String
    /// The upscaling factor, 2…4.
    public let scale: Int
    public let metric: Measure
    /// The method in small letters, such as `bicubic`, `sc` or `aplus`.
    public let method: String
    /// The method as the paper writes it, such as `A+`.
    public let label: String
    public let value: Double
    /// The line of the file.
    public let line: Int
  }

  /// The curves in the order of the file.
  public let curves: [NamedCurve]
  /// The table numbers in the order of the file.
  public let levels: [PublishedLevel]

  /// Reads the text of `curves.csv` (figure, curve, backprops, psnr_db) and of `levels.csv`
  /// (set, scale, metric, method, label, value).
  ///
  /// - Throws: ``PlottingError/malformedLine(file:line:expected:found:)``.
  public init(curves: String, levels: String) throws(PlottingError) {
    self.curves = try Self.readCurves(curves, file: "curves.csv")
    self.levels = try Self.readLevels(levels, file: "levels.csv")
  }

  /// The points of one curve.
  ///
  /// - Throws: ``PlottingError/unknownCurve(figure:curve:known:)``.
  public func points(figure: String, curve: String) throws(PlottingError) -> [CurvePoint] {
    let ofFigure = curves.filter { $0.figure == figure }
    guard let found = ofFigure.first(where: { $0.curve == curve }) else {
      throw .unknownCurve(figure: figure, curve: curve, known: ofFigure.map(\.curve))
    }
    return found.points
  }

  /// The published number of a method, labelled as the paper writes it.
  ///
  /// - Throws: ``PlottingError/unknownLevel(set:scale:metric:method:known:)``.
  public func level(
    _ method: String, set: String, scale: Int, metric: Measure = .psnr
  ) throws(PlottingError) -> Level {
    let comparable = levels.filter { $0.set == set && $0.scale == scale && $0.metric == metric }
    guard let found = comparable.first(where: { $0.method == method }) else {
      throw .unknownLevel(
        set: set, scale: scale, metric: metric, method: method, known: comparable.map(\.method))
    }
    return Level(label: found.label, value: found.value)
  }

  private static func readCurves(_ text: String, file: String) throws(PlottingError) -> [NamedCurve] {
    let csv = try CSV(text, file: file, columns: ["figure", "curve", "backprops", "psnr_db"])
    var curves: [NamedCurve] = []
    var places: [String: Int] = [:]
    for (line, fields) in csv.rows {
      let name = (figure: fields["figure"] ?? "", curve: fields["curve"] ?? "")
      let point = CurvePoint(
        x: try number(fields["backprops"], of: "backprops", file: file, line: line),
        y: try number(fields["psnr_db"], of: "psnr_db", file: file, line: line))
      // A line end can't be in a figure's name, so the pair is a key.
      let key = name.figure + "\n" + name.curve
      if let place = places[key] {
        curves[place].points.append(point)
      } else {
        places[key] = curves.count
        curves.append(NamedCurve(figure: name.figure, curve: name.curve, points: [point], line: line))
      }
    }
    return curves
  }

  private static func readLevels(_ text: String, file: String) throws(PlottingError) -> [PublishedLevel] {
    let csv = try CSV(text, file: file, columns: ["set", "scale", "metric", "method", "label", "value"])
    var levels: [PublishedLevel] = []
    for (line, fields) in csv.rows {
      let scale = fields["scale"] ?? ""
      guard let factor = Int(scale), (2...4).contains(factor) else {
        throw .malformedLine(file: file, line: line, expected: "a scale of 2, 3 or 4", found: "'\(scale)'")
      }
      let word = fields["metric"] ?? ""
      guard let metric = Measure(rawValue: word) else {
        throw .malformedLine(
          file: file, line: line, expected: "a measure such as psnr or ssim", found: "'\(word)'")
      }
      levels.append(
        PublishedLevel(
          set: fields["set"] ?? "", scale: factor, metric: metric, method: fields["method"] ?? "",
          label: fields["label"] ?? "",
          value: try number(fields["value"], of: "value", file: file, line: line), line: line))
    }
    return levels
  }

  private static func number(
    _ text: String?, of column: String, file: String, line: Int
  ) throws(PlottingError) -> Double {
    guard let value = Double(text ?? ""), value.isFinite else {
      throw .malformedLine(
        file: file, line: line, expected: "a number for \(column)", found: "'\(text ?? "")'")
    }
    return value
  }
}
