import SuperResolution
import Synchronization
import Tensors
import Testing
import Vocabulary

@testable import OpenCLBackend

/// Whether the next times that the device is waited for end without memory, and what waiting is otherwise.
private let shortages = Mutex<[Bool]>([])
private let finish = TestDevice.found?.functions.Finish

@Suite(.enabled(if: TestDevice.isWanted)) struct `A device with little memory` {
  /// The bytes that a training takes, and how its batches are cut up.
  private func room(_ task: DeviceTask, memory: Int? = nil) throws -> (bytes: Int, samples: Int) {
    let queue = try DeviceQueue(#require(TestDevice.found), memory: memory)
    let plan = TrainingPlan(
      layout: task.layout, configuration: task.configuration, subImages: task.subImages)
    let training = try OpenCLTraining(
      plan, from: task.start.snapshot, on: queue, threads: 1, keepsImages: false)
    return withExtendedLifetime(training) { (queue.allocated, training.samplesAtOnce) }
  }

  @Test(arguments: [(Loss.mse, Activation.relu), (.ssim, .prelu)])
  func `has batches cut up, for the same bits`(loss: Loss, activation: Activation) throws {
    var task = DeviceTask()
    task.layout = NetworkLayout(
      channels: 1, filterSizes: [5, 3, 3], widths: [37, 6], activation: activation)
    (task.configuration.loss, task.configuration.padding) = (loss, .zero)
    task.configuration.batch = 150
    task.configuration.backprops = 2 * 150
    let whole = try task.trained(on: TestDevice.backend())
    var (bytes, samples) = try room(task)
    // 128 and 22 take what 150 take.
    for expected in [64, 32] {
      (bytes, samples) = try room(task, memory: bytes - 1)
      #expect(samples == expected)
      let small = try task.trained(on: TestDevice.backend(keepsImages: false, memory: bytes))
      #expect(small.state == whole.state)
      #expect(small.losses.map(\.bitPattern) == whole.losses.map(\.bitPattern))
    }
    #expect {
      try room(task, memory: bytes - 1)
    } throws: { ($0 as? DeviceError)?.isOfMemory == true }
  }

  /// A driver that gives a buffer its memory at the first use; what is missing then is called resources by some.
  @Test func `has batches cut up where its driver finds that out late`() throws {
    var task = DeviceTask()
    task.configuration.batch = 150
    task.configuration.backprops = 150
    let whole = try task.trained(on: TestDevice.backend()).state
    var late = try #require(TestDevice.found)
    late.functions.Finish = { queue in
      let isShort = shortages.withLock { ahead in ahead.isEmpty ? false : ahead.removeFirst() }
      guard !isShort else { return -5 }
      return unsafe finish?(queue) ?? -1
    }
    // There is no room for 150, nor for 128 and 22, but for 64; then none for the images, which stay here.
    let course = [true, true, false, true]
    shortages.withLock { $0 = course }
    let plan = TrainingPlan(
      layout: task.layout, configuration: task.configuration, subImages: task.subImages)
    let training = try OpenCLTraining(
      plan, from: task.start.snapshot, on: DeviceQueue(late), threads: 1, keepsImages: true)
    #expect(training.samplesAtOnce == 64 && training.images == nil)
    shortages.withLock { $0 = course }
    let small = OpenCLBackend(on: late, threads: 2, keepsImages: true)
    #expect(try task.trained(on: small).state == whole)
    // Not even for 32.
    shortages.withLock { $0 = [Bool](repeating: true, count: 100) }
    #expect {
      try task.trained(on: small)
    } throws: { ($0 as? DeviceError)?.isOfMemory == true }
  }
}

/// What reading from the device does before the first number of what is read is changed.
private nonisolated(unsafe) var read = TestDevice.found?.functions.EnqueueReadBuffer

@Suite(.enabled(if: TestDevice.isWanted)) struct `The check of a device` {
  @Test func `passes one that computes as the processor does`() throws {
    let lines = try DeviceCheck(#require(TestDevice.found), threads: 2).lines()
    #expect(lines.count == 13)
    for line in lines { #expect(line.isRight, "\(line.what): \(line.found)") }
  }

  @Test func `doesn't pass one whose memory changes a number`() throws {
    var device = try #require(TestDevice.found)
    device.functions.EnqueueReadBuffer = { queue, buffer, blocking, offset, size, to, count, wait, event in
      let code = unsafe read?(queue, buffer, blocking, offset, size, to, count, wait, event) ?? -1
      if size > 4 { unsafe to?.storeBytes(of: 0.5 as Float, as: Float.self) }
      return code
    }
    let lines = try DeviceCheck(device, threads: 2).lines()
    #expect(lines.filter(\.isRight).map(\.what).allSatisfy { $0.hasSuffix("bits") })
  }

  @Test func `takes what is no number for wrong`() {
    #expect(!DeviceCheck.Line(what: "", found: .nan, most: 1).isRight)
  }
}
