import Foundation
import MATLABFiles
import Testing

struct `MATLAB files` {
  @Test(arguments: ["mixed.mat", "mixed-compressed.mat"])
  func `real matrices of every numeric class are read, notes are passed over`(name: String) throws {
    let matrices = try readMATLABFile(try fixture(name))
    #expect(
      matrices.keys.sorted() == ["cube", "double", "empty", "int16", "logical", "single", "uint64"])
    // [[0, 1, 2], [3, 4, 5]], column by column
    let columns: [Double] = [0, 3, 1, 4, 2, 5]
    #expect(matrices["double"] == MATLABMatrix(name: "double", shape: [2, 3], values: columns))
    #expect(matrices["single"]?.values == columns)
    #expect(matrices["uint64"]?.values == columns)
    #expect(matrices["int16"]?.values == columns.map { $0 - 3 })
    #expect(matrices["logical"]?.values == [1, 0])
    #expect(matrices["empty"]?.shape == [0, 3])
    #expect(matrices["cube"]?.shape == [2, 3, 4])
    #expect(matrices["cube"]?.values.prefix(3) == [0, 12, 4])
  }

  @Test(arguments: [
    ("complex.mat", "variable 'z' is complex; expected a real, full matrix"),
    ("sparse.mat", "variable 'z' is sparse; expected a real, full matrix"),
    ("text-only.mat", "holds no numeric matrix"), ("version4.mat", "is not a MATLAB 5 file"),
    ("make.py", "is not a MATLAB 5 file"), ("h5py.h5", "is not a MATLAB 5 file"),
    ("missing.mat", "cannot read"), ("", "is a folder or a device"),
  ])
  func `a file that can't be read gives its reason`(name: String, reason: String) throws {
    let path = try fixture(name)
    let text = try sentence { _ = try readMATLABFile(path) }
    #expect(text.contains(reason) && text.contains(path), "\(text)")
  }

  @Test(arguments: ["mixed.mat", "mixed-compressed.mat"])
  func `changed bytes are read or refused, and end nothing but the copy of the process that tries them`(
    name: String
  )
    throws
  {
    let whole = try bytes(of: try fixture(name))
    var stream = Stream(5)
    try withTemporaryFolder { folder in
      for _ in 0..<20 {
        var mutant = whole
        for _ in 0...stream.next(below: 4) {
          mutant[128 + stream.next(below: mutant.count - 128)] = UInt8(stream.next(below: 256))
        }
        let path = "\(folder)/m.mat"
        try Data(mutant).write(to: URL(fileURLWithPath: path))
        do {
          for matrix in try readMATLABFile(path).values {
            #expect(matrix.values.count == matrix.shape.reduce(1, *))
          }
        } catch {
          #expect(error is MATLABFileError && "\(error)".contains(path), "\(error)")
        }
      }
    }
  }

  @Test(arguments: [true, false])
  func `both byte orders are read`(isLittleEndian: Bool) throws {
    try withTemporaryFolder { folder in
      try writeMatrix([1, -2, 0.5], isLittleEndian: isLittleEndian, to: "\(folder)/a.mat")
      let matrices = try readMATLABFile("\(folder)/a.mat")
      #expect(matrices == ["abc": MATLABMatrix(name: "abc", shape: [3, 1], values: [1, -2, 0.5])])
    }
  }

  @Test func `version 7_3 is named`() throws {
    try withTemporaryFolder { folder in
      try writeMatrix([1], isLittleEndian: true, version: 2, to: "\(folder)/a.mat")
      #expect(throws: MATLABFileError.version73(path: "\(folder)/a.mat")) {
        try readMATLABFile("\(folder)/a.mat")
      }
    }
  }

  @Test(arguments: ["mixed.mat", "mixed-compressed.mat"])
  func `a file cut off within a variable gives an error`(name: String) throws {
    let whole = try bytes(of: try fixture(name))
    let all = try readMATLABFile(try fixture(name))
    try withTemporaryFolder { folder in
      let path = "\(folder)/cut.mat"
      for length in Array(stride(from: 0, to: whole.count, by: 61)) + [1, 127, 128, 129, whole.count - 1] {
        try Data(whole.prefix(length)).write(to: URL(fileURLWithPath: path))
        do {
          // Between two variables a shorter file is a valid file.
          let found = try readMATLABFile(path)
          #expect(found.count < all.count)
          for (name, matrix) in found { #expect(all[name] == matrix) }
        } catch is MATLABFileError {}
      }
      try Data(whole.dropLast()).write(to: URL(fileURLWithPath: path))
      #expect(throws: MATLABFileError.truncated(path: path, expected: whole.count, found: whole.count - 1)) {
        try readMATLABFile(path)
      }
    }
  }

  @Test func `flipped bits in compressed variables never change a value`() throws {
    let whole = try bytes(of: try fixture("mixed-compressed.mat"))
    let all = try readMATLABFile(try fixture("mixed-compressed.mat"))
    var stream = Stream(4)
    try withTemporaryFolder { folder in
      for _ in 0..<300 {
        var damaged = whole
        damaged[stream.next(below: whole.count)] ^= 1 << stream.next(below: 8)
        try Data(damaged).write(to: URL(fileURLWithPath: "\(folder)/x.mat"))
        do {
          #expect(try readMATLABFile("\(folder)/x.mat") == all)
        } catch is MATLABFileError {}
      }
    }
  }

  @Test func `flipped bits in plain variables never crash`() throws {
    let whole = try bytes(of: try fixture("mixed.mat"))
    var stream = Stream(5)
    try withTemporaryFolder { folder in
      for _ in 0..<300 {
        var damaged = whole
        damaged[stream.next(below: whole.count)] ^= 1 << stream.next(below: 8)
        try Data(damaged).write(to: URL(fileURLWithPath: "\(folder)/x.mat"))
        do {
          _ = try readMATLABFile("\(folder)/x.mat")
        } catch is MATLABFileError {}
      }
    }
  }
}

