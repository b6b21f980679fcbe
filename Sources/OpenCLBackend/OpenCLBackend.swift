import SuperResolution
import Tensors
import Vocabulary

/// Trains networks and applies them on a device of OpenCL.
///
///     let backend = try OpenCLBackend(on: OpenCLDevice.named("gpu"), threads: 2)
///     let sharp = try backend.apply(network, to: blurred, depth: nil, padding: .replicate)
///
/// Sums have one order, so one device with one driver gives the same bits each time. Another rounds otherwise.
public struct OpenCLBackend: Backend {
  public let device: OpenCLDevice
  private let threads: Int
  private let keepsImages: Bool
  private let memory: Int?
  private let profile: KernelProfile?
  /// What applies networks, compiled at the first.
  private let queue = SharedQueue()

  /// The pixels of output, on a side, that are computed at a time.
  static let tileSide = 256

  /// Computes on a device; what the processor does for it takes so many threads.
  /// - Parameter profile: told how long the kernels of trainings take, which slows them.
  public init(on device: OpenCLDevice, threads: Int, profile: KernelProfile? = nil) {
    self.init(on: device, threads: threads, keepsImages: true, profile: profile)
  }

  /// Otherwise sub-images are cut here, as they are of images that the device has no room for.
  /// - Parameter memory: bytes that a training may use; nil for all that the device has.
  init(
    on device: OpenCLDevice, threads: Int, keepsImages: Bool, memory: Int? = nil,
    profile: KernelProfile? = nil
  ) {
    (self.device, self.threads, self.keepsImages, self.memory) = (device, threads, keepsImages, memory)
    self.profile = profile
  }

  /// Compiles the kernels, so that a device that can't is known before anything begins.
  /// - Throws: `DeviceError`.
  public func check() throws(DeviceError) { _ = try DeviceQueue(device) }

  /// `OpenCL, NVIDIA H100, driver 550.54, compiler of OpenCL 3.0 CUDA 12.4.131`: all that decides how it rounds. CUDA's driver has
  /// the compiler in its version.
  public var name: String {
    device.isCUDA
      ? "CUDA, \(device.name), driver \(device.driver)"
      : "OpenCL, \(device.name), driver \(device.driver), compiler of \(device.compiler)"
  }

  /// Begins a training, or goes on with one.
  /// - Throws: `DeviceError`, or what keeps the images from being read.
  public func training(_ plan: TrainingPlan, from start: TrainingSnapshot) throws -> any TrainingBackend {
    try OpenCLTraining(
      plan, from: start, on: DeviceQueue(device, memory: memory, profile: profile), threads: threads,
      keepsImages: keepsImages)
  }

  /// What leaves the first `depth` layers of a network, nil for all, for an image `[C, H, W]`.
  /// - Throws: `DeviceError`.
  public func apply(_ network: Network, to image: Tensor, depth: Int?, padding: Padding) throws -> Tensor {
    try queue.withLock { known in
      let queue = try known ?? DeviceQueue(device)
      known = queue
      return try NetworkApplication(network, depth: depth, padding: padding, on: queue).apply(
        to: image, tileSide: Self.tileSide)
    }
  }
}
