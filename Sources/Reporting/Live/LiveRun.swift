import ExperimentSpecs
import HostSystem
import RunRecords
import Wording

/// A run that a process, this one or another, works on at this moment.
package struct LiveRun: Sendable {
  /// Spec, variant and seed.
  package let title: String
  package let folder: RunFolder
  /// Who works on it.
  package let owner: FileLock.Owner
  /// How far it is; nil in its first seconds.
  package let pulse: RunPulse?
  /// The set that its curve is of; nil for a method.
  package let set: String?
  /// Backprops and mean PSNR on that set, padded, as far as it was measured.
  package let curve: [(backprops: Double, psnr: Double)]

  /// The runs of a results folder that are worked on, in the order of their folders.
  /// - Throws: `HostError.refused` if a folder can't be listed.
  package static func all(in results: String) throws(HostError) -> [LiveRun] {
    let locks = results + "/runs/.locks"
    guard isFolder(locks) else { return [] }
    let ids = try entries(of: locks).map(\.name).filter { $0.hasSuffix(".lock") }.map { $0.dropLast(5) }
    if ids.isEmpty { return [] }
    return try RunFolder.all(in: results).compactMap { folder in
      let lock = RunFolder.lockFile(ofShortId: folder.shortId, results: results)
      guard ids.contains(folder.shortId[...]), let owner = FileLock.holder(of: lock) else { return nil }
      return LiveRun(folder, owner)
    }
  }

  private init(_ folder: RunFolder, _ owner: FileLock.Owner) {
    let network = folder.description()
    let described: (any DescribedRun)? = network ?? folder.methodDescription()
    (self.folder, self.owner) = (folder, owner)
    pulse = RunPulse(contentsOf: RunPulse.file(ofShortId: folder.shortId, results: folder.results))
    title = described?.title ?? pulse?.title ?? folder.path
    set = network?.data.validation
    curve = set.map { Self.curve(of: folder, on: $0) } ?? []
  }

  private static func curve(of folder: RunFolder, on set: String) -> [(backprops: Double, psnr: Double)] {
    guard let text = try? readText(folder.progressFile) else { return [] }
    let rows = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    guard let column = rows.first?.firstIndex(of: "\(set).psnr") else { return [] }
    return rows.dropFirst().compactMap { row in
      guard row.count > column, let backprops = Double(row[0]), let psnr = Double(row[column]) else {
        return nil
      }
      return (backprops, psnr)
    }
  }

  /// `12 of 40 backprops`.
  package var progressText: String {
    pulse.map { "\($0.done.grouped) of \($0.total.grouped) \($0.unit)" } ?? "begins"
  }

  /// Mean PSNR beside bicubic interpolation's, dB.
  package var psnrText: String {
    guard let psnr = pulse?.psnr ?? curve.last?.psnr else { return "-" }
    return "\(psnr.fixed(2)) dB" + (pulse?.bicubicPSNR.map { " (bicubic \($0.fixed(2)))" } ?? "")
  }

  /// Sub-images a second.
  package var rateText: String {
    pulse?.subImagesPerSecond.map { "\(Int(min($0, 1e15).rounded()).grouped)/s" } ?? "-"
  }

  /// The time until the end.
  package var timeLeftText: String { pulse?.secondsLeft.map(duration) ?? "-" }

  /// The process that works on it.
  package var ownerText: String {
    owner.process.map { "process \($0.process) on \($0.host)" } ?? "another process"
  }

  /// For machines.
  package var json: JSON {
    func number(_ value: Double?, _ decimals: Int) -> JSON {
      value.map { .number($0, decimals: decimals) } ?? .null
    }
    func integer(_ value: Int?) -> JSON { value.map { .integer($0) } ?? .null }
    func text(_ value: String?) -> JSON { value.map { .text($0) } ?? .null }
    let who: [(key: String, value: JSON)] = [
      ("run", .text(title)), ("id", .text(folder.shortId)), ("folder", .text(folder.path)),
      ("process", integer(owner.process.map { Int($0.process) })), ("host", text(owner.process?.host)),
    ]
    let how: [(key: String, value: JSON)] = [
      ("done", integer(pulse?.done)), ("total", integer(pulse?.total)), ("unit", text(pulse?.unit)),
      ("subImagesPerSecond", number(pulse?.subImagesPerSecond, 1)), ("psnr", number(pulse?.psnr, 6)),
      ("bicubicPSNR", number(pulse?.bicubicPSNR, 6)), ("secondsLeft", number(pulse?.secondsLeft, 1)),
    ]
    return .object(who + how)
  }
}
