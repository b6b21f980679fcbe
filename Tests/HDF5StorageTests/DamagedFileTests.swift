import Foundation
import Testing

@testable import HDF5Storage

struct `Damaged and foreign HDF5 files` {
  @Test func `a file cut off anywhere gives an error, or all of its contents`() throws {
    let whole = try variedContents().encoded()
    let checksumLength = 16
    for length in Array(stride(from: 0, to: whole.count - checksumLength, by: 997)) + [
      1, 7, 8, 47, 48, 511, 512,
    ] {
      for file in [Array(whole.prefix(length))] {
        let text = try sentence { _ = try HDF5Contents(decoding: file, file: "cut.h5") }
        #expect(
          text.contains("cut.h5 has no checksum") || text.contains("cut.h5 is not an HDF5 file"), "\(length)")
        // Libhdf5's own judgement, where someone has put a checksum below.
        let signed = FileChecksum.appended(to: file)
        let judged = try sentence { _ = try HDF5Contents(decoding: signed, file: "cut.h5") }
        #expect(
          judged.contains("cut.h5 is truncated") || judged.contains("cut.h5 is not an HDF5 file"), "\(length)"
        )
      }
    }
    for length in (whole.count - checksumLength)..<whole.count {
      let text = try sentence { _ = try HDF5Contents(decoding: Array(whole.prefix(length)), file: "cut.h5") }
      #expect(text.contains("cut.h5 has no checksum"), "\(length)")
    }
  }

  /// As a damaged disk gives them, or as someone made them who knows the checksum.
  @Test func `damaged bytes below a right checksum end in contents or in a sentence, and not in a crash`()
    throws
  {
    var small = HDF5Contents()
    small.attributes = ["format": .string("srcnn-weights"), "filters": .ints([3, 1])]
    small.arrays["/conv1/weight"] = HDF5Array([Float](repeating: 0.5, count: 5000), shape: [50, 100])
    small.arrays["/names"] = HDF5Array(["a", "b"], shape: [2])
    let images = try [variedContents(), small].map { Array(try $0.encoded().dropLast(16)) }
    var stream = Stream(3)
    var refused = 0
    let tries = 40
    for index in 0..<tries {
      var image = images[index % 2]
      for _ in 0...stream.next(below: 4) {
        image[stream.next(below: image.count)] = UInt8(stream.next(below: 256))
      }
      do {
        _ = try HDF5Contents(decoding: FileChecksum.appended(to: image), file: "x.h5")
      } catch let error as HDF5StorageError {
        #expect(error.description.hasPrefix("x.h5 is "), "\(error)")
        refused += 1
      }
    }
    #expect(refused > tries / 10)
  }

  @Test func `flipped bits never crash and never change a value`() throws {
    let whole = try variedContents().encoded()
    var stream = Stream(1)
    var refused = 0
    for _ in 0..<300 {
      var damaged = whole
      for _ in 0...stream.next(below: 3) {
        damaged[stream.next(below: whole.count)] ^= 1 << stream.next(below: 8)
      }
      do {
        #expect(try HDF5Contents(decoding: damaged, file: "x") == variedContents())
      } catch is HDF5StorageError {
        refused += 1
      }
    }
    #expect(refused > 290)
  }

  /// The length of `/bigEndian`, four doubles, in the header of h5py.h5.
  @Test func `an array longer than what is stored is refused`() throws {
    var damaged = try bytes(of: try fixture("h5py.h5"))
    let lengthOfFirstAxis = 1432
    try #require(damaged[lengthOfFirstAxis..<lengthOfFirstAxis + 8].elementsEqual([4, 0, 0, 0, 0, 0, 0, 0]))
    damaged[lengthOfFirstAxis] = 5
    let signed = FileChecksum.appended(to: damaged)
    let text = try sentence { _ = try HDF5Contents(decoding: signed, file: "x.h5") }
    #expect(text.contains("x.h5 is truncated") && text.contains("only 32 bytes are stored"), "\(text)")
  }

  /// The bytes of a fixture as if this program had written them.
  private func signed(_ name: String) throws -> [UInt8] {
    FileChecksum.appended(to: try bytes(of: try fixture(name)))
  }

  @Test func `what another program may have put into a file is read as far as it fits`() throws {
    let contents = try HDF5Contents(decoding: signed("h5py.h5"), file: "h5py.h5")
    #expect(try contents.array("/half").floats(shape: [2, 3]) == [0, 1, 2, 3, 4, 5])
    #expect(try contents.array("/bigEndian").doubles() == [0, 1, 2, 3])
    #expect(try contents.array("/signedBytes").int64s() == [-1, 2])
    #expect(try contents.array("/unsigned").uint64s() == [7])
    #expect(try contents.array("/fixed").strings() == ["ab", "c"])
    #expect(try contents.array("/text").strings(shape: []) == ["héllo"])
    #expect(try contents.array("/group/scale").isDimensionScale)
    #expect(try contents.array("/group/data").scales == [1: "/group/scale"])
    #expect(try contents.double("single") == 0.5)
    #expect(try contents.string("bytes") == "xy")
    #expect(
      contents.passedOver.keys.sorted() == [
        "/@beyond", "/@bool", "/@matrix", "/complex", "/elsewhere", "/link", "/null",
      ])
  }

  @Test func `an array of an unsupported type is not called missing`() throws {
    let contents = try HDF5Contents(decoding: signed("h5py.h5"), file: "foreign.h5")
    #expect(
      try sentence { _ = try contents.array("/complex") }
        == "foreign.h5 is truncated, damaged or of an unsupported kind: /complex: its elements are neither numbers "
        + "nor text. Make the file anew.")
    #expect(
      try sentence { _ = try contents.array("/conv1/weight") }.hasPrefix(
        "foreign.h5 has no array /conv1/weight"))
  }

  @Test(arguments: [
    ("h5py.h5", "has no checksum"), ("make.py", "is not an HDF5 file"),
    ("missing.h5", "No such file or directory"),
    ("", "is a folder or a device"),
  ])
  func `a file that can't be read gives its reason`(name: String, reason: String) throws {
    let path = try fixture(name)
    let text = try sentence { _ = try HDF5Contents(contentsOf: path) }
    #expect(text.contains(reason) && text.contains(path), "\(text)")
  }

  @Test(arguments: [
    ("huge.h5", "array /x: it claims 8589934592 bytes, and at most "),
    ("cycle.h5", "groups lie deeper than 32"), ("lzf.h5", "required filter 'lzf' is not registered"),
  ])
  func `contents that can't be read give their reason`(name: String, reason: String) throws {
    let bytes = try signed(name)
    let text = try sentence { _ = try HDF5Contents(decoding: bytes, file: name) }
    #expect(text.contains(reason) && text.contains(name), "\(text)")
  }

  @Test func `an empty array may not claim any length of its other axes`() throws {
    try withHDF5Library {
      let stored = StoredElements(
        type: try ElementTypes(of: .float32([])).file, space: try .dataspace([1 << 40, 1 << 40, 0]),
        name: "array /x", budget: ReadingBudget(bytes: 1 << 20), read: { _, _ in 0 })
      let failure = #expect(throws: HDF5Failure.self) { try stored.values() }
      #expect(failure?.reason.hasPrefix("it claims") == true)
    }
  }

  @Test func `many arrays together may take no more than one`() throws {
    var contents = HDF5Contents()
    let zeros = HDF5Array([Float](repeating: 0, count: 4 << 20), shape: [4 << 20])
    for index in 0..<12 { contents.arrays["/\(index)"] = zeros }
    let bytes = try contents.encoded()
    try #require(bytes.count < 400_000, "12 arrays of 32 MiB as they are counted, in few bytes")
    let text = try sentence { _ = try HDF5Contents(decoding: bytes, file: "bomb.h5") }
    #expect(text.contains("bytes, and at most"), "\(text)")
  }

  @Test func `a file that another program has changed is refused`() throws {
    var foreign = try variedContents().encoded()
    foreign.removeLast(16)
    for bytes in [foreign, foreign + [1, 2, 3]] {
      #expect(throws: HDF5StorageError.noChecksum(path: "x")) { try HDF5Contents(decoding: bytes, file: "x") }
    }
  }

  @Test func `a damaged file says so`() throws {
    var damaged = try variedContents().encoded()
    damaged[damaged.count / 2] ^= 1
    #expect(
      try sentence { _ = try HDF5Contents(decoding: damaged, file: "w.h5") }
        == "w.h5 is damaged: its bytes disagree with the checksum at its end. Delete it and make it anew.")
  }
}
