import Foundation
import TestLaboratory
import Testing

@testable import HDF5Storage
@testable import HostSystem
@testable import Imaging
@testable import MATLABFiles

/// A library that went wild in the copy of the process may have that say anything: here every byte of an answer is another in turn.
@Suite struct `What a copy of the process hands over` {
  /// The bytes that a copy would send.
  private func answer(_ write: (HandoverWriter) -> Void) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    let path = folder.path + "/answer"
    let file = open(path, O_CREAT | O_WRONLY, 0o600)
    let writer = HandoverWriter(to: file)
    write(writer)
    writer.flush()
    close(file)
    return try read(path)
  }

  /// The answer with one byte another, or cut off, in every way.
  private func damaged(_ answer: [UInt8]) -> [[UInt8]] {
    answer.indices.flatMap { index in
      ([0, 1, 0x7F, 0x80, 0xFF] as [UInt8]).map { byte in
        var other = answer
        other[index] = byte
        return other
      } + [Array(answer[..<index])]
    }
  }

  /// What is taken from an answer, after a look at what is taken from damaged ones.
  private func value<Value>(
    of answer: [UInt8], isWhole: (Value) -> Bool,
    take: (inout HandoverReader) throws(HandoverError) -> Value
  ) -> Value? {
    func value(_ bytes: [UInt8]) -> Value? {
      bytes.withUnsafeBytes { bytes in
        var reader = HandoverReader(bytes)
        return try? take(&reader)
      }
    }
    let taken = damaged(answer).map(value)
    #expect(taken.allSatisfy { $0.map(isWhole) ?? true })
    #expect(taken.count { $0 == nil } > answer.count, "every answer that is cut off is refused, and more")
    return value(answer)
  }

  @Test func `arrays and attributes are whole or refused`() throws {
    var contents = HDF5Contents()
    contents.attributes["seed"] = .int(7)
    contents.arrays["w"] = HDF5Array([Float](repeating: 1, count: 6), shape: [2, 3])
    contents.arrays["names"] = HDF5Array(.strings(["a", "b"]), shape: [2])
    contents.arrays["w"]?.scales[1] = "names"
    contents.passedOver["x"] = "a kind that isn't read"
    let read = value(of: try answer { contents.handOver(to: $0) }) { contents in
      contents.arrays.values.allSatisfy { $0.shape.reduce(1, *) == $0.values.count }
    } take: { reader throws(HandoverError) in
      try HDF5Contents(handedOver: &reader, file: "f")
    }
    #expect(read?.attributes == contents.attributes)
    #expect(
      read?.arrays["w"]?.values == .float32([1, 1, 1, 1, 1, 1]) && read?.arrays["w"]?.scales == [1: "names"])
    #expect(read?.passedOver == contents.passedOver)
  }

  @Test func `matrices are whole or refused`() throws {
    let matrices = ["w": MATLABMatrix(name: "w", shape: [2, 3], values: [1, 2, 3, 4, 5, 6])]
    let read = value(of: try answer { $0.put(matrices) }) { matrices in
      matrices.values.allSatisfy { $0.shape.reduce(1, *) == $0.values.count }
    } take: { reader throws(HandoverError) in
      try reader.matrices()
    }
    #expect(read == matrices)
  }

  @Test(arguments: [8, 16])
  func `images are whole or refused`(bits: Int) throws {
    let answer = try answer { writer in
      writer.put([3, 2, 4, bits, 0, 1])
      writer.put([0, 0])
      writer.put([UInt8](repeating: 9, count: 24 * bits / 8))
    }
    let read = value(of: answer) {
      $0.width * $0.height * $0.channels == 24
    } take: { reader throws(HandoverError) in
      try DecodedSamples(handedOver: &reader)
    }
    #expect(read?.width == 3 && read?.height == 2 && read?.channels == 4)
  }
}
