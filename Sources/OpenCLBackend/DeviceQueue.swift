import COpenCL

/// A device with its kernels compiled, one call after the other.
final class DeviceQueue {
  let device: OpenCLDevice
  /// Bytes that all buffers may take.
  let memory: Int
  private let functions: copencl_functions
  private let context: copencl_context
  private let queue: copencl_queue
  private let program: copencl_program
  private var kernels: [String: copencl_kernel] = [:]
  /// Who is told how long kernels take, and what isn't told yet.
  private let profile: KernelProfile?
  private var timed: [(work: KernelProfile.Kernel, event: copencl_event)] = []
  /// Bytes that all buffers have taken so far.
  private(set) var allocated = 0
  /// The most numbers of a buffer: kernels count in 32 bits, and a little beyond what there is.
  static let largestCount = Int(Int32.max) - 1024

  /// Compiles the kernels.
  /// - Parameters:
  ///   - memory: bytes that may be used; nil for all that the device has.
  ///   - profile: told how long each kernel takes, whenever something is read.
  /// - Throws: `DeviceError`.
  init(
    _ device: OpenCLDevice, memory: Int? = nil, profile: KernelProfile? = nil,
    source: [UInt8] = DeviceQueue.source
  ) throws(DeviceError) {
    guard device.hasCompiler else { throw .noCompiler(device: device.name) }
    guard device.largestGroup >= 256 else { throw .unsupported(what: "in groups of less than 256 items") }
    let functions = device.functions
    self.device = device
    self.memory = memory ?? device.memory
    self.functions = functions
    self.profile = profile
    var error: Int32 = 0
    var id: copencl_device? = unsafe device.id
    guard let context = unsafe functions.CreateContext(nil, 1, &id, nil, nil, &error) else {
      throw .failed(device: device.name, call: "CreateContext", code: error)
    }
    unsafe self.context = unsafe context
    let properties = profile == nil ? 0 : UInt64(COPENCL_QUEUE_PROFILING_ENABLE)
    guard let queue = unsafe functions.CreateCommandQueue(context, device.id, properties, &error) else {
      _ = unsafe functions.ReleaseContext(context)
      throw .failed(device: device.name, call: "CreateCommandQueue", code: error)
    }
    unsafe self.queue = unsafe queue
    let source = source.map { CChar(bitPattern: $0) } + [0]
    let program = unsafe source.withUnsafeBufferPointer { text -> copencl_program? in
      var start = text.baseAddress
      return unsafe functions.CreateProgramWithSource(context, 1, &start, nil, &error)
    }
    guard let program = unsafe program else {
      _ = unsafe functions.ReleaseCommandQueue(queue)
      _ = unsafe functions.ReleaseContext(context)
      throw .failed(device: device.name, call: "CreateProgramWithSource", code: error)
    }
    unsafe self.program = unsafe program
    let code = unsafe functions.BuildProgram(program, 1, &id, "-cl-std=CL1.2", nil, nil)
    // What is initialised is released by `deinit`.
    if code == Int32(COPENCL_COMPILER_NOT_AVAILABLE) { throw .noCompiler(device: device.name) }
    if code != 0 {
      let log = buildLog
      throw .notBuilt(device: device.name, log: log.isEmpty ? "error \(code)" : log)
    }
  }

  deinit {
    for timing in unsafe timed { _ = unsafe functions.ReleaseEvent(timing.event) }
    for kernel in unsafe kernels.values { _ = unsafe functions.ReleaseKernel(kernel) }
    _ = unsafe functions.ReleaseProgram(program)
    _ = unsafe functions.ReleaseCommandQueue(queue)
    _ = unsafe functions.ReleaseContext(context)
  }

  /// The kernels' text.
  static var source: [UInt8] {
    PackageResources.portable_cl + PackageResources.convolution_cl + PackageResources.training_cl
  }

