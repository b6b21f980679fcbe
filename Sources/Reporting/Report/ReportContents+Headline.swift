import Datasets
import ExperimentSpecs
import Pages
import Plotting
import Vocabulary
import Wording

extension ReportContents {
  /// The paper's first table: PSNR at x3 of its network and the methods before it, beside ours; nil where nothing was
  /// measured on the paper's sets.
  /// - Throws: `DatasetError.unknown`.
  func headline() throws -> Headline? {
    let networks = headlineNetworks
    let methods = FigureSection.Baseline.allCases.filter { $0 != .deepCascade }
    let parts = try Self.headlineSets.compactMap { set -> Headline.SetPart? in
      let rows = methods.map { row(of: $0, on: set) } + networks.map { row(of: $0, on: set) }
      guard rows.contains(where: { $0.ours != nil && $0.method != paper.label(of: .bicubic) }) else {
        return nil
      }
      return Headline.SetPart(title: try catalog.manifest(set).title, rows: rows)
    }
    guard !parts.isEmpty else { return nil }
    return Headline(
      title: "PSNR at x3, dB", parts: parts, remarks: answer(networks, parts).paragraphs)
  }

  private static let headlineSets = ["set5", "set14", "bsd200"]

  private typealias Trained = (results: ExperimentResults, variant: VariantResults)

  private var trained: [Trained] {
    parts.flatMap { part in part.results.trained.map { (part.results, $0) } }
  }

  /// The networks of the paper's main tables, one for each choice of training images, the one that was trained longest and has the
  /// most seeds; those that were trained to choose settings, and so are followed on images held out, aren't among them.
  private var headlineNetworks: [Trained] {
    let all = trained.filter { _, variant in
      guard let run = variant.description.ofNetwork else { return false }
      return run.network.filters == [9, 5, 5] && run.network.widths == [64, 32] && run.data.channels == .y
        && run.data.scale == 3 && run.data.blur == nil && run.data.trainImages == nil
        && run.data.validation == "set5" && run.network.activation == .relu
        && run.network.last == .convolution && run.training.loss == .mse
        && run.initialRun == nil
        && run.initialMethod == nil && run.continuedRun == nil
        && [["t91"], ["imagenet"], ["imagenet-sample"]].contains(run.data.train)
    }
    return all.map(images).removingRepeats.compactMap { images in
      all.filter { self.images($0) == images }.max { weight($0) < weight($1) }
    }.sorted { backprops($0) < backprops($1) }
  }

  private func weight(_ trained: Trained) -> (backprops: Int, seeds: Int, sets: Int) {
    (backprops(trained), trained.variant.runs.count, trained.variant.description.data.test.count)
  }

  private func backprops(_ trained: Trained) -> Int {
    trained.variant.description.ofNetwork?.training.backprops ?? 0
  }

  /// The training images, as in "T91, augmented".
  private func images(_ trained: Trained) -> String {
    let data = trained.variant.description.data
    let titles = data.train.map { (try? catalog.manifest($0).title) ?? $0 }
    return (titles + (data.augmentation == nil ? [] : ["augmented"])).joined(separator: ", ")
  }

  private func length(_ trained: Trained) -> String {
    let optimizer = trained.variant.description.ofNetwork.map { " of \($0.training.optimizer.title)" } ?? ""
    return "\(backprops(trained).grouped) backprops\(optimizer) on \(images(trained))"
  }

  private func row(of network: Trained, on set: String) -> Headline.Row {
    let ours = scores(of: network, on: set)
    return Headline.Row(
      method: "SRCNN 9-5-5", detail: length(network),
      paper: (try? paper.data.level("srcnn", set: set, scale: 3))?.value,
      ours: ours.isEmpty ? nil : mean(ours), deviation: ours.count > 1 ? standardDeviation(ours) : nil,
      isNetwork: true)
  }

  private func row(of method: FigureSection.Baseline, on set: String) -> Headline.Row {
    let published = paper.level(method, set: set, scale: 3)?.value
    if method == .bicubic {
      let score = ScoreName(set: set, measure: .psnr)
      let ours = parts.lazy.compactMap { $0.results.bicubic(score, scale: 3, blur: nil) }.first
      return Headline.Row(method: paper.label(of: method), paper: published, ours: ours)
    }
    let found =
      trained.filter { _, variant in
        guard let run = variant.description as? MethodDescription else { return false }
        return run.method.name.rawValue == method.rawValue && run.data.scale == 3 && run.data.train == ["t91"]
          && run.data.trainImages == nil
      }.map { scores(of: $0, on: set) }.max { $0.count < $1.count } ?? []
    return Headline.Row(
      method: paper.label(of: method), paper: published, ours: found.isEmpty ? nil : mean(found),
      deviation: found.count > 1 ? standardDeviation(found) : nil)
  }