struct `The authors' weights` {
  private static let environment = ProcessInfo.processInfo.environment
  private static let path = environment["SRCNN_DATASETS"].map {
    $0 + "/../weights/srcnn-9-5-5-imagenet-x3.mat"
  }
  private static let isThere = path.map(FileManager.default.fileExists) ?? false
  private static let isRequired = environment["SRCNN_REQUIRE_DATASETS"] == "1"

  /// - Source: ranges of the published 9-5-5 (ImageNet) x3 file, and the shapes that the authors' SRCNN.m expects.
  @Test(.enabled(if: isThere || isRequired, "needs the authors' weights beside the folder in SRCNN_DATASETS"))
  func `have the published shapes and ranges`() throws {
    let path = try #require(Self.path, "SRCNN_DATASETS is not set")
    let matrices = try readMATLABFile(path)
    let expected: [(name: String, shape: [Int], range: ClosedRange<Double>)] = [
      ("weights_conv1", [81, 64], -0.756...0.687), ("biases_conv1", [64, 1], -0.832...0.179),
      ("weights_conv2", [64, 25, 32], -0.810...0.374), ("biases_conv2", [32, 1], -0.098...0.068),
      ("weights_conv3", [32, 25], -0.086...0.261), ("biases_conv3", [1, 1], -0.0244...(-0.0244)),
    ]
    #expect(matrices.keys.sorted() == expected.map(\.name).sorted())
    for (name, shape, range) in expected {
      let matrix = try #require(matrices[name])
      #expect(matrix.shape == shape, "\(name)")
      let (least, most) = (try #require(matrix.values.min()), try #require(matrix.values.max()))
      let roundedToThreeDecimals = 0.0005
      #expect(abs(least - range.lowerBound) <= roundedToThreeDecimals, "\(name)")
      #expect(abs(most - range.upperBound) <= roundedToThreeDecimals, "\(name)")
    }
  }
}

/// Writes a MATLAB 5 file with the one column `abc`, following the MAT-File Format of The MathWorks.
private func writeMatrix(
  _ values: [Double], isLittleEndian: Bool, version: UInt8 = 1, to path: String
) throws {
  func ordered<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: isLittleEndian ? number.littleEndian : number.bigEndian) { Array($0) }
  }
  func element(_ type: UInt32, _ content: [UInt8]) -> [UInt8] {
    let padding = [UInt8](repeating: 0, count: (8 - content.count % 8) % 8)
    return ordered(type) + ordered(UInt32(content.count)) + content + padding
  }
  let doubleClass: UInt32 = 6
  let matrix =
    element(6, ordered(doubleClass) + ordered(UInt32(0)))
    + element(5, ordered(Int32(values.count)) + ordered(Int32(1))) + element(1, Array("abc".utf8))
    + element(9, values.flatMap { ordered($0.bitPattern) })
  var file = Array("MATLAB 5.0 MAT-file".utf8)
  file += [UInt8](repeating: 0x20, count: 124 - file.count)
  file += ordered(UInt16(version) << 8) + Array((isLittleEndian ? "IM" : "MI").utf8)
  file += element(14, matrix)
  try Data(file).write(to: URL(fileURLWithPath: path))
}
