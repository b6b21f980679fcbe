extension Form where Value == [SpecDocument.Axis] {
  /// An object with a list of values under each setting's dotted path.
  static var grid: Form {
    let expected = "an object with lists of values under settings' paths"
    let properties = Settings.paths.filter { Settings.leaves.contains($0.path) }.map {
      JSON.Member(
        key: $0.path,
        value: .object([
          "type": .text("array"), "minItems": .integer(1), "uniqueItems": .bool(true),
          "items": .settingReference($0.path),
        ]))
    }
    return Form(
      expected: expected,
      schema: .object([
        "type": .text("object"), "additionalProperties": .bool(false), "properties": .object(properties),
      ]),
      read: { node, reading in
        guard case .object(let members) = node.value else {
          reading.refuse(node, expected: expected)
          return nil
        }
        return members.compactMap { axis(of: $0, among: members, &reading) }
      }, write: { _ in nil })
  }

  private static func axis(
    of member: JSONNode.Member, among members: [JSONNode.Member], _ reading: inout Reading
  ) -> SpecDocument.Axis? {
    guard Settings.leaves.contains(member.key) else {
      var problem = SpecProblem.unknown(member, among: [], nearestOf: Settings.leaves)
      problem.expected = "the dotted path of a setting with one value, such as training.batch"
      reading.problems.append(problem)
      return nil
    }
    guard case .list(let values) = member.value.value, !values.isEmpty else {
      reading.refuse(member.value, expected: "a list of the values to try")
      return nil
    }
    let last = member.key.lastComponent
    let name = members.count { $0.key.lastComponent == last } == 1 ? last : member.key
    var axis = SpecDocument.Axis(path: member.key, place: member.place, points: [])
    for value in values {
      let patch = value.nested(in: member.key, at: member.place)
      _ = Settings.form.patch.read(patch, &reading)
      let label = "\(name)=\(value.gridLabel)"
      if axis.points.contains(where: { $0.label == label }) {
        reading.refuse(value, expected: "each value once", found: "\(value.gridLabel) again")
      }
      axis.points.append(SpecDocument.Axis.Point(label: label, patch: patch))
    }
    return axis
  }
}

extension String {
  /// What is behind the last dot.
  fileprivate var lastComponent: String { split(separator: ".").last.map(String.init) ?? self }
}

extension JSONNode {
  /// The value as a part of a variant's id: `16`, `9-1-5`, `t91+bsds-train200`.
  fileprivate var gridLabel: String {
    switch value {
    case .null: "none"
    case .bool(let flag): String(flag)
    case .number(let text): number.map { JSON.number($0).canonicalText } ?? text.shortened
    case .text(let text): text.shortened
    case .list(let elements): elements.map(\.gridLabel).joined(separator: integersOnly ? "-" : "+")
    case .object(let members):
      // Numbers first, whatever the order in which they were typed.
      members.filter { $0.value.value != .null }
        .sorted { ($0.value.number == nil ? 1 : 0, $0.key) < ($1.value.number == nil ? 1 : 0, $1.key) }
        .map(\.value.gridLabel).joined(separator: "-")
    }
  }

  private var integersOnly: Bool {
    guard case .list(let elements) = value else { return false }
    return elements.allSatisfy { $0.integer != nil }
  }
}
