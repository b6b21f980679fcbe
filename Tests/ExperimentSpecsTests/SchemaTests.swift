import Testing

@testable import ExperimentSpecs

@Suite struct SchemaTests {
  static func schema() throws -> JSONNode { try JSONReaderTests.read(Array(schemaJSON().utf8)) }

  static func text(_ node: JSONNode?) -> String? {
    guard case .text(let text) = node?.value else { return nil }
    return text
  }

  @Test func `the schema is JSON and says which draft it is`() throws {
    #expect(Self.text(try Self.schema()["$schema"]) == "https://json-schema.org/draft/2020-12/schema")
  }

  /// All references within a node.
  static func references(in node: JSONNode) -> [String] {
    switch node.value {
    case .object(let members):
      members.flatMap { member in
        member.key == "$ref" ? [text(member.value) ?? "no text"] : references(in: member.value)
      }
    case .list(let elements): elements.flatMap { references(in: $0) }
    case .null, .bool, .number, .text: []
    }
  }

  @Test func `every reference leads to a setting, and every setting is described but a number in a choice`()
    throws
  {
    let schema = try Self.schema()
    let definitions = try #require(schema["$defs"])
    let references = Self.references(in: schema)
    #expect(!references.isEmpty)
    for reference in references {
      #expect(
        reference.hasPrefix("#/$defs/") && definitions[String(reference.dropFirst(8))] != nil, "\(reference)")
    }
    #expect(Settings.paths.contains { $0.path == "training.optimizer.adam.beta1" })
    for path in Settings.paths.map(\.path) {
      #expect(definitions[path] != nil, "\(path)")
      for place in [["variants", "items"], ["profiles", "additionalProperties"]] {
        let patch = place.reduce(schema["properties"]) { $0?[$1] }
        #expect(Self.text(patch?["properties"]?[path]?["$ref"]) == "#/$defs/\(path)", "\(path)")
      }
    }
    // The standard deviation in {"gaussian": 0.001} is described with the choice that it belongs to.
    for path in Settings.leaves where !path.hasSuffix("gaussian") {
      #expect(Self.text(definitions[path]?["description"])?.hasSuffix(".") == true, "\(path)")
    }
  }

  @Test func `a number has its bounds, a section no other keys, and a choice its values`() throws {
    let properties = try #require(try Self.schema()["properties"])
    let batch = properties["training"]?["properties"]?["batch"]
    #expect(batch?["minimum"]?.integer == 1)
    #expect(batch?["maximum"]?.integer == 65536)
    #expect(Self.text(batch?["type"]) == "integer")
    #expect(properties["data"]?["additionalProperties"]?.value == .bool(false))
    guard case .list(let scales) = properties["data"]?["properties"]?["scale"]?["enum"]?.value else {
      Issue.record("the scales are an enumeration")
      return
    }
    #expect(scales.map(\.integer) == [2, 3, 4])
  }
}
