import ExperimentSpecs
import Foundation
import Wording

extension DescribedRun {
  /// All that the run was asked for, as `spec.json` has it.
  package var settingsJSON: JSON {
    guard let bytes = try? JSONEncoder().encode(self),
      let value = try? JSONDecoder().decode(JSON.self, from: bytes)
    else { return .null }
    return value
  }

  /// Every setting by its dotted path.
  package var settings: [(name: String, value: String)] { settingsJSON.leaves() }
}
