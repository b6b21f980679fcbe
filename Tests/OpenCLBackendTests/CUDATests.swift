import Foundation
import HostSystem
import Testing

@testable import OpenCLBackend

/// CUDA's driver and NVRTC as `Fixtures/cuda.c` has them, compiled once and removed at the end; nil where there is no clang.
private let library: String? = {
  guard let source = Bundle.module.path(forResource: "cuda", ofType: "c", inDirectory: "Fixtures") else {
    return nil
  }
  let compiling = Launch("/usr/bin/env", ["clang", "-shared", "-fPIC", source, "-o", libraryPath])
  guard (try? compiling.start().wait())?.status == 0 else { return nil }
  atexit { unlink(libraryPath) }
  return libraryPath
}()
private let libraryPath = FileManager.default.temporaryDirectory.path + "/cuda-\(UUID().uuidString).so"
/// A process loads one driver: where there is a real one, the other tests may have it.
private let isAlone = dlopen("libcuda.so.1", RTLD_LAZY) == nil
private let isWanted =
  library != nil || ProcessInfo.processInfo.environment["SRCNN_REQUIRE_DATASETS"] != nil

/// What knows no graphics card can show: that it is called as CUDA wants it, not that a card computes rightly.
@Suite(.enabled(if: isAlone && isWanted)) struct `CUDA in place of OpenCL` {
  private let device: OpenCLDevice
  init() throws {
    let path = try #require(library)
    device = try #require(OpenCLDevice.ofCUDA(driver: path, compiler: path).first)
  }

  @Test func `offers its cards under names of their own`() {
    #expect(device.name == "Fake (CUDA)" && device.cardName == "Fake")
    #expect(device.isGPU && device.hasCompiler)
    #expect(device.memory == 1 << 30)
    #expect(device.units == 10 && device.megahertz == 1500)
    #expect(device.computeCapability.map { [$0.major, $0.minor] } == [8, 9])
    // Before it is the version of NVIDIA's module, where the kernel has one.
    #expect(device.driver.hasSuffix("CUDA 12.4, NVRTC 12.6"))
    #expect(device.compiler == "NVRTC 12.6")
    let backend = OpenCLBackend(on: device, threads: 1)
    #expect(backend.name == "CUDA, Fake (CUDA), driver \(device.driver)")
  }

  @Test func `runs kernels on its buffers, and times them`() throws {
    let profile = KernelProfile()
    let queue = try DeviceQueue(device, profile: profile)
    let weights = try queue.buffer([1, 2, 3, 4] as [Float]), speeds = try queue.zeros(4)
    let gradient = try queue.buffer([8, 16, 24, 32] as [Float])
    for _ in 0..<2 {
      try queue.forEach(
        3, "descend",
        [.buffer(weights), .buffer(speeds), .buffer(gradient), .int(1), .int(3), .float(0.125), .float(0.5)])
    }
    // Speeds -2, -3, -4, then one and a half times as much.
    #expect(try queue.read(weights) == [1, -3, -4.5, -6])
    #expect(try queue.read(speeds) == [0, -3, -4.5, -6])
    let kernel = try #require(profile.kernels.first)
    #expect(kernel.calls == 2 && abs(kernel.seconds - 0.0005) < 1e-9)
    try queue.fill(weights)
    try queue.write([5] as [Float], to: weights, at: 2)
    #expect(try queue.read(weights) == [0, 0, 5, 0])
  }

  @Test func `has its errors said as OpenCL's`() throws {
    #expect(
      throws: DeviceError.notBuilt(device: device.name, log: "kernels.cu(1): error: an abacus")
    ) { try DeviceQueue(device, source: Array("abacus".utf8)) }
    var silent = device
    silent.functions.GetProgramBuildInfo = { _, _, _, _, _, _ in -30 }
    #expect(throws: DeviceError.notBuilt(device: device.name, log: "error -11")) {
      try DeviceQueue(silent, source: Array("abacus".utf8))
    }
    let refused = [("sextant", "cuModuleLoadData: error 209"), ("quadrant", "nvrtcCreateProgram: error 3")]
    for (tool, words) in refused {
      #expect(throws: DeviceError.notBuilt(device: device.name, log: words)) {
        try DeviceQueue(device, source: Array(tool.utf8))
      }
    }
    let queue = try DeviceQueue(device)
    let half = try queue.zeros(1 << 18)
    #expect(throws: DeviceError.noMemory(device: device.name, wanted: (2 << 20) + 4, has: 1 << 30)) {
      _ = try queue.zeros((1 << 18) + 1)
    }
    #expect {
      try queue.forEach(1, "lost", [.buffer(half)])
    } throws: { "\($0)".contains("clEnqueueNDRangeKernel(lost): the device was lost") }
  }

  @Test func `is loaded once, and says why it isn't`() throws {
    let path = try #require(library), other = libraryPath + ".copy", missing = "/nowhere/library.so"
    try FileManager.default.copyItem(atPath: path, toPath: other)
    defer { try? FileManager.default.removeItem(atPath: other) }
    let obstacles = [
      (missing, path, false, missing), (path, missing, true, "NVRTC isn't found (" + missing),
      (other, path, true, "another is loaded already"), (path, other, true, "another is loaded already"),
    ]
    for (driver, compiler, hasDriver, words) in obstacles {
      #expect {
        try OpenCLDevice.ofCUDA(driver: driver, compiler: compiler)
      } throws: { error in
        (error as? CUDAError).map { $0.hasDriver == hasDriver && $0.reason.contains(words) } ?? false
      }
    }
    #expect(try OpenCLDevice.ofCUDA(driver: path, compiler: path).map(\.name) == [device.name])
    let reason = DeviceError.noDevice(cuda: "CUDA's driver is here, but isn't used: cuInit: error 100")
    #expect(reason.description.hasSuffix("neither. CUDA's driver is here, but isn't used: cuInit: error 100"))
  }
}
