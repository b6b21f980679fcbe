import ExperimentSpecs
import HDF5Storage
import Scoring
import Vocabulary
import Wording

/// What was measured during a training: one row an evaluation.
///
/// In a file it is the group `/curve`: `backprops` `[T]` (a dimension scale), `loss` `[T]`, and for each set
/// `SET/psnr` and `SET/psnrCurveProtocol` `[T, image]` with `SET/image`, the images' names.
package struct History: Sendable, Equatable {
  /// The backprops done at each evaluation, rising.
  package private(set) var backprops: [Int] = []
  /// The mean loss of the batches since the evaluation before; NaN where there were none.
  package private(set) var loss: [Double] = []
  /// What each test set scored.
  package private(set) var sets: [String: SetHistory] = [:]
  /// What the loss is, in words.
  let lossDefinition: String

  /// What one set scored during a training.
  package struct SetHistory: Sendable, Equatable {
    /// The images' names.
    package let images: [String]
    /// PSNR by the table protocol, dB, one row an evaluation, one column an image.
    package fileprivate(set) var psnr: [[Double]]
    /// PSNR by the curve protocol, dB, likewise.
    package fileprivate(set) var psnrCurveProtocol: [[Double]]
    /// Both protocols in words.
    package var sentences: [ScoringProtocol: String]

    /// The mean PSNR over the images at each evaluation, dB.
    package func means(_ scoring: ScoringProtocol = .table) -> [Double] {
      (scoring == .table ? psnr : psnrCurveProtocol).map(mean)
    }
  }

  /// Nothing was measured yet.
  package init(loss: Loss = .mse) {
    lossDefinition = loss.definition
  }

  /// The number of evaluations.
  package var count: Int { backprops.count }

  /// Takes out what a set scored.
  package mutating func forget(_ set: String) { sets[set] = nil }

  /// The evaluations after fewer backprops than a limit.
  func shortened(below limit: Int) -> History {
    var shorter = self
    let count = backprops.prefix { $0 < limit }.count
    shorter.backprops.removeSubrange(count...)
    shorter.loss.removeSubrange(count...)
    for name in sets.keys {
      shorter.sets[name]?.psnr.removeSubrange(count...)
      shorter.sets[name]?.psnrCurveProtocol.removeSubrange(count...)
    }
    return shorter
  }

  /// Adds an evaluation.
  package mutating func append(backprops: Int, loss: Double, scores: [(set: TestSet, scores: CurveScores)]) {
    for (set, _) in scores where sets[set.name]?.images != set.imageNames {
      // A set that wasn't measured before has no numbers there.
      let empty = [Double](repeating: .nan, count: set.imageNames.count)
      let rows = [[Double]](repeating: empty, count: count)
      sets[set.name] = SetHistory(
        images: set.imageNames, psnr: rows, psnrCurveProtocol: rows, sentences: set.sentences)
    }
    self.backprops.append(backprops)
    self.loss.append(loss)
    for name in sets.keys {
      let empty = [Double](repeating: .nan, count: sets[name]?.images.count ?? 0)
      let found = scores.first { $0.set.name == name }?.scores
      sets[name]?.psnr.append(found?.psnr ?? empty)
      sets[name]?.psnrCurveProtocol.append(found?.psnrCurveProtocol ?? empty)
    }
  }
}

extension TestSet {
  /// The scoring protocols in words.
  package var sentences: [ScoringProtocol: String] {
    Dictionary(
      uniqueKeysWithValues: ScoringProtocol.allCases.map {
        ($0, $0.sentence(scale: scale, luma: luma, blur: blur, padding: padding, enlargement: enlargement))
      })
  }
}

extension History {
  private static let datasets: [ScoringProtocol: String] = [.table: "psnr", .curve: "psnrCurveProtocol"]

  /// Puts the group `/curve` into a file.
  func store(in contents: inout HDF5Contents) {
    var steps = HDF5Array(
      backprops.map(Int64.init), shape: [count],
      attributes: ["long_name": .string("sub-images trained on so far, counted again each time")])
    steps.isDimensionScale = true
    contents.arrays["/curve/backprops"] = steps
    var losses = HDF5Array(
      loss, shape: [count],
      attributes: [
        "long_name": .string("mean loss of the batches since the evaluation before"),
        "definition": .string(lossDefinition),
      ])
    losses.scales = [0: "/curve/backprops"]
    contents.arrays["/curve/loss"] = losses
    for (name, set) in sets {
      contents.storeNames(set.images, in: "/curve/\(name)")
      for (scoring, dataset) in Self.datasets {
        var array = HDF5Array(
          (scoring == .table ? set.psnr : set.psnrCurveProtocol).flatMap { $0 },
          shape: [count, set.images.count],
          attributes: ["units": .string("dB"), "protocol": .string(set.sentences[scoring] ?? "")])
        array.scales = [0: "/curve/backprops", 1: "/curve/\(name)/image"]
        contents.arrays["/curve/\(name)/\(dataset)"] = array
      }
    }
  }

  /// Reads the group `/curve` of a file.
  /// - Throws: `HDF5StorageError`, `RunError.unsuitable`.
  package init(of contents: HDF5Contents, path: String) throws {
    backprops = try contents.array("/curve/backprops").int64s().map(Int.init)
    guard zip(backprops, backprops.dropFirst()).allSatisfy(<), backprops.first ?? 0 >= 0 else {
      throw RunError.unsuitable(path: path, reason: "the backprops of its curve don't rise")
    }
    lossDefinition = try contents.string("definition", of: "/curve/loss")
    loss = try contents.array("/curve/loss").doubles(shape: [count])
    for name in contents.members(of: "/curve") {
      let images = try contents.array("/curve/\(name)/image").strings()
      var rows: [ScoringProtocol: [[Double]]] = [:]
      var sentences: [ScoringProtocol: String] = [:]
      for (scoring, dataset) in Self.datasets {
        let path = "/curve/\(name)/\(dataset)"
        let values = try contents.array(path).doubles(shape: [count, images.count])
        rows[scoring] = (0..<count).map { Array(values[$0 * images.count..<($0 + 1) * images.count]) }
        sentences[scoring] = try contents.string("protocol", of: path)
      }
      sets[name] = SetHistory(
        images: images, psnr: rows[.table] ?? [], psnrCurveProtocol: rows[.curve] ?? [], sentences: sentences)
    }
  }
}

extension Loss {
  /// What it is, as it is stored beside the numbers.
  fileprivate var definition: String {
    let what =
      switch self {
      case .mse: "half the squared error, summed over the output"
      case .l1: "the absolute error, summed over the output"
      case .ssim: "1 - SSIM under a Gaussian window of 11 pixels"
      case .multiScaleSSIM: "1 - SSIM under Gaussian windows of three scales"
      }
    return what + ", mean over the samples"
  }
}

extension HDF5Contents {
  /// Stores the names of a set's images as the scale of the image axis.
  mutating func storeNames(_ names: [String], in group: String) {
    var array = HDF5Array(names, shape: [names.count])
    array.isDimensionScale = true
    arrays["\(group)/image"] = array
  }

  /// The names of the groups directly in a group that hold images' scores.
  package func members(of group: String) -> [String] {
    arrays.keys.filter { $0.hasPrefix(group + "/") && $0.hasSuffix("/image") }
      .map { String($0.dropFirst(group.count + 1).dropLast("/image".count)) }
      .sorted()
  }
}
