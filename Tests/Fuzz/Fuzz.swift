import CFuzz
import Datasets
import ExperimentSpecs
import Foundation
import HDF5Storage
import HostSystem
import Imaging
import MATLABFiles
import ModelFiles

/// What libFuzzer calls with each input, once for every reader: `FUZZ_READER` says which.
///
/// A reader may refuse an input or take it; a crash, a hang or too much memory is a finding, and so is a trap of our own code in
/// the copy of the process. A crash of a library there is none: that is what the copy is for.
func readOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  fuzz_note_input(reader(bytes) ? 1 : 0)
  return 0
}

/// Reads an input, and says whether it was taken.
private let reader: @Sendable ([UInt8]) -> Bool =
  switch ProcessInfo.processInfo.environment["FUZZ_READER"] ?? "" {
  case "spec": readSpec
  case "manifest": { through($0, named: "fuzz.json") { _ = try DatasetManifest(contentsOf: $0) } }
  case "hdf5": readHDF5
  case "mat": { through($0, named: "fuzz.mat") { _ = try readMATLABFile($0) } }
  case "image": readImage
  case "onnx": { (try? ConvolutionChain(onnx: $0, path: "fuzz")) != nil }
  case "safetensors": { (try? StateDictionary(safetensors: $0, path: "fuzz").chain(path: "fuzz")) != nil }
  default: fatalError("FUZZ_READER: expected spec, manifest, hdf5, mat, image, onnx or safetensors")
  }

/// A spec that is valid is also resolved, as every command does.
private func readSpec(_ bytes: [UInt8]) -> Bool {
  guard let experiment = try? Experiment.decode(bytes, file: "fuzz.json") else { return false }
  for profile in experiment.profiles { _ = try? experiment.resolved(profile: profile, overrides: []) }
  return true
}

/// What can be read is also written, as `import` and `export` do.
private func readHDF5(_ bytes: [UInt8]) -> Bool {
  // The checksum is put on: without it libhdf5 would never see a changed byte.
  (try? HDF5Contents(decoding: FileChecksum.appended(to: bytes), file: "fuzz.h5").encoded()) != nil
}

/// As a measured image, and as one that people look at, which may be of further formats.
private func readImage(_ bytes: [UInt8]) -> Bool {
  let isMeasured = (try? ByteImage(decoding: bytes, path: "fuzz").luma()) != nil
  let isPhoto = through(bytes, named: "fuzz") { _ = try Photo(contentsOf: $0) }
  return isMeasured || isPhoto
}

private let folder =
  FileManager.default.temporaryDirectory.path + "/fuzz-\(ProcessInfo.processInfo.processIdentifier)"

/// Hands the bytes over as a file.
/// - Returns: whether they could be read.
private func through(_ bytes: [UInt8], named name: String, _ read: (String) throws -> Void) -> Bool {
  try? makeFolder(folder)
  let path = "\(folder)/\(name)"
  guard FileManager.default.createFile(atPath: path, contents: Data(bytes)) else { fatalError("\(path)") }
  return (try? read(path)) != nil
}
