/// One entry of `claims`: a sentence of the paper that can be measured, and how.
public struct ClaimSection: Sendable, Equatable {
  /// The claim's name in reports.
  public var id: String
  /// The paper's sentence in our words.
  public var says: String
  /// Where the paper has it.
  public var source: String
  /// What measurements have to show.
  public var expect: ClaimExpression
  /// The paper's own numbers by the variants of `expect`, in its quantity's unit; a method's come from its tables.
  public var paper: [String: Double]

  /// A claim of these values, unchecked.
  public init(
    id: String, says: String, source: String, expect: ClaimExpression, paper: [String: Double] = [:]
  ) {
    self.id = id
    self.says = says
    self.source = source
    self.expect = expect
    self.paper = paper
  }
}
