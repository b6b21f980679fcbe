import CMatio
import Foundation
import HostSystem

/// All real, full, numeric matrices of a MATLAB file of version 5 to 7, by name.
///
/// Single precision, whole numbers and logicals become doubles. Texts, cells, structures and functions, the notes
/// beside the numbers, are passed over; a complex or sparse matrix is an error, because numbers would be lost.
///
/// - Throws: `MATLABFileError`.
public func readMATLABFile(_ path: String) throws -> [String: MATLABMatrix] {
  let size = try checkStructure(of: try contents(of: path), path: path)
  let matrices = try libraryLock.withLock { try readInCopy(path, atMost: size) }
  guard !matrices.isEmpty else { throw MATLABFileError.empty(path: path) }
  return matrices
}

/// The bytes of a file.
private func contents(of path: String) throws -> [UInt8] {
  do {
    return try readFile(path, limit: largestFile)
  } catch {
    throw MATLABFileError.cannotRead(path: path, reason: error.reason)
  }
}

/// Reads in a copy of this process, which has bounds and hands over what it found: libmatio isn't proof against every file.
/// - Throws: `MATLABFileError`, `.damaged` also if it crashes or hangs; `HostError` if there can be no copy.
private func readInCopy(_ path: String, atMost elementLimit: Int) throws -> [String: MATLABMatrix] {
  let memory = 16 * elementLimit + 256 << 20
  let outcome = try inCopy(
    "read", path, memory: memory, seconds: 10, atMost: memory,
    { writer in
      do {
        let matrices = try readMatrices(path, atMost: elementLimit)
        writer.put(0)
        writer.put(matrices)
      } catch MATLABFileError.damaged(_, let part, let reason) {
        writer.put(1)
        writer.put(part)
        writer.put(reason)
      } catch MATLABFileError.unsupported(_, let variable, let kind) {
        writer.put(2)
        writer.put(variable)
        writer.put(kind)
      } catch MATLABFileError.notMATLAB {
        writer.put(3)
      } catch {
        writer.put(1)
        writer.put("the file")
        writer.put("\(error)")
      }
    },
    take: { reader in
      switch try reader.number() {
      case 0: return try reader.matrices()
      case 1:
        throw MATLABFileError.damaged(path: path, part: try reader.message(), reason: try reader.message())
      case 2:
        throw MATLABFileError.unsupported(
          path: path, variable: try reader.message(), kind: try reader.message())
      case 3: throw MATLABFileError.notMATLAB(path: path)
      default: throw HandoverError()
      }
    })
  switch outcome {
  case .ended(let matrices): return matrices
  case .failed(let reason):
    throw MATLABFileError.damaged(path: path, part: "the file", reason: reason)
  }
}

extension HandoverWriter {
  func put(_ matrices: [String: MATLABMatrix]) {
    put(matrices.count)
    for matrix in matrices.values {
      put(matrix.name)
      put(matrix.shape)
      put(matrix.values)
    }
  }
}

extension HandoverReader {
  mutating func matrices() throws(HandoverError) -> [String: MATLABMatrix] {
    var matrices: [String: MATLABMatrix] = [:]
    for _ in 0..<(try count(ofAtLeast: 24)) {
      let name = try text()
      let shape = try list(of: Int.self)
      let values = try list(of: Double.self)
      try HandoverReader.require(shape, of: values.count)
      guard !name.isEmpty, !shape.isEmpty, matrices[name] == nil else { throw HandoverError() }
      matrices[name] = MATLABMatrix(name: name, shape: shape, values: values)
    }
    return matrices
  }
}

/// libmatio makes no promise about threads.
private let libraryLock = NSLock()

/// Owner of an open MATLAB file.
private final class MATLABFileHandle {
  let pointer: OpaquePointer

  init(_ path: String) throws {
    guard let pointer = Mat_Open(path, Int32(MAT_ACC_RDONLY.rawValue)) else {
      throw MATLABFileError.notMATLAB(path: path)
    }
    self.pointer = pointer
  }

  /// The description of the next variable, `nil` after the last.
  func next() -> MATLABVariableHandle? {
    Mat_VarReadNextInfo(pointer).map(MATLABVariableHandle.init)
  }

  deinit { Mat_Close(pointer) }
}

