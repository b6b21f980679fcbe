import Datasets
import ExperimentSpecs
import Foundation
import HostSystem
import Imaging
import Scoring
import Wording

/// Makes the cache of a training set: reads, checks and decodes every image once.
///
/// The file grows under another name, with its index beside it, and gets its own when it is complete: one that was
/// cut off, by Ctrl-C or a power cut, is gone on with.
struct TrainingCacheBuilder {
  let files: TrainingFiles
  let key: TrainingCacheKey
  /// The finished cache.
  let path: String
  let threads: Int
  let cancellation: Cancellation
  let clock: RunClock
  let note: (String) -> Void

  private var unfinishedPath: String { path + ".unfinished" }
  private var indexPath: String { path + ".unfinished-index" }

  /// Makes the cache, or waits for another process that does.
  /// - Throws: `DatasetError`, `HostError`, `CancellationError` if it was asked to stop.
  func build() throws {
    var isWaiting = false
    while true {
      switch try FileLock.take(path + ".lock", note: clock.timestamp) {
      case .taken(let lock, _):
        defer { withExtendedLifetime(lock) {} }
        if (try? TrainingCache(path, key: key)) == nil { try buildLocked() }
        return
      case .heldBy(let owner):
        if !isWaiting {
          let name = owner.process.map { "process \($0.process)" } ?? "another process"
          note("\(name) is making the training images ready; waiting for it")
        }
        isWaiting = true
        if cancellation.isRequested { throw CancellationError() }
        Thread.sleep(forTimeInterval: 0.2)
      }
    }
  }

  private func buildLocked() throws {
    do {
      var growth = try CacheGrowth(unfinishedPath, index: indexPath, key: key)
      let done = growth.entries.count
      note(
        "making \(key.count.grouped) training images ready, once for all runs, in \(path)"
          + (done > 0 ? "; \(done.grouped) are there already" : ""))
      try addImages(to: &growth)
      try growth.finish(as: path)
    } catch let error as HostError {
      throw unwritable(error.reason)
    }
    try removeFile(indexPath)
  }

  /// Some images at a time: decoded on all threads, written in order.
  private func addImages(to growth: inout CacheGrowth) throws {
    let start = clock.seconds(), first = growth.entries.count
    var notedAt = start
    while growth.entries.count < key.count {
      let done = growth.entries.count
      if cancellation.isRequested {
        note(
          "stopped; \(done.grouped) of \(key.count.grouped) training images are ready, and the next run goes on from "
            + "there")
        throw CancellationError()
      }
      for image in try decode(done..<min(key.count, done + 16 * threads)) { try growth.append(image) }
      let now = clock.seconds()
      if done == first || now - notedAt > 10 {
        try requireSpace(growth)
        notedAt = now
        let rate = Double(growth.entries.count - first) / max(now - start, 1e-9)
        let left = duration(Double(key.count - growth.entries.count) / rate)
        note(
          "\(growth.entries.count.grouped) of \(key.count.grouped) training images are ready, \(left) left")
      }
    }
  }

  /// The images of a range.
  /// - Throws: `DatasetError`; if a file isn't an image, all those that aren't from there on are named.
  private func decode(_ range: Range<Int>) throws -> [CompactImage] {
    let results = decoded(range)
    if results.contains(where: { $0.unreadable != nil }) { throw unreadableFiles(from: range.lowerBound) }
    return try results.map { try $0.get() }
  }

  private func decoded(_ range: Range<Int>) -> [Result<CompactImage, any Error>] {
    let results = Locked([Result<CompactImage, any Error>?](repeating: nil, count: range.count))
    let (files, key) = (files, key)
    let next = Locked(range.lowerBound)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      var axes = EnlargementAxes(factor: key.scale)
      while true {
        let index = next.withValue { value in
          defer { value += 1 }
          return value
        }
        guard index < range.upperBound else { return }
        let image = Result {
          let sharp = planes(of: try files.image(at: index), channels: key.channels)
            .map { $0.cropped(toMultipleOf: key.scale) }
          return CompactImage(
            sharp: sharp, small: sharp.map(key.degradation.reduced), axes: &axes)
        }
        results.withValue { $0[index - range.lowerBound] = image }
      }
    }
    return results.withValue { $0.compactMap { $0 } }
  }

  /// All files from a place on that can't be read as images, so that the user need not find them one by one.
  private func unreadableFiles(from start: Int) -> DatasetError {
    note("a file can't be read as an image; looking for others")
    var found: [DatasetError.UnreadableFile] = []
    for first in stride(from: start, to: files.fileCount, by: 16 * threads) where !cancellation.isRequested {
      found += decoded(first..<min(files.fileCount, first + 16 * threads)).compactMap(\.unreadable)
    }
    return .severalUndecodable(found)
  }

  private func requireSpace(_ growth: CacheGrowth) throws {
    let folder = (path as NSString).deletingLastPathComponent
    let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder)
    guard let free = attributes?[.systemFreeSize] as? Int else { return }
    let expected = Double(growth.size) / Double(growth.entries.count) * Double(key.count)
    if expected - Double(growth.size) > Double(free) {
      throw unwritable(
        "it takes about \((expected / 1e9).fixed(1)) GB, and the disk has \((Double(free) / 1e9).fixed(1)) GB left"
      )
    }
  }

  /// A disk that is full for us is full for all: what can't be finished isn't kept.
  private func unwritable(_ reason: String) -> DatasetError {
    try? removeFile(unfinishedPath)
    try? removeFile(indexPath)
    return .fileSystem(
      action: "write the cache of the training images", path: path,
      reason: "\(reason). Make room, or name a folder on a larger disk with --data-root")
  }
}

extension Result<CompactImage, any Error> {
  /// The file that isn't an image, if that is what is wrong.
  fileprivate var unreadable: DatasetError.UnreadableFile? {
    guard case .failure(let error) = self, case DatasetError.undecodable(_, let file, let reason) = error
    else { return nil }
    return .init(file: file, reason: reason)
  }
}
