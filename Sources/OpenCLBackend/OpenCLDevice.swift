import COpenCL

/// A device that OpenCL offers: a graphics card, or with PoCL the processor; or a card of CUDA's driver.
///
///     for device in try OpenCLDevice.all() { print(device.name, device.memory >> 20) }
public struct OpenCLDevice: Sendable {
  /// The driver's name for it.
  public let name: String
  public let vendor: String
  /// The version of its driver.
  public let driver: String
  /// The OpenCL version that it offers: `OpenCL 3.0 CUDA`.
  public let version: String
  /// What compiles its kernels, as its platform says: `OpenCL 3.0 CUDA 12.4.131`, `OpenCL 3.0 PoCL 3.1, LLVM 14.0.6`, and of CUDA
  /// `NVRTC 12.6`.
  public let compiler: String
  /// Whether it is a graphics card.
  public let isGPU: Bool
  /// Its memory, bytes.
  public let memory: Int
  /// The largest single buffer, bytes.
  public let largestBuffer: Int
  /// The most items of a group.
  public let largestGroup: Int
  /// Its compute units.
  public let units: Int
  /// The most cycles a second of its clock, in millions.
  public let megahertz: Int
  /// The compute capability, if it is NVIDIA's and says so.
  public let computeCapability: (major: Int, minor: Int)?
  /// Whether its driver compiles kernels.
  public internal(set) var hasCompiler: Bool
  /// Those of a loaded library, which stays.
  var functions: copencl_functions
  nonisolated(unsafe) let id: copencl_device

  /// The card's name, without what tells CUDA from OpenCL.
  public var cardName: String {
    name.hasSuffix(Self.cudaSuffix) ? String(name.dropLast(Self.cudaSuffix.count)) : name
  }
  /// Whether it is CUDA's: its kernels are compiled by NVRTC.
  public var isCUDA: Bool { name.hasSuffix(Self.cudaSuffix) }
  private static let cudaSuffix = " (CUDA)"

  /// All devices of all drivers, graphics cards first, OpenCL's before CUDA's. A card that both have is there twice: they round
  /// differently.
  /// - Parameter library: the path of another OpenCL library than the system's, which is then alone.
  /// - Throws: `DeviceError.noLibrary` where CUDA has no card either. Without a driver the list is empty.
  public static func all(library path: String? = nil) throws(DeviceError) -> [OpenCLDevice] {
    if let path { return cardsFirst(listed(by: try loaded(path))) }
    let cards = (try? cuda.get()).map { listed(by: $0) } ?? []
    let others = system.map { listed(by: $0) }
    if cards.isEmpty { return cardsFirst(try others.get()) }
    return cardsFirst(((try? others.get()) ?? []) + cards)
  }

  /// The cards that CUDA's driver has.
  /// - Parameters: paths of the driver and of NVRTC; nil for the system's.
  /// - Throws: `CUDAError`, also where others are loaded already.
  static func ofCUDA(driver: String?, compiler: String?) throws(CUDAError) -> [OpenCLDevice] {
    listed(by: try loadedCUDA(driver: driver, compiler: compiler))
  }

  /// Why the driver of CUDA that is here isn't used, as a sentence without a stop; nil where it is used, or none is here.
  public static var cudaObstacle: String? {
    guard case .failure(let error) = cuda, error.hasDriver else { return nil }
    return "CUDA's driver is here, but isn't used: \(error.reason)"
  }

  private static func listed(by functions: copencl_functions) -> [OpenCLDevice] {
    let platforms = unsafe list { count, room, found in
      unsafe functions.GetPlatformIDs(count, room, found)
    }
    return platforms.flatMap { platform -> [OpenCLDevice] in
      let compiler = platformText { size, bytes in
        unsafe functions.GetPlatformInfo(platform, UInt32(COPENCL_PLATFORM_VERSION), size, bytes, nil)
      }
      return unsafe list { count, room, found in
        unsafe functions.GetDeviceIDs(platform, UInt64(UInt32.max), count, room, found)
      }.map { OpenCLDevice($0, functions, compiler: compiler) }
    }
  }

  private static func cardsFirst(_ devices: [OpenCLDevice]) -> [OpenCLDevice] {
    devices.filter(\.isGPU) + devices.filter { !$0.isGPU }
  }

  /// The device of a name, the whole of it as its driver has it.
  /// - Throws: `DeviceError`.
  public static func exactly(_ name: String) throws(DeviceError) -> OpenCLDevice {
    try found(name) { devices in devices.first { $0.name == name } }
  }

  /// The device that a user means: `gpu` is the first graphics card, other names are the device's own or a part of it, in large
  /// letters or small.
  /// - Throws: `DeviceError`.
  public static func named(_ name: String) throws(DeviceError) -> OpenCLDevice {
    let wanted = name.lowercased()
    return try found(name) { devices in
      wanted == "gpu"
        ? devices.first { $0.isGPU }
        : devices.first { $0.name == name } ?? devices.first { $0.name.lowercased().contains(wanted) }
    }
  }

