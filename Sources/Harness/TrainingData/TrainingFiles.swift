import ExperimentSpecs
import Imaging

/// The image files that a run trains on, in order: those of its sets one after the other, the first few if it says so.
struct TrainingFiles: Sendable {
  private let sets: [(set: LocatedDataset, start: Int)]
  /// Number of files.
  let count: Int

  /// The files of a run.
  /// - Throws: `DatasetError`, `RunError.tooFewImages`.
  init(of run: some DescribedRun, in catalog: DatasetCatalog, note: (String) -> Void) throws {
    var sets: [(set: LocatedDataset, start: Int)] = []
    var total = 0
    for name in run.data.train {
      let set = try catalog.require(name, progress: note)
      sets.append((set, total))
      total += set.images.count
    }
    if let asked = run.data.trainImages, total < asked {
      throw RunError.tooFewImages(run: run.title, sets: run.data.train, asked: asked, found: total)
    }
    self.sets = sets
    count = run.data.trainImages ?? total
  }

  /// The image of a file, whose bytes are the listed ones.
  /// - Throws: `DatasetError`.
  func image(at index: Int) throws(DatasetError) -> ByteImage {
    let (set, index) = place(of: index)
    return try set.image(at: index)
  }

  /// The name of a file in its set.
  func name(at index: Int) -> String {
    let (set, index) = place(of: index)
    return set.images[index].file
  }

  private func place(of index: Int) -> (set: LocatedDataset, index: Int) {
    let place = (sets.firstIndex { $0.start > index } ?? sets.count) - 1
    return (sets[place].set, index - sets[place].start)
  }

  /// Checks that the files of folders of the user's are those that were listed, without reading those that look
  /// untouched.
  /// - Throws: `DatasetError.differs`, `.fileSystem`.
  func requireUntouched() throws(DatasetError) {
    for (set, start) in sets { try set.requireUntouched(first: min(set.images.count, count - start)) }
  }
}
