/// Why a device can't compute, each as one sentence that says what to do.
public enum DeviceError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The OpenCL library isn't there, or isn't one; `cuda` says why CUDA's driver isn't used, if there is one.
  case noLibrary(reason: String, cuda: String?)
  /// OpenCL is there and has no device.
  case noDevice(cuda: String?)
  /// No device is called so.
  case unknown(name: String, known: [String], cuda: String?)
  /// The device's driver can't compile kernels.
  case noCompiler(device: String)
  /// The kernels didn't compile.
  case notBuilt(device: String, log: String)
  /// The device's memory doesn't hold what is to be computed, bytes; others may have their part of it.
  case noMemory(device: String, wanted: Int, has: Int)
  /// One buffer is larger than the device makes, or than the kernels count; bytes.
  case tooLarge(device: String, wanted: Int, most: Int)
  /// What is asked for is computed by the processor alone.
  case unsupported(what: String)
  /// A call failed: the device was lost, or its driver gave up.
  case failed(device: String, call: String, code: Int32)

  /// One sentence for the user.
  public var description: String {
    switch self {
    case .noLibrary(let reason, let cuda):
      "OpenCL isn't there (\(reason)): install your graphics card's driver, or ocl-icd-libopencl1 and "
        + "pocl-opencl-icd to compute on the processor through OpenCL; --device cpu needs neither"
        + Self.behind(cuda)
    case .noDevice(let cuda):
      "OpenCL has no device: install your graphics card's OpenCL driver, or pocl-opencl-icd to compute on the processor "
        + "through OpenCL; --device cpu needs neither" + Self.behind(cuda)
    case .unknown(let name, let known, let cuda):
      "no device is called '\(name)': expected cpu, gpu or one of \(known.map { "'\($0)'" }.joined(separator: ", "))"
        + Self.behind(cuda)
    case .noCompiler(let device):
      "the driver of \(device) has no compiler for OpenCL C: install the driver's full version, or use --device cpu"
    case .notBuilt(let device, let log):
      "the kernels don't compile on \(device); its compiler says: \(log)"
    case .noMemory(let device, let wanted, let has):
      "\(device) has no room for the \(mebibytes(wanted)) that are needed, of \(mebibytes(has)) in all: take a batch under "
        + "\(DeviceQueue.slice) or fewer --jobs, or --device cpu"
    case .tooLarge(let device, let wanted, let most):
      "\(device) takes \(mebibytes(most)) in one buffer where \(mebibytes(wanted)) are needed: take smaller sub-images or a "
        + "batch under \(DeviceQueue.slice), or --device cpu"
    case .unsupported(let what): "an OpenCL device doesn't compute \(what): use --device cpu"
    case .failed(let device, let call, let code):
      "\(device) failed (cl\(call): \(Self.words(code))); a training goes on from its checkpoint when it is started again"
    }
  }

  /// Whether less would fit.
  var isOfMemory: Bool {
    switch self {
    case .noMemory, .tooLarge: true
    default: false
    }
  }

  private static func behind(_ cuda: String?) -> String { cuda.map { ". \($0)" } ?? "" }

  private static func words(_ code: Int32) -> String {
    switch code {
    case -2: "the device isn't available"
    case -4: "no memory left on the device"
    case -5: "out of resources"
    case -6: "out of the host's memory"
    case -14, -36: "the device was lost"
    case -61: "a buffer too large for the device"
    default: "error \(code)"
    }
  }
}

/// Bytes as MiB, no part of one left out.
private func mebibytes(_ bytes: Int) -> String { "\((bytes + (1 << 20) - 1) >> 20) MiB" }
