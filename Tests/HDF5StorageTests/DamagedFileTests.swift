import Foundation
import HDF5Storage
import Testing

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
          text.contains("cut.h5 is truncated") || text.contains("cut.h5 is not an HDF5 file"), "\(length)")
      }
    }
    // Without its checksum a file is like any foreign one; with a part of it, it was cut short.
    for length in (whole.count - checksumLength + 4)..<whole.count {
      let text = try sentence { _ = try HDF5Contents(decoding: Array(whole.prefix(length)), file: "cut.h5") }
      #expect(text.contains("cut.h5 is damaged"), "\(length)")
    }
    for length in (whole.count - checksumLength)..<(whole.count - checksumLength + 4) {
      #expect(try HDF5Contents(decoding: Array(whole.prefix(length)), file: "cut.h5") == variedContents())
    }
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
    let text = try sentence { _ = try HDF5Contents(decoding: damaged, file: "x.h5") }
    #expect(text.contains("x.h5 is truncated") && text.contains("only 32 bytes are stored"), "\(text)")
  }

  @Test func `a file of another program is read as far as it fits`() throws {
    let contents = try HDF5Contents(contentsOf: try fixture("h5py.h5"))
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
    let contents = try HDF5Contents(decoding: try bytes(of: try fixture("h5py.h5")), file: "foreign.h5")
    #expect(
      try sentence { _ = try contents.array("/complex") }
        == "foreign.h5 is truncated, damaged or of an unsupported kind: /complex: its elements are neither numbers "
        + "nor text. Make the file anew.")
    #expect(
      try sentence { _ = try contents.array("/conv1/weight") }.hasPrefix(
        "foreign.h5 has no array /conv1/weight"))
  }

  @Test(arguments: [
    ("huge.h5", "array /x claims 8589934592 bytes; at most 1073741824 are read"),
    ("cycle.h5", "groups lie deeper than 32"), ("lzf.h5", "required filter 'lzf' is not registered"),
    ("make.py", "is not an HDF5 file"), ("missing.h5", "No such file or directory"),
    ("", "is a folder or a device"),
  ])
  func `a file that can't be read gives its reason`(name: String, reason: String) throws {
    let path = try fixture(name)
    let text = try sentence { _ = try HDF5Contents(contentsOf: path) }
    #expect(text.contains(reason) && text.contains(path), "\(text)")
  }

  @Test func `a file that another program has changed is read without the checksum`() throws {
    var foreign = try variedContents().encoded()
    foreign.removeLast(16)
    #expect(try HDF5Contents(decoding: foreign, file: "x") == variedContents())
    #expect(try HDF5Contents(decoding: foreign + [1, 2, 3], file: "x") == variedContents())
  }

  @Test func `a damaged file says so`() throws {
    var damaged = try variedContents().encoded()
    damaged[damaged.count / 2] ^= 1
    #expect(
      try sentence { _ = try HDF5Contents(decoding: damaged, file: "w.h5") }
        == "w.h5 is damaged: its bytes disagree with the checksum at its end. Delete it and make it anew.")
  }
}
