import Datasets
import ExperimentSpecs
import Foundation
import HDF5Storage
import HostSystem
import Imaging
import MATLABFiles

/// What libFuzzer calls with each input, once for every reader: `FUZZ_READER` says which.
///
/// A reader may refuse an input or take it; a crash, five seconds or too much memory is a finding.
@_cdecl("LLVMFuzzerTestOneInput")
public func readOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  reader(bytes)
  return 0
}

private let reader: ([UInt8]) -> Void =
  switch ProcessInfo.processInfo.environment["FUZZ_READER"] ?? "" {
  case "spec": readSpec
  case "manifest": { through($0, named: "fuzz.json") { _ = try DatasetManifest(contentsOf: $0) } }
  // The checksum is put on: without it libhdf5 would never see a changed byte.
  case "hdf5": { _ = try? HDF5Contents(decoding: FileChecksum.appended(to: $0), file: "fuzz.h5") }
  case "mat": { through($0, named: "fuzz.mat") { _ = try readMATLABFile($0) } }
  case "image": { _ = try? ByteImage(decoding: $0, path: "fuzz") }
  default: fatalError("FUZZ_READER: expected spec, manifest, hdf5, mat or image")
  }

/// A spec that is valid is also resolved, as every command does.
private func readSpec(_ bytes: [UInt8]) {
  guard let experiment = try? Experiment.decode(bytes, file: "fuzz.json") else { return }
  for profile in experiment.profiles { _ = try? experiment.resolved(profile: profile, overrides: []) }
}

private let folder =
  FileManager.default.temporaryDirectory.path + "/fuzz-\(ProcessInfo.processInfo.processIdentifier)"

/// Hands the bytes over as a file.
private func through(_ bytes: [UInt8], named name: String, _ read: (String) throws -> Void) {
  try? makeFolder(folder)
  let path = "\(folder)/\(name)"
  FileManager.default.createFile(atPath: path, contents: Data(bytes))
  try? read(path)
}
