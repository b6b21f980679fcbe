import Foundation
import HostSystem
import SuperResolution
import Tensors
import Testing
import Vocabulary

@testable import OpenCLBackend

@Suite(.enabled(if: TestDevice.isWanted)) struct `A network on a device of OpenCL` {
  @Test(arguments: [Padding.replicate, .zero, .valid], [1, 2, 3])
  func `gives what the processor gives, after any layer`(padding: Padding, depth: Int) throws {
    var task = DeviceTask()
    task.layout = NetworkLayout(channels: 3, filterSizes: [5, 1, 7], widths: [65, 8], activation: .prelu)
    let network = task.start.network, image = task.image(height: 37, width: 29)
    let ours = try TestDevice.backend().apply(network, to: image, depth: depth, padding: padding)
    let theirs = CPUBackend(threads: 2).apply(network, to: image, depth: depth, padding: padding)
    #expect(ours.shape == theirs.shape)
    #expect(departure(ours.elements, from: theirs.elements) < 1e-5)
  }

  @Test(arguments: [Padding.replicate, .zero, .valid])
  func `gives the same bits in tiles`(padding: Padding) throws {
    let task = DeviceTask()
    let network = task.start.network, image = task.image(height: 33, width: 50)
    let queue = try DeviceQueue(#require(TestDevice.found))
    let application = try NetworkApplication(network, depth: nil, padding: padding, on: queue)
    let whole = try application.apply(to: image, tileSide: 100)
    for side in [7, 16] { #expect(try application.apply(to: image, tileSide: side) == whole) }
  }
}

@Suite(.enabled(if: TestDevice.isWanted)) struct `The devices` {
  @Test func `are listed with graphics cards first, and CUDA's behind OpenCL's`() throws {
    let devices = try OpenCLDevice.all()
    let ranks = devices.map { $0.isGPU ? ($0.isCUDA ? 1 : 0) : 2 }
    #expect(!ranks.isEmpty && ranks == ranks.sorted(), "\(devices.map(\.name))")
  }

  /// A platform's version begins so by the specification; behind it are the driver's own words, in PoCL's with the version of LLVM.
  @Test func `say what compiles their kernels, which is a part of what computes`() throws {
    for device in try OpenCLDevice.all() {
      #expect(device.compiler.hasPrefix(device.isCUDA ? "NVRTC " : "OpenCL "), "\(device.compiler)")
      let name = OpenCLBackend(on: device, threads: 1).name
      #expect(device.isCUDA || name.hasSuffix(", compiler of \(device.compiler)"), "\(name)")
    }
  }
}

@Suite struct `What keeps a device from its work` {
  @Test func `is said in a sentence where there is no OpenCL`() {
    #expect {
      try OpenCLDevice.all(library: "/nowhere/libOpenCL.so")
    } throws: { error in
      "\(error)".hasPrefix("OpenCL isn't there (") && "\(error)".contains("/nowhere/libOpenCL.so")
        && "\(error)".contains("--device cpu needs neither")
    }
  }

  @Test(.enabled(if: TestDevice.isWanted)) func `is said where no device has the name`() throws {
    let known = try OpenCLDevice.all().map(\.name)
    for name in ["abacus", ""] {
      let error = DeviceError.unknown(name: name, known: known, cuda: OpenCLDevice.cudaObstacle)
      #expect(throws: error) { try OpenCLDevice.named(name) }
    }
    let name = try #require(known.first)
    #expect(try OpenCLDevice.named(name.uppercased()).name == name)
  }

  @Test(.enabled(if: TestDevice.isWanted)) func `is said where a name is only a part of one`() throws {
    let name = try #require(OpenCLDevice.all().map(\.name).first)
    #expect(try OpenCLDevice.exactly(name).name == name)
    for part in [String(name.dropLast()), name.lowercased() + " ", ""] {
      #expect(throws: DeviceError.self) { try OpenCLDevice.exactly(part) }
    }
  }

  @Test(.enabled(if: TestDevice.isWanted)) func `is said where the memory is too little`() throws {
    let device = try #require(TestDevice.found)
    let queue = try DeviceQueue(device, memory: 3 << 20)
    let half = try queue.zeros(3 << 17)
    #expect(throws: DeviceError.noMemory(device: device.name, wanted: (3 << 20) + 4, has: 3 << 20)) {
      _ = try queue.zeros((3 << 17) + 1)
    }
    // What was let go is there again.
    for _ in 0..<4 { _ = try queue.zeros(3 << 17) }
    let words = "\(DeviceError.noMemory(device: "D", wanted: (3 << 20) + 4, has: 3 << 20))"
    #expect(
      words
        == "D has no room for the 4 MiB that are needed, of 3 MiB in all: take a batch under 32 or fewer --jobs, or "
        + "--device cpu")
    withExtendedLifetime(half) {}
  }

  @Test(.enabled(if: TestDevice.isWanted)) func `is said where a buffer is larger than kernels count`() throws
  {
    let device = try #require(TestDevice.found)
    let queue = try DeviceQueue(device, memory: .max)
    let most = min(device.largestBuffer, DeviceQueue.largestCount * 4)
    for count in [most / 4 + 1, 1 << 31, 1 << 40] {
      #expect(throws: DeviceError.tooLarge(device: device.name, wanted: count * 4, most: most)) {
        _ = try queue.zeros(count)
      }
    }
  }

  @Test(.enabled(if: TestDevice.isWanted)) func `is said where the driver has no compiler`() throws {
    var device = try #require(TestDevice.found)
    device.hasCompiler = false
    #expect(throws: DeviceError.noCompiler(device: device.name)) { try DeviceQueue(device) }
    // One that says so only when it is to compile: CL_COMPILER_NOT_AVAILABLE.
    device.hasCompiler = true
    device.functions.BuildProgram = { _, _, _, _, _, _ in -3 }
    #expect(throws: DeviceError.noCompiler(device: device.name)) { try DeviceQueue(device) }
  }

  @Test(.enabled(if: TestDevice.isWanted))
  func `is said in the compiler's words where kernels don't compile`() throws {
    let device = try #require(TestDevice.found)
    #expect {
      try DeviceQueue(device, source: Array("__kernel void broken(int i) { abacus; }".utf8))
    } throws: { error in
      "\(error)".hasPrefix("the kernels don't compile on \(device.name); its compiler says: ")
        && "\(error)".contains("abacus")
    }
  }
}