/// Owner of a variable.
private final class MATLABVariableHandle {
  let pointer: UnsafeMutablePointer<matvar_t>
  init(_ pointer: UnsafeMutablePointer<matvar_t>) { self.pointer = pointer }
  deinit { Mat_VarFree(pointer) }
}

/// The matrices; none of them may claim more than `elementLimit` elements.
private func readMatrices(_ path: String, atMost elementLimit: Int) throws -> [String: MATLABMatrix] {
  let file = try MATLABFileHandle(path)
  var matrices: [String: MATLABMatrix] = [:]
  while let variable = file.next() {
    if let matrix = try readMatrix(variable, of: file, path, atMost: elementLimit) {
      matrices[matrix.name] = matrix
    }
  }
  return matrices
}

/// One variable as a matrix; `nil` for text, cells and the like.
private func readMatrix(
  _ variable: MATLABVariableHandle, of file: MATLABFileHandle, _ path: String, atMost elementLimit: Int
) throws -> MATLABMatrix? {
  let info = variable.pointer.pointee
  guard let name = info.name.map({ String(cString: $0) }), !name.isEmpty else { return nil }
  if info.class_type == MAT_C_SPARSE {
    throw MATLABFileError.unsupported(path: path, variable: name, kind: "sparse")
  }
  guard (MAT_C_DOUBLE.rawValue...MAT_C_UINT64.rawValue).contains(info.class_type.rawValue) else { return nil }
  if info.isComplex != 0 {
    throw MATLABFileError.unsupported(path: path, variable: name, kind: "complex")
  }
  let shape = try shape(of: info, name, path, atMost: elementLimit)
  let count = shape.reduce(1, *)
  guard count > 0 else { return MATLABMatrix(name: name, shape: shape, values: []) }
  guard Mat_VarReadDataAll(file.pointer, variable.pointer) == 0,
    let values = elements(of: variable.pointer.pointee, count: count)
  else {
    throw MATLABFileError.damaged(
      path: path, part: "variable '\(name)'", reason: "its elements can't be read")
  }
  return MATLABMatrix(name: name, shape: shape, values: values)
}

/// The dimensions, as long as they multiply to no more elements than the file has bytes.
private func shape(
  of info: matvar_t, _ name: String, _ path: String, atMost elementLimit: Int
) throws -> [Int] {
  var count = 1
  var shape: [Int] = []
  for axis in 0..<max(0, Int(info.rank)) {
    let length = info.dims.map { Int(clamping: $0[axis]) } ?? 0
    let (product, overflow) = count.multipliedReportingOverflow(by: length)
    guard !overflow, length >= 0, product <= elementLimit else {
      throw MATLABFileError.damaged(
        path: path, part: "variable '\(name)'", reason: "it claims more elements than there are bytes")
    }
    count = product
    shape.append(length)
  }
  guard !shape.isEmpty else {
    throw MATLABFileError.damaged(path: path, part: "variable '\(name)'", reason: "it has no dimensions")
  }
  return shape
}

/// The elements as doubles; `nil` if fewer bytes than `count` elements are there.
private func elements(of info: matvar_t, count: Int) -> [Double]? {
  guard let data = info.data, info.data_size > 0, info.nbytes >= count * Int(info.data_size) else {
    return nil
  }
  func converted<Number>(_ type: Number.Type, _ convert: (Number) -> Double) -> [Double]? {
    guard MemoryLayout<Number>.size == Int(info.data_size) else { return nil }
    return UnsafeBufferPointer(start: data.assumingMemoryBound(to: type), count: count).map(convert)
  }
  switch info.class_type {
  case MAT_C_DOUBLE: return converted(Double.self) { $0 }
  case MAT_C_SINGLE: return converted(Float.self) { Double($0) }
  case MAT_C_INT8: return converted(Int8.self) { Double($0) }
  case MAT_C_UINT8: return converted(UInt8.self) { Double($0) }
  case MAT_C_INT16: return converted(Int16.self) { Double($0) }
  case MAT_C_UINT16: return converted(UInt16.self) { Double($0) }
  case MAT_C_INT32: return converted(Int32.self) { Double($0) }
  case MAT_C_UINT32: return converted(UInt32.self) { Double($0) }
  case MAT_C_INT64: return converted(Int64.self) { Double($0) }
  case MAT_C_UINT64: return converted(UInt64.self) { Double($0) }
  default: return nil
  }
}
