import Foundation
import HDF5Storage
import Testing

/// Runs `body` with a new folder and removes it afterwards.
func withTemporaryFolder(_ body: (String) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.path + "/storage-tests-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try body(folder)
}

/// A file of `Fixtures`, made by `Fixtures/make.py`.
func fixture(_ name: String) throws -> String {
  try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures/\(name)").path
}

/// The sentence of the error that `body` throws.
func sentence(_ body: () throws -> Void) throws -> String {
  do {
    try body()
  } catch {
    return String(describing: error)
  }
  return "no error"
}

/// What `folder` holds.
func names(in folder: String) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
}

func bytes(of path: String) throws -> [UInt8] {
  [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
}

/// Contents with every kind of value, array and attribute, small and large.
func variedContents() -> HDF5Contents {
  var contents = HDF5Contents()
  contents.attributes = [
    "format": .string("srcnn-weights"), "title": .string("Größe ≥ 9 – 超解像"), "nothing": .string(""),
    "scale": .int(3), "least": .int(.min), "rate": .double(1e-4), "names": .strings(["a", "", "ß"]),
    "filters": .ints([9, 1, 5]), "curve": .doubles([0.5, .pi, -.infinity]), "noText": .strings([]),
    "noNumber": .ints([]), "long": .doubles((0..<9000).map(Double.init)),
  ]
  contents.groupAttributes = ["/final/set5": ["protocol": .string("table")], "/alone": ["x": .int(-1)]]
  contents.arrays = [
    "/conv1/weight": HDF5Array(
      (0..<5184).map { Float($0) / 7 }, shape: [64, 1, 9, 9],
      attributes: ["axes": .strings(["O", "I", "H", "W"])]),
    "/conv1/bias": HDF5Array([Float](repeating: -0.5, count: 64), shape: [64]),
    "/none": HDF5Array([Float](), shape: [0, 3]),
    "/one": HDF5Array([Int64(-5)], shape: []),
    "/random": HDF5Array([UInt64.max, 1], shape: [2]),
    "/pixels": HDF5Array([UInt8(0), 255], shape: [1, 2]),
    "/image": HDF5Array(["baby", "größe", ""], shape: [3], attributes: ["set": .string("set5")]),
    "/curve/backprops": HDF5Array([Int64(0), 100], shape: [2]),
    "/curve/psnr": HDF5Array((0..<6).map(Double.init), shape: [2, 3], attributes: ["units": .string("dB")]),
    "/curve/loss": HDF5Array([0.5, 0.25], shape: [2]),
  ]
  contents.arrays["/image"]?.isDimensionScale = true
  contents.arrays["/curve/backprops"]?.isDimensionScale = true
  contents.arrays["/curve/psnr"]?.scales = [0: "/curve/backprops", 1: "/image"]
  contents.arrays["/curve/loss"]?.scales = [0: "/curve/backprops"]
  return contents
}

/// A small stream of numbers for choosing where to damage a file (xorshift64).
struct Stream {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
  mutating func next(below bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state >> 1) % bound
  }
}
