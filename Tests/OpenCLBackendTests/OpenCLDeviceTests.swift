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

@Suite struct `What keeps a device from its work` {
  @Test func `is said in a sentence where there is no OpenCL`() {
    #expect {
      try OpenCLDevice.all(library: "/nowhere/libOpenCL.so")
    } throws: { error in
      "\(error)".hasPrefix("OpenCL isn't there (/nowhere/libOpenCL.so: cannot open shared object file")
        && "\(error)".contains("--device cpu needs neither")
    }
  }

  @Test(.enabled(if: TestDevice.isWanted)) func `is said where no device has the name`() throws {
    let known = try OpenCLDevice.all().map(\.name)
    #expect(throws: DeviceError.unknown(name: "abacus", known: known)) { try OpenCLDevice.named("abacus") }
    #expect(throws: DeviceError.unknown(name: "", known: known)) { try OpenCLDevice.named("") }
    let name = try #require(known.first)
    #expect(try OpenCLDevice.named(name.uppercased()).name == name)
  }

  @Test(.enabled(if: TestDevice.isWanted)) func `is said where the memory is too little`() throws {
    let device = try #require(TestDevice.found)
    let queue = try DeviceQueue(device)
    #expect {
      _ = try queue.zeros(device.memory)
    } throws: { error in
      "\(error)".contains("take a smaller batch, or --device cpu")
    }
    // What was let go is there again.
    for _ in 0..<4 { _ = try queue.zeros(device.largestBuffer / 4) }
  }
}
