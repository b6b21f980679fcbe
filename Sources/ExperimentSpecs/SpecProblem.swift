import Wording

/// Where a value of a spec was written: a place in a file, or an option of the command line.
public struct Place: Sendable, Hashable {
  /// What the value was read from.
  public enum Source: Sendable, Hashable {
    /// A file; line and column count from 1, columns in Unicode scalars.
    case file(String, line: Int, column: Int)
    /// An option, as it was typed: `--set training.batch=16`.
    case option(String)
  }

  /// The file or the option.
  public var source: Source
  /// The dotted path within it: `variants[1].network.filters`; empty for the whole.
  public var path: String

  public init(source: Source, path: String) {
    self.source = source
    self.path = path
  }
}

/// One thing that is wrong with a spec.
public struct SpecProblem: Error, Sendable, Hashable, CustomStringConvertible {
  public var place: Place
  /// What would have been right.
  public var expected: String
  /// What is there instead.
  public var found: String
  /// The nearest right name, if there is one near.
  public var suggestion: String?
  /// The combination in which it shows, for a problem between values from several places.
  public var context: String?

  public init(
    place: Place, expected: String, found: String, suggestion: String? = nil, context: String? = nil
  ) {
    self.place = place
    self.expected = expected
    self.found = found
    self.suggestion = suggestion
    self.context = context
  }

  /// The sentence: what is where, what was expected, what to write instead.
  public var description: String {
    var sentence = "\(place): expected \(expected), found \(found)"
    if let context { sentence += " (\(context))" }
    if let suggestion { sentence += "; did you mean '\(suggestion)'?" }
    return sentence
  }
}

/// Everything that is wrong with a spec, in the order of its places.
public struct SpecProblems: Error, Sendable, Equatable, CustomStringConvertible {
  /// At least one problem.
  public var problems: [SpecProblem]

  /// The problems, one a line.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}

extension Place: CustomStringConvertible {
  /// `file:line:column: path`, or the option.
  public var description: String {
    switch source {
    case .file(let file, let line, let column):
      "\(file):\(line):\(column)" + (path.isEmpty ? "" : ": \(path)")
    case .option(let option):
      path.isEmpty || option.hasPrefix("--set \(path)=") ? option : "\(option): \(path)"
    }
  }
}

extension SpecProblems: CommandError {
  /// 2: a spec has to be put right.
  package var exitCode: Int32 { 2 }
}