/// Clang as CUDA C's compiler, with stubs of what CUDA has beyond C++.
private enum CUDACompiler {
  static let stubs = """
    #define __global__
    #define __device__
    #define __shared__ static
    struct Axes { unsigned x, y, z; };
    extern Axes threadIdx, blockIdx, blockDim;
    void __syncthreads();
    extern "C" float sqrtf(float);
    extern "C" float fmaf(float, float, float);

    """

  /// What it says to a text; nil if there is no clang.
  static func words(on text: [UInt8]) throws -> String? {
    let path = FileManager.default.temporaryDirectory.path + "/kernels-\(UUID().uuidString).cpp"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(Array(stubs.utf8) + text).write(to: URL(fileURLWithPath: path))
    let arguments = ["clang++", "-std=c++17", "-fsyntax-only", "-Wall", path]
    let ending = try Program("/usr/bin/env").run(arguments) { _ in }
    return ending.status == 127 ? nil : ending.errors
  }
}

@Suite struct `The kernels` {
  @Test func `are CUDA C, too`() throws {
    let words = try CUDACompiler.words(on: DeviceQueue.source)
    if words == nil && ProcessInfo.processInfo.environment["SRCNN_REQUIRE_DATASETS"] == nil { return }
    #expect(words == "")
    // What OpenCL alone has is found.
    let wrong = Array("KERNEL void wrong(GLOBAL float *x) { x[0] = fma(x[0], x[1], x[2]); }".utf8)
    #expect(try CUDACompiler.words(on: DeviceQueue.source + wrong)?.contains("'fma'") == true)
  }
}