  private func scores(of trained: Trained, on set: String) -> [Double] {
    trained.variant.runs.compactMap {
      trained.results.score(ScoreName(set: set, measure: .psnr), of: $0)
    }
  }

  /// Whether the network passes the best method before it, in the paper and here.
  private func answer(_ networks: [Trained], _ parts: [Headline.SetPart]) -> HeadlineAnswer {
    let best = paper.label(of: .adjustedANR)
    func differences(
      _ value: (Headline.Row) -> Double?, of isOwn: (Headline.Row) -> Bool
    ) -> [Double?] {
      parts.map { part -> Double? in
        guard let own = part.rows.first(where: isOwn).flatMap(value),
          let other = part.rows.first(where: { $0.method == best }).flatMap(value)
        else { return nil }
        return own - other
      }
    }
    let sets = Self.headlineSets
    return HeadlineAnswer(
      method: best, sets: parts.map(\.title), paper: differences({ $0.paper }, of: { $0.isNetwork }),
      leads: networks.map { network in
        let detail = length(network)
        return HeadlineAnswer.Lead(
          images: described(network, among: networks),
          seeds: sets.map { scores(of: network, on: $0).count }.filter { $0 > 0 }.min() ?? 0,
          backprops: backprops(network), differences: differences({ $0.ours }, of: { $0.detail == detail }))
      })
  }

  /// The training images in words, as in "the 91 images of T91 with smaller and turned copies".
  private func described(_ network: Trained, among networks: [Trained]) -> String {
    let data = network.variant.description.data
    let sets = data.train.map { (try? catalog.manifest($0).imagesInWords) ?? $0 }.joined(separator: " and ")
    if let augmentation = data.augmentation { return sets + augmentation.copies }
    let isToldApart = networks.contains { other in
      let others = other.variant.description.data
      return others.train == data.train && others.augmentation != nil
    }
    return sets + (isToldApart ? " as they are" : "")
  }
}

extension DatasetManifest {
  /// The images within a sentence, as in "the 91 images of T91".
  var imagesInWords: String {
    let known: Int? = images.isEmpty ? noted?.count : images.count
    guard let count = known else { return titleInWords }
    return "the \(count == 1 ? "one image" : "\(count.grouped) images") of \(titleInWords)"
  }

  /// The title within a sentence: a name as it is, and with an article what ends in a common noun, as "ImageNet sample".
  private var titleInWords: String {
    let words = title.split(separator: " ")
    let endsInNoun = words.count > 1 && words.last?.first?.isLowercase == true
    return endsInNoun ? "the \(title)" : title
  }
}

extension Augmentation {
  /// " with smaller and turned copies"; nothing where there are none.
  fileprivate var copies: String {
    let kinds: [String] =
      (scales.isEmpty ? [] : ["smaller"]) + (rotations.isEmpty ? [] : ["turned"]) + (flip ? ["mirrored"] : [])
    return kinds.isEmpty ? "" : " with \(kinds.joined(separator: " and ")) copies"
  }
}

extension Headline {
  /// The same as one table for the texts.
  package var table: Table {
    func cell(_ value: Double?, _ deviation: Double? = nil) -> Table.Cell {
      guard let value else { return .missing }
      return deviation.map { .spread(value, deviation: $0, decimals: 2, isBest: false) }
        ?? .number(value, decimals: 2)
    }
    let methods = parts.first?.rows.map { $0.method + ($0.detail.isEmpty ? "" : ", " + $0.detail) } ?? []
    return Table(
      id: "headline", title: title,
      columns: ["Method"] + parts.flatMap { [$0.title, "\($0.title), paper"] },
      rows: methods.indices.map { row in
        [.text(methods[row])]
          + parts.flatMap {
            [cell($0.rows[row].ours, $0.rows[row].deviation), cell($0.rows[row].paper)]
          }
      })
  }
}
