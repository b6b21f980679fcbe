import OpenCLBackend
import Wording

/// What a device can do at most in single precision, and who says so.
package struct DevicePeak: Sendable, Equatable {
  /// Billions of floating-point operations a second, a multiply-add being two; nil if nobody knows.
  package let gigaflops: Double?
  /// Where the number is from.
  package let source: String

  /// That of a device: as given, else as its maker has it, else counted from what its driver tells.
  package init(of device: OpenCLDevice, given: Double?) {
    self.init(
      name: device.cardName, units: device.units, megahertz: device.megahertz,
      capability: device.computeCapability, given: given)
  }

  init(name: String, units: Int, megahertz: Int, capability: (major: Int, minor: Int)?, given: Double?) {
    if let given {
      (gigaflops, source) = (given, "as --peak says")
    } else if let known = Self.known[name] {
      (gigaflops, source) = (known, "by the maker's data sheet")
    } else if let capability, let lanes = Self.lanes(capability), units > 0, megahertz > 0 {
      gigaflops = 2 * Double(units * lanes * megahertz) / 1000
      source = "counted: \(units) units of \(lanes) lanes at \(megahertz) MHz, a multiply-add a cycle each"
    } else {
      (gigaflops, source) = (nil, "unknown; --peak gives it")
    }
  }

  /// Billions of operations a second in single precision, without tensor cores, by the name that OpenCL has.
  /// - Source: the makers' data sheets.
  private static let known: [String: Double] = [
    "NVIDIA H100 80GB HBM3": 66_900, "NVIDIA H100 PCIe": 51_200, "NVIDIA H200": 66_900,
    "NVIDIA A100-SXM4-40GB": 19_500, "NVIDIA A100-SXM4-80GB": 19_500, "NVIDIA A100 80GB PCIe": 19_500,
    "Tesla V100-SXM2-16GB": 15_700, "Tesla V100-SXM2-32GB": 15_700, "Tesla T4": 8_100,
    "NVIDIA L4": 30_300, "NVIDIA A10": 31_200, "NVIDIA L40S": 91_600,
    "NVIDIA GeForce RTX 3090": 35_600, "NVIDIA GeForce RTX 4090": 82_600,
  ]

  /// Lanes of one of NVIDIA's multiprocessors.
  /// - Source: CUDA C++ Programming Guide, arithmetic instructions.
  private static func lanes(_ capability: (major: Int, minor: Int)) -> Int? {
    switch (capability.major, capability.minor) {
    case (6, 0), (7, _), (8, 0): 64
    case (5, _), (6, _), (8, _), (9, _), (10, _), (12, _): 128
    default: nil
    }
  }
}
