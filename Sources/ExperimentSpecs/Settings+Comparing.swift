import Vocabulary
import Wording

extension Settings {
  /// The settings as a spec has them, but with a network's layers in short even where their activations differ: so each part
  /// has its counterpart in another network.
  var comparable: JSON? {
    guard case .object(let sections)? = Settings.form.write(self) else { return nil }
    let members: [JSON.Member] = sections.map { section in
      section.key == "network"
        ? JSON.Member(key: section.key, value: network.inShort(section.value)) : section
    }
    return .object(members)
  }
}

extension NetworkSection {
  /// What the section is written as, with lists in place of its layers.
  fileprivate func inShort(_ section: JSON) -> JSON {
    guard case .object(let members) = section,
      members.contains(where: { $0.key == "layers" && $0.value != .null })
    else { return section }
    var short: [JSON.Member] = [
      .init(key: "filters", value: .list(filters.map(JSON.integer))),
      .init(key: "widths", value: .list(widths.map(JSON.integer))),
    ]
    switch activations {
    case .all(.relu): break
    case .all(let activation): short.append(.init(key: "activation", value: .text(activation.rawValue)))
    case .each(let list):
      short.append(.init(key: "activation", value: .list(list.map { .text($0.rawValue) })))
    }
    if last != .convolution { short.append(.init(key: "lastLayer", value: .text(last.rawValue))) }
    return .object(short + members.filter { $0.key != "layers" })
  }
}
