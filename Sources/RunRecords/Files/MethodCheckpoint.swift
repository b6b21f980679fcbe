import HDF5Storage
import SparseCoding

/// All that a training of sparse coding needs to go on to the same bits, in one file: `checkpoint.h5`.
///
/// `/dictionary` is the joint dictionary, `/codes/count` the number of coefficients of each patch, `/codes/atom` and
/// `/codes/value` those of all patches one after the other, `/history` what each pass found.
package struct MethodCheckpoint: Sendable, Equatable {
  package static let format = "srcnn-method-checkpoint"
  static let formatVersion = 1

  package var runId: String
  package var state: YangTrainingState

  package init(runId: String, state: YangTrainingState) {
    self.runId = runId
    self.state = state
  }

  /// Reads a file.
  /// - Throws: `HDF5StorageError`, or `RunError.unsuitable` if it isn't such a file.
  package init(contentsOf path: String) throws {
    let contents = try HDF5Contents(contentsOf: path)
    try contents.require(format: Self.format, version: Self.formatVersion, path: path)
    runId = try contents.string("runId")
    let objective = try contents.array("/history/objective").doubles()
    let zeros = try contents.array("/history/shareOfZeros").doubles(shape: [objective.count])
    let replaced = try contents.array("/history/replacedAtoms").int64s(shape: [objective.count])
    let counts = try contents.array("/codes/count").int64s().map(Int.init)
    let values = try contents.array("/codes/value").doubles()
    let atoms = try contents.array("/codes/atom").int64s(shape: [values.count])
    guard counts.allSatisfy({ (0...values.count).contains($0) }), counts.reduce(0, +) == values.count,
      atoms.allSatisfy({ Int32(exactly: $0) != nil })
    else { throw RunError.unsuitable(path: path, reason: "its codes don't fit together") }
    var start = 0
    let solutions = counts.map { count in
      defer { start += count }
      return LassoSolution(
        atoms: atoms[start..<start + count].map { Int32($0) }, values: Array(values[start..<start + count]))
    }
    state = YangTrainingState(
      history: objective.indices.map {
        YangPass(objective: objective[$0], shareOfZeros: zeros[$0], replacedAtoms: Int(replaced[$0]))
      }, dictionary: try contents.matrix("/dictionary") { try $0.doubles() }, solutions: solutions)
  }

  /// Writes the file whole and atomically.
  /// - Throws: `HDF5StorageError`.
  package func write(to path: String) throws {
    var contents = HDF5Contents()
    contents.attributes["format"] = .string(Self.format)
    contents.attributes["formatVersion"] = .int(Int64(Self.formatVersion))
    contents.attributes["runId"] = .string(runId)
    contents.store(state.dictionary, "/dictionary", axes: ["atom", "sample or feature"])
    let passes = [state.history.count]
    contents.arrays["/history/objective"] = HDF5Array(state.history.map(\.objective), shape: passes)
    contents.arrays["/history/shareOfZeros"] = HDF5Array(state.history.map(\.shareOfZeros), shape: passes)
    contents.arrays["/history/replacedAtoms"] = HDF5Array(
      state.history.map { Int64($0.replacedAtoms) }, shape: passes)
    let values = state.solutions.flatMap(\.values)
    contents.arrays["/codes/count"] = HDF5Array(
      state.solutions.map { Int64($0.atoms.count) }, shape: [state.solutions.count])
    contents.arrays["/codes/atom"] = HDF5Array(
      state.solutions.flatMap { $0.atoms.map(Int64.init) }, shape: [values.count])
    contents.arrays["/codes/value"] = HDF5Array(values, shape: [values.count])
    try contents.write(to: path)
  }
}
