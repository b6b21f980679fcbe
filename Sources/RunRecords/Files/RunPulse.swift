import Foundation
import HostSystem

/// How far a training is at this moment, told to other processes: a small file beside the run's lock.
///
/// It decides nothing and is never synced; it counts only as long as a living process has the lock.
package struct RunPulse: Sendable, Equatable, Codable {
  /// The run in messages: spec, variant and seed.
  package var title: String
  /// Backprops or steps done.
  package var done: Int
  /// Those of the whole.
  package var total: Int
  /// What is counted: `backprops`, or the stage of a method.
  package var unit: String
  /// Sub-images a second lately; nil for a method and before the first step.
  package var subImagesPerSecond: Double?
  /// The last mean PSNR on the validation set, dB.
  package var psnr: Double?
  /// Bicubic interpolation's, dB.
  package var bicubicPSNR: Double?
  /// Seconds until the end; nil if that isn't known.
  package var secondsLeft: Double?

  /// Names all of it.
  package init(
    title: String, done: Int, total: Int, unit: String, subImagesPerSecond: Double? = nil,
    psnr: Double? = nil, bicubicPSNR: Double? = nil, secondsLeft: Double? = nil
  ) {
    (self.title, self.done, self.total, self.unit) = (title, done, total, unit)
    self.subImagesPerSecond = subImagesPerSecond?.finite
    (self.psnr, self.bicubicPSNR) = (psnr?.finite, bicubicPSNR?.finite)
    self.secondsLeft = secondsLeft?.finite
  }

  /// Where a run's is, in a results folder.
  package static func file(ofShortId id: String, results: String) -> String {
    "\(results)/runs/.locks/\(id).json"
  }

  /// Bytes of every such file, so that it is replaced by one write and a reader never finds two mixed.
  private static let size = 2048

  /// Writes it.
  /// - Throws: `HostError`; a training isn't given up for it.
  package func write(to path: String) throws {
    let bytes = Array(try JSONEncoder().encode(self))
    guard bytes.count <= Self.size else { return }
    let blanks = [UInt8](repeating: UInt8(ascii: " "), count: Self.size - bytes.count)
    try BinaryFile(path, writable: true).write(bytes + blanks, at: 0)
  }

  /// Reads it; nil if there is none that makes sense.
  package init?(contentsOf path: String) {
    guard let bytes = try? readFile(path, limit: Self.size),
      let pulse = try? JSONDecoder().decode(Self.self, from: Data(bytes)),
      pulse.done >= 0, pulse.total >= pulse.done
    else { return nil }
    self = pulse
  }
}

extension Double {
  /// The number, or nil for one that JSON doesn't have.
  fileprivate var finite: Double? { isFinite ? self : nil }
}
