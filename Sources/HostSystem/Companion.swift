import Foundation

/// Another process that works beside this one and ends with it, however that ends: it is to end when its input does.
public final class Companion: Sendable {
  /// The first line of its output; nil if it ended before it said one.
  public let firstLine: String?
  private let process: ChildProcess
  private let input: Pipe

  /// Starts a program and waits for its first line. Its errors go where ours do.
  /// - Throws: `HostError.cannotStart`, `.refused`.
  public init(_ path: String, _ arguments: [String]) throws {
    var launch = Launch(path, arguments)
    let (input, output) = (Pipe(), Pipe())
    (launch.input, launch.output) = (.pipe(input), .pipe(output))
    process = try launch.start()
    self.input = input
    let line = try output.nextLine()
    firstLine = line.isEmpty ? nil : line
  }

  /// Ends it, and waits until it has ended.
  /// - Returns: its exit code.
  @discardableResult
  public func stop() -> Int32 {
    try? input.fileHandleForWriting.close()
    return process.wait().status
  }
}

/// Waits until the input of this process ends, as it does when the process that started it ends; a terminal that is closed is
/// left to that one.
public func waitForEndOfInput() {
  signal(SIGHUP, SIG_IGN)
  var bytes = [UInt8](repeating: 0, count: 4096)
  while bytes.withUnsafeMutableBytes({ readOn(0, into: $0) }) > 0 {}
}