  private static func found(
    _ name: String, _ choose: ([OpenCLDevice]) -> OpenCLDevice?
  ) throws(DeviceError) -> OpenCLDevice {
    let devices = try all()
    if devices.isEmpty { throw .noDevice(cuda: cudaObstacle) }
    guard !name.isEmpty, let device = choose(devices) else {
      throw .unknown(name: name, known: devices.map(\.name), cuda: cudaObstacle)
    }
    return device
  }

  /// The system's library, loaded once.
  private static let system = Result { () throws(DeviceError) in try loaded(nil) }

  private static let cuda = Result { () throws(CUDAError) in try loadedCUDA(driver: nil, compiler: nil) }

  private static func loaded(_ path: String?) throws(DeviceError) -> copencl_functions {
    let (functions, reason) = loading { functions, reason, size in
      unsafe copencl_load(path, functions, reason, size)
    }
    guard let functions else { throw .noLibrary(reason: reason, cuda: cudaObstacle) }
    return functions
  }

  private static func loadedCUDA(driver: String?, compiler: String?) throws(CUDAError) -> copencl_functions {
    var hasDriver = false
    let (functions, reason) = loading { functions, reason, size in
      unsafe copencl_load_cuda(driver, compiler, functions, &hasDriver, reason, size)
    }
    guard let functions else { throw CUDAError(reason: reason, hasDriver: hasDriver) }
    return functions
  }

  /// The functions that were found, or nil, and why.
  private static func loading(
    _ load: (UnsafeMutablePointer<copencl_functions>, UnsafeMutablePointer<CChar>, Int) -> Bool
  ) -> (functions: copencl_functions?, reason: String) {
    var functions = copencl_functions()
    var reason = [CChar](repeating: 0, count: 1024)
    let isLoaded = unsafe load(&functions, &reason, reason.count)
    let words = String(decoding: reason.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    return (isLoaded ? functions : nil, words)
  }

  /// A list that a function first counts and then gives; empty if it can't.
  private static func list(
    _ call: (UInt32, UnsafeMutablePointer<OpaquePointer?>?, UnsafeMutablePointer<UInt32>?) -> Int32
  ) -> [OpaquePointer] {
    var count: UInt32 = 0
    guard unsafe call(0, nil, &count) == 0, count > 0 else { return [] }
    var found = unsafe [OpaquePointer?](repeating: nil, count: Int(count))
    guard unsafe call(count, &found, nil) == 0 else { return [] }
    return unsafe found.compactMap { unsafe $0 }
  }

  /// A text that a function writes, a blank where it has several; empty if it can't.
  private static func platformText(_ write: (Int, UnsafeMutableRawPointer?) -> Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 1024)
    guard unsafe write(bytes.count, &bytes) == 0 else { return "" }
    let text = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    return text.split(separator: " ").joined(separator: " ")
  }

  private init(_ id: copencl_device, _ functions: copencl_functions, compiler: String) {
    unsafe self.id = unsafe id
    self.functions = functions
    self.compiler = compiler
    func number(_ name: Int) -> Int {
      var value: UInt64 = 0
      _ = unsafe functions.GetDeviceInfo(id, UInt32(name), 8, &value, nil)
      return Int(clamping: value)
    }
    func text(_ name: Int) -> String {
      var bytes = [UInt8](repeating: 0, count: 1024)
      _ = unsafe functions.GetDeviceInfo(id, UInt32(name), bytes.count, &bytes, nil)
      return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    name = text(Int(COPENCL_DEVICE_NAME))
    vendor = text(Int(COPENCL_DEVICE_VENDOR))
    driver = text(Int(COPENCL_DRIVER_VERSION))
    version = text(Int(COPENCL_DEVICE_VERSION))
    isGPU = number(Int(COPENCL_DEVICE_TYPE)) & Int(COPENCL_DEVICE_TYPE_GPU) != 0
    memory = number(Int(COPENCL_DEVICE_GLOBAL_MEM_SIZE))
    largestBuffer = number(Int(COPENCL_DEVICE_MAX_MEM_ALLOC_SIZE))
    largestGroup = number(Int(COPENCL_DEVICE_MAX_WORK_GROUP_SIZE))
    units = number(Int(COPENCL_DEVICE_MAX_COMPUTE_UNITS))
    megahertz = number(Int(COPENCL_DEVICE_MAX_CLOCK_FREQUENCY))
    let major = number(Int(COPENCL_DEVICE_COMPUTE_CAPABILITY_MAJOR_NV))
    computeCapability =
      vendor.hasPrefix("NVIDIA") && major > 0
      ? (major, number(Int(COPENCL_DEVICE_COMPUTE_CAPABILITY_MINOR_NV))) : nil
    hasCompiler = number(Int(COPENCL_DEVICE_COMPILER_AVAILABLE)) & 1 != 0
  }
}
