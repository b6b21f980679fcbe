import CHostSystem
import Foundation

/// What a program is started with.
///
/// Foundation's `Process` isn't used: on Linux it reads beyond the end of a buffer at each start, and now and then ends us by that.
package struct Launch {
  /// What becomes a stream of the program.
  package enum Stream {
    /// Ours.
    case inherited
    /// Nothing is read from it, and what is written to it is dropped.
    case nothing
    case file(FileHandle)
    /// Its other end is ours; the program's own end is closed to us once it has started.
    case pipe(Pipe)
  }

  package var path: String
  package var arguments: [String]
  /// Where it runs; nil for where we do.
  package var folder: String?
  package var environment: [String: String]
  package var input = Stream.nothing
  package var output = Stream.inherited
  package var errors = Stream.inherited

  /// - Parameter environment: nil for ours.
  package init(
    _ path: String, _ arguments: [String] = [], in folder: String? = nil, environment: [String: String]? = nil
  ) {
    self.path = path
    self.arguments = arguments
    self.folder = folder
    self.environment = environment ?? ProcessInfo.processInfo.environment
  }

  /// Starts it, as `chost_start` says.
  /// - Throws: `HostError.cannotStart`.
  package func start() throws(HostError) -> ChildProcess {
    // In another folder, a path from here would lead elsewhere.
    let program = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    let words = [program] + arguments
    let settings = environment.map { "\($0)=\($1)" }
    let streams = [
      input.descriptor(0) { $0.fileHandleForReading }, output.descriptor(1) { $0.fileHandleForWriting },
      errors.descriptor(2) { $0.fileHandleForWriting },
    ]
    var number: Int32 = 0
    let code = withCStrings(words) { words in
      withCStrings(settings) { settings in chost_start(program, words, settings, folder, streams, &number) }
    }
    guard code == 0 else { throw .cannotStart(path: path, code: code) }
    if case .pipe(let pipe) = input { try? pipe.fileHandleForReading.close() }
    for case .pipe(let pipe) in [output, errors] { try? pipe.fileHandleForWriting.close() }
    return ChildProcess(number: number)
  }
}

extension Launch.Stream {
  /// The number of what becomes the stream; -1 for nothing.
  fileprivate func descriptor(_ own: Int32, end: (Pipe) -> FileHandle) -> Int32 {
    switch self {
    case .inherited: own
    case .nothing: -1
    case .file(let file): file.fileDescriptor
    case .pipe(let pipe): end(pipe).fileDescriptor
    }
  }
}

/// Lends texts as C has them, with a NULL behind the last.
private func withCStrings<Value>(
  _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Value
) -> Value {
  let copies = texts.map { strdup($0) } + [nil]
  defer { for copy in copies { free(copy) } }
  return body(copies)
}
