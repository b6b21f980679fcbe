import Foundation

/// A program of this machine, run to its end.
public struct Program: Sendable {
  /// Where the words on the error stream go.
  public enum Errors: Sendable {
    /// To the ending.
    case apart
    /// To the same stream as the output, in order.
    case withOutput
    /// Nowhere.
    case dropped
  }

  /// How a program ended.
  public struct Ending: Sendable {
    /// 0 if all went well.
    public let status: Int32
    /// The signal that ended it, which is then the status, too; nil if it ended by itself.
    public let signal: Int32?
    /// What it wrote to the error stream, if that is kept apart.
    public let errors: String
  }

  public let path: String

  public init(_ path: String) {
    self.path = path
  }

  /// The first of some programs that `PATH` has.
  public init?(anyOf names: [String], inPath path: String) {
    let folders = path.split(separator: ":")
    let paths = names.flatMap { name in folders.map { "\($0)/\(name)" } }
    let isProgram = { FileManager.default.isExecutableFile(atPath: $0) && !isFolder($0) }
    guard let found = paths.first(where: isProgram) else { return nil }
    self.path = found
  }

  /// Runs the program to its end without input, handing each piece of its output to `receive`.
  ///
  /// If `receive` throws, or what it does is too much, the program is stopped. A program that writes to us also ends when we die: its next write fails.
  /// - Parameters:
  ///   - folder: where it runs; nil for where we do.
  ///   - environment: its environment; nil for ours.
  ///   - isTooMuch: asked on another thread, ten times a second, whether to stop it; nil to let it do.
  /// - Throws: `HostError.cannotStart`, `.refused`, what `receive` throws.
  public func run(
    _ arguments: [String], in folder: String? = nil, environment: [String: String]? = nil,
    errors: Errors = .apart, isTooMuch: (@Sendable () -> Bool)? = nil, receive: (Data) throws -> Void
  ) throws -> Ending {
    var launch = Launch(path, arguments, in: folder, environment: environment)
    let output = Pipe()
    launch.output = .pipe(output)
    var kept: FileHandle?
    switch errors {
    case .apart:
      let file = try Self.namelessFile()
      launch.errors = .file(file)
      kept = file
    case .withOutput: launch.errors = .pipe(output)
    case .dropped: launch.errors = .nothing
    }
    let process = try launch.start()
    let watch = isTooMuch.map { isTooMuch in
      let source = DispatchSource.makeTimerSource(queue: .global())
      source.schedule(deadline: .now() + 0.1, repeating: 0.1)
      source.setEventHandler { if isTooMuch() { process.send(SIGTERM) } }
      source.resume()
      return source
    }
    defer { watch?.cancel() }
    do {
      while true {
        let piece = try output.nextBytes(atMost: 1 << 16)
        if piece.isEmpty { break }
        try receive(piece)
      }
    } catch {
      // One that waits for us to read wakes up.
      try? output.fileHandleForReading.close()
      process.send(SIGTERM)
      process.wait()
      throw error
    }
    let ending = process.wait()
    return Ending(status: ending.status, signal: ending.signal, errors: kept.map(Self.text) ?? "")
  }

  /// Bytes of an error stream that are kept.
  private static let mostWords = 64 << 20

  /// A file for an error stream: two pipes read one after the other can fill up and wait for ever. Without a name it goes with
  /// this process, however that ends.
  package static func namelessFile() throws -> FileHandle {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    _ = FileManager.default.createFile(atPath: path.path, contents: nil)
    defer { try? FileManager.default.removeItem(at: path) }
    return try FileHandle(forUpdating: path)
  }

  /// What a program has written to an error stream's file.
  package static func text(of file: FileHandle) -> String {
    try? file.seek(toOffset: 0)
    return String(decoding: (try? file.read(upToCount: mostWords)) ?? Data(), as: UTF8.self)
  }

  /// What a program of `PATH` prints, without the white space around it; nil if it fails or isn't there.
  public static func output(of command: [String]) -> String? {
    var output = Data()
    let ending = try? Program("/usr/bin/env").run(command, errors: .dropped) { output += $0 }
    guard ending?.status == 0 else { return nil }
    return String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
