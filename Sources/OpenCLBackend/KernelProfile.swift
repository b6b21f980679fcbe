import Synchronization

/// How long the kernels of a training take, by the device's own clock.
///
///     let profile = KernelProfile()
///     let backend = OpenCLBackend(on: device, threads: 2, profile: profile)
///     // train some steps on it, then
///     for kernel in profile.kernels { print(kernel.name, kernel.seconds) }
public final class KernelProfile: Sendable {
  /// A kernel at work of one shape, all its calls together.
  public struct Kernel: Sendable, Equatable {
    /// The kernel, and of a product of matrices its rows and terms: `convolve64, 64 x 81`.
    public let name: String
    /// How often it ran.
    public fileprivate(set) var calls = 1
    /// Seconds of all calls.
    public fileprivate(set) var seconds = 0.0
    /// Floating-point operations of all calls, a multiply-add being two; 0 where they aren't worth counting.
    public fileprivate(set) var operations = 0.0

    /// Billions of operations a second; nil where they aren't counted.
    public var gigaflops: Double? {
      operations > 0 && seconds > 0 ? operations / seconds / 1e9 : nil
    }

    init(_ kernel: String, product: (rows: Int, terms: Int, columns: Int)?) {
      name = product.map { "\(kernel), \($0.rows) x \($0.terms)" } ?? kernel
      operations = product.map { 2 * Double($0.rows) * Double($0.terms) * Double($0.columns) } ?? 0
    }
  }

  private let known = Mutex<[String: Kernel]>([:])

  /// Nothing measured yet.
  public init() {}

  /// What was measured, the longest first.
  public var kernels: [Kernel] {
    known.withLock { $0.values.sorted { ($1.seconds, $0.name) < ($0.seconds, $1.name) } }
  }

  /// Forgets what was measured.
  public func forget() { known.withLock { $0 = [:] } }

  func add(_ kernel: Kernel, nanoseconds: UInt64) {
    known.withLock { known in
      var kernel = kernel
      kernel.seconds = Double(nanoseconds) * 1e-9
      if let before = known[kernel.name] {
        kernel.calls += before.calls
        kernel.seconds += before.seconds
        kernel.operations += before.operations
      }
      known[kernel.name] = kernel
    }
  }
}
