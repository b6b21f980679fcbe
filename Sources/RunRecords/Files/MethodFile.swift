import ExperimentSpecs
import Foundation
import HDF5Storage
import LinearAlgebra
import SparseCoding

/// A trained example-based method as it is kept: `model.h5`.
///
/// The attribute `method` has the method's name and settings in JSON. Of sparse coding there are
/// `/highResolutionAtoms` and `/lowResolutionAtoms`, float64 `[atoms, values]`; of the others `/basis`, `/lowAtoms`,
/// `/highAtoms` and, where the method has some, `/regressors`, float32, a vector a row. The same method gives the same
/// bytes.
package struct MethodFile: Sendable, Equatable {
  /// The value of the attribute `format`.
  package static let format = "srcnn-method"
  /// The layout that is written and read.
  package static let formatVersion = 1

  /// What was trained.
  package enum Model: Sendable, Equatable {
    /// Zeyde's method or one of its relatives.
    case example(ExampleModel)
    /// Sparse coding.
    case sparseCoding(YangModel)
  }

  /// The method and its settings.
  package var method: MethodSection
  /// What was trained.
  package var model: Model
  /// The run that trained it; its backprops are 0. Nil if it comes from elsewhere.
  package var run: WeightsFile.Run?

  /// A trained method with what must be known to use it.
  package init(method: MethodSection, model: Model, run: WeightsFile.Run?) {
    self.method = method
    self.model = model
    self.run = run
  }

  /// The model as whatever makes images larger.
  package var upscaler: any UpscalingMethod {
    switch model {
    case .example(let model): model
    case .sparseCoding(let model): model
    }
  }

  /// The upscaling factor.
  package var scale: Int { upscaler.scale }

  /// The method in a line.
  package var summary: String { "\(method.name.rawValue), x\(scale)" }

  /// Reads a file.
  /// - Throws: `HDF5StorageError`, `SparseCodingError`, or `RunError.unsuitable` if it isn't such a file.
  package init(contentsOf path: String) throws {
    try self.init(HDF5Contents(contentsOf: path), path: path)
  }

  /// The method that the contents of a file are.
  package init(_ contents: HDF5Contents, path: String) throws {
    try contents.require(format: Self.format, version: Self.formatVersion, path: path)
    let settings = try contents.string("method")
    let scale = try contents.scale(path: path)
    do {
      method = try JSONDecoder().decode(MethodSection.self, from: Data(settings.utf8))
    } catch {
      throw RunError.unsuitable(path: path, reason: "its attribute 'method' describes none: \(settings)")
    }
    do {
      if case .coding(let coding) = method.recipe {
        model = .sparseCoding(
          try YangModel(
            scale: scale, settings: YangSettings(coding, name: method.name),
            highResolutionAtoms: try contents.matrix("/highResolutionAtoms") { try $0.doubles() },
            lowResolutionAtoms: try contents.matrix("/lowResolutionAtoms") { try $0.doubles() }))
      } else {
        let dictionary = try ExampleDictionary(
          scale: scale, basis: try contents.matrix("/basis") { try $0.floats() },
          lowAtoms: try contents.matrix("/lowAtoms") { try $0.floats() },
          highAtoms: try contents.matrix("/highAtoms") { try $0.floats() })
        let regressors =
          contents.arrays["/regressors"] == nil
          ? nil : try contents.matrix("/regressors") { try $0.floats() }
        model = .example(
          try ExampleModel(
            method: ExampleMethod(method.name), dictionary: dictionary, regressors: regressors))
      }
    } catch let error as SparseCodingError {
      throw RunError.unsuitable(path: path, reason: error.description)
    }
    run = contents.attributes["runId"] == nil ? nil : try WeightsFile.Run(of: contents, path: path)
  }

  /// Writes the file whole and atomically.
  /// - Throws: `HDF5StorageError`.
  package func write(to path: String) throws {
    var contents = HDF5Contents()
    contents.attributes["format"] = .string(Self.format)
    contents.attributes["formatVersion"] = .int(Int64(Self.formatVersion))
    contents.attributes["method"] = .string(try canonicalText(of: method))
    contents.attributes["scale"] = .int(Int64(scale))
    contents.attributes["channels"] = .string(DataSection.Channels.y.rawValue)
    contents.attributes["valueRange"] = .string("0...1 (8-bit samples / 255)")
    run?.describe(in: &contents)
    switch model {
    case .example(let model):
      contents.store(model.dictionary.basis, "/basis", axes: ["component", "derivative"])
      contents.store(model.dictionary.lowAtoms, "/lowAtoms", axes: ["atom", "feature"])
      contents.store(model.dictionary.highAtoms, "/highAtoms", axes: ["atom", "sample"])
      if model.regressors.columns > 0 {
        contents.store(model.regressors, "/regressors", axes: ["regressor", "feature and sample"])
      }
    case .sparseCoding(let model):
      contents.store(model.highResolutionAtoms, "/highResolutionAtoms", axes: ["atom", "sample"])
      contents.store(model.lowResolutionAtoms, "/lowResolutionAtoms", axes: ["atom", "feature"])
    }
    try contents.write(to: path)
  }
}

/// A value as JSON with sorted keys on one line.
private func canonicalText(of value: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  return String(decoding: try encoder.encode(value), as: UTF8.self)
}

extension HDF5Contents {
  /// Stores a matrix whose columns are the vectors: each becomes a row of the array.
  mutating func store(_ matrix: Matrix<Float>, _ path: String, axes: [String]) {
    arrays[path] = HDF5Array(
      matrix.elements, shape: [matrix.columns, matrix.rows], attributes: ["axes": .strings(axes)])
  }

  /// Stores a matrix whose columns are the vectors: each becomes a row of the array.
  mutating func store(_ matrix: Matrix<Double>, _ path: String, axes: [String]) {
    arrays[path] = HDF5Array(
      matrix.elements, shape: [matrix.columns, matrix.rows], attributes: ["axes": .strings(axes)])
  }

  /// Reads what `store` stored.
  package func matrix<Scalar: MatrixScalar>(
    _ path: String, _ elements: (HDF5Array) throws -> [Scalar]
  ) throws -> Matrix<Scalar> {
    let array = try array(path)
    guard array.shape.count == 2 else {
      throw HDF5StorageError.wrongType(
        of: path, expected: "an array of 2 axes", found: "one of \(array.shape.count)")
    }
    return Matrix(rows: array.shape[1], columns: array.shape[0], elements: try elements(array))
  }
}
