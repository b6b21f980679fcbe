extension ClaimExpression {
  static let form = Form<ClaimExpression>(
    expected: "a comparison, as in \"set5.psnr: 9-5-5 > 9-1-5\"",
    schema: .object(["type": .text("string"), "pattern": .text(":.*[<>]")]),
    read: { node, reading in
      guard case .text(let text) = node.value else {
        reading.refuse(node, expected: "a comparison, as in \"set5.psnr: 9-5-5 > 9-1-5\"")
        return nil
      }
      var parser = ClaimParser(text, at: node.place)
      do throws(SpecProblem) {
        return try parser.expression()
      } catch {
        reading.problems.append(error)
        return nil
      }
    }, write: { .text($0.text) })
}

extension Form where Value == [String: Double] {
  /// An object with a number under each name.
  static var numbersByName: Form {
    let expected = "an object with the paper's number for each variant"
    let number = Form<Double>.number()
    return Form(
      expected: expected,
      schema: .object(["type": .text("object"), "additionalProperties": .object(["type": .text("number")])]),
      read: { node, reading in
        guard case .object(let members) = node.value else {
          reading.refuse(node, expected: expected)
          return nil
        }
        return members.reduce(into: [:]) { numbers, member in
          numbers[member.key] = number.read(member.value, &reading)
        }
      },
      write: { numbers in
        .object(numbers.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: .number($0.value)) })
      })
  }
}

extension ClaimSection {
  private enum Fields {
    static let id = Field<ClaimSection, String>(
      "id", .name, says: "The claim's name in reports.", get: \.id)
    static let says = Field<ClaimSection, String>(
      "says", .sentence, says: "The paper's sentence in our words.", get: \.says)
    static let source = Field<ClaimSection, String>(
      "source", .sentence, says: "Where the paper has it.", get: \.source)
    static let expect = Field<ClaimSection, ClaimExpression>(
      "expect", ClaimExpression.form,
      says: "What measurements have to show, as in set5.psnr: 9-5-5 > 9-3-5.", get: \.expect)
    static let paper = Field<ClaimSection, [String: Double]>(
      "paper", .numbersByName, isOptional: true, says: "The paper's own numbers by the variants of expect.",
      get: { $0.paper.isEmpty ? nil : $0.paper })

    static let all: [AnyField<ClaimSection>] = [
      AnyField(id), AnyField(says), AnyField(source), AnyField(expect), AnyField(paper),
    ]
  }

  static let form = Form<ClaimSection>.section("an object with a claim", Fields.all) { values in
    guard let id = values[Fields.id], let says = values[Fields.says], let source = values[Fields.source],
      let expect = values[Fields.expect]
    else { return nil }
    return ClaimSection(
      id: id, says: says, source: source, expect: expect, paper: values[Fields.paper] ?? [:])
  }
}

extension ClaimSection: Codable {
  /// Reads the claim as it stands in a spec.
  public init(from decoder: any Decoder) throws { self = try Self.form.value(from: decoder) }

  /// Writes the claim as it stands in a spec.
  public func encode(to encoder: any Encoder) throws { try Self.form.encode(self, to: encoder) }
}