  private var buildLog: String {
    let name = UInt32(COPENCL_PROGRAM_BUILD_LOG)
    var size = 0
    _ = unsafe functions.GetProgramBuildInfo(program, device.id, name, 0, nil, &size)
    var bytes = [UInt8](repeating: 0, count: size)
    _ = unsafe functions.GetProgramBuildInfo(program, device.id, name, size, &bytes, nil)
    let text = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).prefix(5).joined(separator: " | ")
  }

  /// Begins a buffer of zeros.
  /// - Throws: `DeviceError.noMemory` if the device has no room for it.
  func zeros(_ count: Int) throws(DeviceError) -> DeviceBuffer {
    let buffer = try room(for: count)
    try fill(buffer)
    return buffer
  }

  /// Brings numbers to the device.
  func buffer<Element: BitwiseCopyable>(_ elements: [Element]) throws(DeviceError) -> DeviceBuffer {
    precondition(MemoryLayout<Element>.size == 4)
    let buffer = try room(for: elements.count)
    try write(elements, to: buffer)
    return buffer
  }

  private func room(for count: Int) throws(DeviceError) -> DeviceBuffer {
    let size = max(4, count * 4)
    let most = min(device.largestBuffer, Self.largestCount * 4)
    guard size <= most else { throw .tooLarge(device: device.name, wanted: size, most: most) }
    guard allocated + size <= memory else { throw outOfMemory(allocated + size) }
    var error: Int32 = 0
    guard
      let handle = unsafe functions.CreateBuffer(context, UInt64(COPENCL_MEM_READ_WRITE), size, nil, &error)
    else { throw failure("CreateBuffer", error, wanted: allocated + size) }
    allocated += size
    return unsafe DeviceBuffer(handle, count: count, queue: self)
  }

  fileprivate func release(_ handle: copencl_buffer, count: Int) {
    _ = unsafe functions.ReleaseMemObject(handle)
    allocated -= max(4, count * 4)
  }

  func fill(_ buffer: DeviceBuffer) throws(DeviceError) {
    var zero: Float = 0
    try check(
      "EnqueueFillBuffer",
      unsafe functions.EnqueueFillBuffer(
        queue, buffer.handle, &zero, 4, 0, max(4, buffer.count * 4), 0, nil, nil))
  }

  func write<Element: BitwiseCopyable>(
    _ elements: [Element], to buffer: DeviceBuffer, at first: Int = 0
  ) throws(DeviceError) {
    precondition(first + elements.count <= buffer.count, "more than the buffer holds")
    guard !elements.isEmpty else { return }
    let code = unsafe elements.withUnsafeBytes { bytes in
      unsafe functions.EnqueueWriteBuffer(
        queue, buffer.handle, 1, first * 4, bytes.count, bytes.baseAddress, 0, nil, nil)
    }
    try check("EnqueueWriteBuffer", code)
  }

  /// The numbers of a buffer, after all calls before are done.
  func read(_ buffer: DeviceBuffer) throws(DeviceError) -> [Float] {
    var elements = [Float](repeating: 0, count: buffer.count)
    guard buffer.count > 0 else { return [] }
    let code = unsafe elements.withUnsafeMutableBytes { bytes in
      unsafe functions.EnqueueReadBuffer(
        queue, buffer.handle, 1, 0, bytes.count, bytes.baseAddress, 0, nil, nil)
    }
    try check("EnqueueReadBuffer", code)
    try tellTimes()
    return elements
  }

  /// Waits until all calls before are done, and says what went wrong in them.
  ///
  /// Some drivers look for a buffer's memory when it is first used: a want of it is found out here, be it that they call it one of
  /// resources.
  func finish() throws(DeviceError) {
    let code = unsafe functions.Finish(queue)
    if code == Int32(COPENCL_OUT_OF_RESOURCES) { throw outOfMemory(allocated) }
    try check("Finish", code)
  }

  /// What a kernel is given.
  enum Argument {
    case buffer(DeviceBuffer)
    case int(Int)
    case float(Float)
  }

  /// Runs a kernel: so many groups of so many items.
  /// - Parameter product: what it comes to as a product of matrices, rows, terms and columns.
  func run(
    _ name: String, groups: [Int], items: Int, _ arguments: [Argument], product: (Int, Int, Int)? = nil
  ) throws(DeviceError) {
    guard groups.allSatisfy({ $0 > 0 }) else { return }
    let kernel = unsafe try kernel(name)
    for (index, argument) in arguments.enumerated() {
      let code: Int32
      switch argument {
      case .buffer(let buffer):
        var handle: copencl_buffer? = unsafe buffer.handle
        code = unsafe functions.SetKernelArg(
          kernel, UInt32(index), MemoryLayout<copencl_buffer?>.size, &handle)
      case .int(let value):
        var value = Int32(value)
        code = unsafe functions.SetKernelArg(kernel, UInt32(index), 4, &value)
      case .float(var value): code = unsafe functions.SetKernelArg(kernel, UInt32(index), 4, &value)
      }
      try check("SetKernelArg(\(name), \(index))", code)
    }
    var all = groups, own = [Int](repeating: 1, count: groups.count)
    all[0] *= items
    own[0] = items
    guard profile != nil else {
      return try check(
        "EnqueueNDRangeKernel(\(name))",
        unsafe functions.EnqueueNDRangeKernel(
          queue, kernel, UInt32(groups.count), nil, &all, &own, 0, nil, nil))
    }
    var event: copencl_event?
    try check(
      "EnqueueNDRangeKernel(\(name))",
      unsafe functions.EnqueueNDRangeKernel(
        queue, kernel, UInt32(groups.count), nil, &all, &own, 0, nil, &event))
    if let event = unsafe event {
      unsafe timed.append((work: KernelProfile.Kernel(name, product: product), event: event))
    }
  }

  /// Tells the profile of the kernels that are done, which all are once something was read.
  private func tellTimes() throws(DeviceError) {
    guard let profile else { return }
    for timing in unsafe timed {
      var times: (start: UInt64, end: UInt64) = (0, 0)
      try check(
        "GetEventProfilingInfo",
        unsafe functions.GetEventProfilingInfo(
          timing.event, UInt32(COPENCL_PROFILING_COMMAND_START), 8, &times.start, nil))
      try check(
        "GetEventProfilingInfo",
        unsafe functions.GetEventProfilingInfo(
          timing.event, UInt32(COPENCL_PROFILING_COMMAND_END), 8, &times.end, nil))
      profile.add(unsafe timing.work, nanoseconds: times.end < times.start ? 0 : times.end - times.start)
    }
    for timing in unsafe timed { _ = unsafe functions.ReleaseEvent(timing.event) }
    unsafe timed = []
  }

  /// Runs a kernel with an item for each of `count` things.
  func forEach(
    _ count: Int, _ name: String, _ arguments: [Argument], product: (Int, Int, Int)? = nil
  ) throws(DeviceError) {
    try run(name, groups: [(count + 127) / 128], items: 128, arguments, product: product)
  }

  private func kernel(_ name: String) throws(DeviceError) -> copencl_kernel {
    if let known = unsafe kernels[name] { return unsafe known }
    var error: Int32 = 0
    guard let made = unsafe functions.CreateKernel(program, name, &error) else {
      throw failure("CreateKernel(\(name))", error)
    }
    unsafe kernels[name] = unsafe made
    return unsafe made
  }

  /// - Parameter wanted: bytes in all, if the call is one for more of them.
  private func failure(_ call: String, _ code: Int32, wanted: Int? = nil) -> DeviceError {
    // No memory on the device, none here for it, too large a buffer. Many drivers find out at the first use.
    [-4, -6, -61].contains(code)
      ? outOfMemory(wanted ?? allocated) : .failed(device: device.name, call: call, code: code)
  }

  private func outOfMemory(_ wanted: Int) -> DeviceError {
    .noMemory(device: device.name, wanted: wanted, has: memory)
  }

  private func check(_ call: String, _ code: Int32) throws(DeviceError) {
    if code != 0 { throw failure(call, code) }
  }
}

/// Numbers on a device, four bytes each.
final class DeviceBuffer {
  fileprivate let handle: copencl_buffer
  private let queue: DeviceQueue
  /// How many there are.
  let count: Int

  fileprivate init(_ handle: copencl_buffer, count: Int, queue: DeviceQueue) {
    unsafe self.handle = unsafe handle
    self.queue = queue
    self.count = count
  }

  deinit { unsafe queue.release(handle, count: count) }
}
