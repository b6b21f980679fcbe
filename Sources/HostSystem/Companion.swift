import Foundation

/// Another process that works beside this one and ends with it, however that ends: it is to end when its input does.
public final class Companion: Sendable {
  /// The first line of its output; nil if it ended before it said one.
  public let firstLine: String?
  private let process: Process
  private let input: Pipe

  /// Starts a program and waits for its first line. Its errors go where ours do.
  /// - Throws: what starting it throws.
  public init(_ path: String, _ arguments: [String]) throws {
    let (process, input, output) = (Process(), Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = output
    try process.start()
    var line = Data()
    while let byte = try? output.fileHandleForReading.read(upToCount: 1), byte.first != UInt8(ascii: "\n") {
      if byte.isEmpty { break }
      line += byte
    }
    firstLine = line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
    (self.process, self.input) = (process, input)
  }

  /// Ends it, and waits until it has ended.
  /// - Returns: its exit code.
  @discardableResult
  public func stop() -> Int32 {
    try? input.fileHandleForWriting.close()
    process.waitForEnd()
    return process.terminationStatus
  }
}

/// Waits until the input of this process ends, as it does when the process that started it ends; Ctrl-C, which goes to both,
/// is left to that one.
public func waitForEndOfInput() {
  for number in [SIGINT, SIGHUP] { signal(number, SIG_IGN) }
  while let piece = try? FileHandle.standardInput.read(upToCount: 4096), !piece.isEmpty {}
}
