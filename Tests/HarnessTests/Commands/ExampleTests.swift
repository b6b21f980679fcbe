import ExperimentSpecs
import Foundation
import HostSystem
import Imaging
import SuperResolution
import Testing
import TestLaboratory

@testable import RunRecords

/// A Python with what the example needs: that of `SRCNN_PYTHON`, else python3.
private let python = ProcessInfo.processInfo.environment["SRCNN_PYTHON"] ?? "python3"
private let hasModules = HostSystem.Program.output(of: [python, "-c", "import h5py, numpy, PIL"]) != nil

@Suite struct `The example in Python` {
  @Test(
    .enabled(
      if: hasModules || RealDatasets.isRequired,
      "a Python with h5py, numpy and Pillow is missing; SRCNN_PYTHON names one"))
  func `it gets a network's PSNR on an image from its weights alone`() throws {
    let laboratory = try RunLaboratory()
    let folder = try #require(try laboratory.engine().run([laboratory.run()])[0].folder)
    let image = "\(laboratory.root)/datasets/tiny-test/0.png"
    let metrics = try folder.metrics()
    let own = [metrics.bicubic, metrics.final].map { $0["tiny-test"]?.psnr.first ?? .nan }
    let said = HostSystem.Program.output(of: [
      python, packageRoot + "/examples/psnr.py", folder.weightsFile, image,
    ])
    #expect(said == "bicubic \(own[0].fixed(4)) dB\nnetwork \(own[1].fixed(4)) dB")
  }
}
