import ExperimentSpecs
import Imaging
import Vocabulary
import Wording

/// The names of all measures, for help texts: `psnr, ssim, …`.
package let imageMeasureNames = ImageMeasure.allCases.map(\.rawValue).joined(separator: ", ")

/// The measures of a list such as `psnr,ifc`, each once; `all` is all of them.
/// - Throws: `OptionError` for an empty list or a name that isn't one.
package func imageMeasures(_ list: String) throws(OptionError) -> [ImageMeasure] {
  if list.lowercased() == "all" { return ImageMeasure.allCases }
  let names = ImageMeasure.allCases.map(\.rawValue)
  var measures: [ImageMeasure] = []
  for name in list.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
    guard let measure = ImageMeasure(rawValue: name.lowercased()) else {
      let suggestion = nearest(to: name, among: names).map { " (did you mean '\($0)'?)" } ?? ""
      throw OptionError(
        option: "--measures",
        expected: "all, or names from \(names.joined(separator: ",")) joined by commas\(suggestion)",
        found: name)
    }
    if !measures.contains(measure) { measures.append(measure) }
  }
  return measures
}
