import Foundation
import OpenCLBackend
import Wording

/// How a device's arithmetic compares with the processor's: the answer of `experiments selfcheck --device`.
package struct DeviceReport: Sendable {
  private let device: OpenCLDevice
  private let lines: [DeviceCheck.Line]

  /// Checks the device that `--device` means.
  /// - Throws: `DeviceError`.
  package init(device name: String, threads: Int) throws {
    device = try OpenCLDevice.named(name)
    lines = try DeviceCheck(device, threads: threads).lines()
  }

  /// 1 if something is wrong.
  package var exitCode: Int32 { lines.allSatisfy(\.isRight) ? 0 : 1 }

  /// For people.
  package var text: String {
    let rows = lines.map { line in
      [
        line.isRight ? "pass" : "FAIL", line.what, exponential(line.found),
        "at most \(exponential(line.most))",
      ]
    }
    let wrong = lines.count { !$0.isRight }
    return "\(device.name), driver \(device.driver), beside the processor\n\n\(listed(rows))\n"
      + (wrong == 0
        ? "All \(lines.count) right." : "\(wrong) of \(lines.count) wrong: don't train on this device.")
  }

  /// For machines.
  package var json: JSON {
    .object([
      ("device", .text(device.name)), ("driver", .text(device.driver)), ("pass", .bool(exitCode == 0)),
      (
        "checks",
        .list(
          lines.map { line in
            .object([
              ("what", .text(line.what)), ("found", .number(line.found, decimals: 12)),
              ("most", .number(line.most, decimals: 12)), ("pass", .bool(line.isRight)),
            ])
          })
      ),
    ])
  }
}

/// A number as `1.2e-06`.
private func exponential(_ value: Double) -> String { String(format: "%.1e", value) }
