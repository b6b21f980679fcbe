import Foundation
import Testing

@testable import HDF5Storage

struct `HDF5 round trip` {
  @Test func `every kind of array and attribute comes back`() throws {
    try withTemporaryFolder { folder in
      try variedContents().write(to: "\(folder)/a.h5")
      let read = try HDF5Contents(contentsOf: "\(folder)/a.h5")
      let expected = variedContents()
      #expect(read.attributes == expected.attributes)
      #expect(read.groupAttributes == expected.groupAttributes)
      #expect(read.arrays.keys.sorted() == expected.arrays.keys.sorted())
      for (path, array) in expected.arrays { #expect(read.arrays[path] == array, "\(path)") }
      #expect(read == expected)
      #expect(read.passedOver.isEmpty)
      #expect(try names(in: folder) == ["a.h5"])
    }
  }

  @Test func `empty contents are a file`() throws {
    #expect(try HDF5Contents(decoding: HDF5Contents().encoded(), file: "x") == HDF5Contents())
  }

  @Test func `the bits of unusual numbers come back`() throws {
    let unusual: [Float] = [
      .nan, -.nan, .signalingNaN, -0.0, .leastNonzeroMagnitude, .infinity, Float(bitPattern: 0x7f80_1234),
    ]
    var contents = HDF5Contents()
    contents.arrays["/x"] = HDF5Array(unusual, shape: [unusual.count])
    let read = try HDF5Contents(decoding: contents.encoded(), file: "x").array("/x").floats()
    #expect(read.map(\.bitPattern) == unusual.map(\.bitPattern))
  }

  @Test(arguments: [[4095], [4096], [4097], [300_001], [3, 100_003], [2, 1, 200, 400], [70_000, 1]])
  func `arrays around the size of a chunk come back`(shape: [Int]) throws {
    let values = (0..<shape.reduce(1, *)).map { Float($0) * 0.1 }
    var contents = HDF5Contents()
    contents.arrays["/x"] = HDF5Array(values, shape: shape)
    let read = try HDF5Contents(decoding: contents.encoded(), file: "x").array("x")
    #expect(try read.floats(shape: shape) == values)
  }

  @Test func `a chunk covers the array in pieces of at most a mebibyte`() {
    #expect(HDF5Writer.chunk(of: [64, 1, 9, 9], elementSize: 4) == [64, 1, 9, 9])
    #expect(HDF5Writer.chunk(of: [700_001], elementSize: 8) == [87_501])
    #expect(HDF5Writer.chunk(of: [1, 1 << 20], elementSize: 4) == [1, 1 << 18])
  }

  @Test func `compressible arrays shrink`() throws {
    var contents = HDF5Contents()
    contents.arrays["/x"] = HDF5Array([Float](repeating: 1, count: 1 << 18), shape: [1 << 18])
    #expect(try contents.encoded().count < 20_000)
  }

  @Test func `many threads may read and write at once`() async throws {
    let expected = try variedContents().encoded()
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<16 {
        group.addTask {
          let read = try HDF5Contents(decoding: expected, file: "x")
          return try read == variedContents() && read.encoded() == expected
        }
      }
      for try await isSame in group { #expect(isSame) }
    }
  }
}

struct `Same contents, same bytes` {
  @Test func `the order of insertion leaves no trace`() throws {
    let contents = variedContents()
    var reversed = HDF5Contents()
    for (name, value) in contents.attributes.sorted(by: { $0.key > $1.key }) {
      reversed.attributes[name] = value
    }
    for (path, value) in contents.groupAttributes.sorted(by: { $0.key > $1.key }) {
      reversed.groupAttributes[path] = value
    }
    reversed.arrays.reserveCapacity(1000)
    for (path, value) in contents.arrays.sorted(by: { $0.key > $1.key }) { reversed.arrays[path] = value }
    let first = try contents.encoded()
    #expect(try reversed.encoded() == first)
    #expect(try HDF5Contents(decoding: first, file: "x").encoded() == first)
  }

  @Test func `writing again later gives the same file`() throws {
    try withTemporaryFolder { folder in
      try variedContents().write(to: "\(folder)/a.h5")
      // HDF5's own times have a resolution of a second.
      var now = timespec(tv_sec: 1, tv_nsec: 100_000_000)
      nanosleep(&now, nil)
      try variedContents().write(to: "\(folder)/b.h5")
      #expect(try bytes(of: "\(folder)/a.h5") == bytes(of: "\(folder)/b.h5"))
    }
  }

  @Test func `a changed bit of one weight changes the bytes`() throws {
    var other = variedContents()
    var weights = try other.array("/conv1/bias").floats()
    weights[63] = weights[63].nextUp
    other.arrays["/conv1/bias"]?.values = .float32(weights)
    #expect(try other.encoded() != variedContents().encoded())
  }
}

struct `Checksums` {
  /// - Source: the comments and `driver5` of Bob Jenkins' lookup3.c.
  @Test func `lookup3 gives its published values`() {
    #expect(Superblock.lookup3([]) == 0xdead_beef)
    #expect(Superblock.lookup3(Array("Four score and seven years ago".utf8)[...]) == 0x1777_0551)
  }

  /// - Source: draft-eastlake-fnv, appendix C.
  @Test(arguments: [
    ("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8),
  ])
  func `FNV-1a gives its published values`(text: String, hash: UInt64) {
    let expected = withUnsafeBytes(of: hash.littleEndian) { Array($0) }
    #expect(FileChecksum.hash(Array(text.utf8)[...]) == expected)
  }
}
