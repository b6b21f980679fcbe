import Foundation
import HostSystem
import Testing

@Suite struct `A copy of the process` {
  private func outcome<Value>(
    atMost capacity: Int = 1 << 20, _ body: (HandoverWriter) -> Void,
    take: (inout HandoverReader) throws -> Value
  ) throws -> CopyOutcome<Value> {
    try inCopy("try", "this", memory: 1 << 28, seconds: 5, atMost: capacity, body, take: take)
  }

  private func reason<Value>(_ outcome: CopyOutcome<Value>) -> String? {
    if case .failed(let reason) = outcome { reason } else { nil }
  }

  @Test func `hands over numbers, texts and lists larger than a pipe`() throws {
    let many = (0..<100_000).map { Double($0) }
    let outcome = try outcome { writer in
      writer.put(-7)
      writer.put("größer")
      writer.put(many)
      writer.put([Float]())
    } take: { reader in
      (
        try reader.number(), try reader.text(), try reader.list(of: Double.self),
        try reader.list(of: Float.self)
      )
    }
    guard case .ended(let (number, text, list, none)) = outcome else {
      Issue.record("it failed")
      return
    }
    #expect(number == -7 && text == "größer" && list == many && none.isEmpty)
  }

  @Test func `that writes where it mustn't leaves this process as it is`() throws {
    let memory = UnsafeMutablePointer<Int>.allocate(capacity: 1)
    defer { memory.deallocate() }
    memory.pointee = 1
    _ = try outcome { _ in
      memory.pointee = 2
    } take: { _ in
    }
    #expect(memory.pointee == 1)
  }

  @Test func `holds nothing of what the process has open, as a lock or a pipe`() throws {
    let file = open("/dev/null", O_RDONLY)
    defer { close(file) }
    let outcome = try outcome { writer in
      writer.put((0..<Int32(1000)).filter { fcntl($0, F_GETFD) >= 0 })
    } take: {
      try $0.list(of: Int32.self)
    }
    // The standard streams, and that by which it hands over.
    guard case .ended([0, 1, 2, 3]) = outcome else {
      Issue.record("open are \(outcome)")
      return
    }
  }

  @Test func `that crashes, or hands over too little or too much, is told by its reason`() throws {
    let crash = try outcome { _ in
      kill(getpid(), SIGSEGV)
    } take: { _ in
    }
    #expect(reason(crash) == "reading it ends in a crash (signal 11)")
    let silent = try outcome { _ in
    } take: {
      try $0.number()
    }
    #expect(reason(silent) == "reading it gave no answer")
    let endless = try outcome(atMost: 1000) { writer in
      for _ in 0..<100 { writer.put([UInt8](repeating: 0, count: 100_000)) }
    } take: { _ in
    }
    #expect(reason(endless) == "it holds more than 1000 bytes")
  }

  @Test func `that waits for ever, as for a lock of another thread's, is made again`() throws {
    let mark = FileManager.default.temporaryDirectory.appending(path: "waited-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: mark) }
    let outcome = try inCopy("try", "this", memory: 1 << 28, seconds: 1, atMost: 100) { writer in
      let isFirst = access(mark, F_OK) != 0
      if isFirst {
        close(open(mark, O_CREAT | O_WRONLY, 0o600))
        while true { pause() }
      }
      writer.put(7)
    } take: {
      try $0.number()
    }
    guard case .ended(7) = outcome else {
      Issue.record("it isn't made again: \(outcome)")
      return
    }
  }

  @Test func `that waits every time is told so`() throws {
    let outcome = try inCopy("try", "this", memory: 1 << 28, seconds: 1, atMost: 100) { _ in
      while true { pause() }
    } take: { _ in
    }
    #expect(reason(outcome) == "reading it waits for ever")
  }

  @Test func `that works for longer than a copy may wait is left to it`() throws {
    let outcome = try inCopy("try", "this", memory: 1 << 28, seconds: 60, atMost: 100) { writer in
      var count = 0
      for _ in 0..<60 {
        usleep(100_000)
        for number in 0..<1_000_000 { count ^= number &* count &+ 1 }
      }
      writer.put(count == 0 ? 7 : 8)
    } take: {
      try $0.number()
    }
    guard case .ended = outcome else {
      Issue.record("it was ended: \(outcome)")
      return
    }
  }

  @Test(arguments: [1000, 1001])
  func `as many bytes as allowed are handed over, and not one more`(count: Int) throws {
    let outcome = try outcome(atMost: 1000) {
      $0.put([UInt8](repeating: 7, count: count - 8))
    } take: {
      try $0.list(of: UInt8.self).count
    }
    #expect(reason(outcome) == (count > 1000 ? "it holds more than 1000 bytes" : nil))
  }

  @Test func `what it says beyond its answer is no answer`() throws {
    let outcome = try outcome { writer in
      writer.put(1)
      writer.put(2)
    } take: {
      try $0.number()
    }
    #expect(reason(outcome) == "reading it gave no answer")
  }

  @Test(arguments: [-1, 9, Int.max])
  func `a count that can't be is refused before memory is taken for it`(count: Int) throws {
    let lie = try outcome {
      $0.put(count)
    } take: {
      try $0.list(of: UInt8.self)
    }
    #expect(reason(lie) == "reading it gave no answer")
    #expect(throws: HandoverError.self) { try HandoverReader.require([count, Int.max], of: 3) }
  }
}
