import Datasets
import ExperimentSpecs
import Imaging
import RunRecords

/// The images that a run trains on, in order: the files of its sets one after the other, the first few if it says so, then
/// all of them at each smaller scale of its augmentation.
struct TrainingFiles: Sendable {
  private let sets: [(set: LocatedDataset, start: Int)]
  /// Number of files.
  let fileCount: Int
  /// The scales at which each is trained on, the first being 1.
  private let scales: [Double]

  /// Number of images.
  var count: Int { fileCount * scales.count }

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
    fileCount = run.data.trainImages ?? total
    scales = [1] + (run.data.augmentation?.scales ?? [])
  }

  /// An image; the bytes of its file are the listed ones.
  /// - Throws: `DatasetError`.
  func image(at index: Int) throws(DatasetError) -> ByteImage {
    let (set, file) = place(of: index % fileCount)
    let scale = scales[index / fileCount], image = try set.image(at: file)
    return scale == 1 ? image : image.scaled(by: scale)
  }

  /// The name of an image's file in its set, and its scale.
  func name(at index: Int) -> String {
    let (set, file) = place(of: index % fileCount)
    let scale = scales[index / fileCount], name = set.images[file].file
    return scale == 1 ? name : "\(name) at scale \(scale)"
  }

  /// Whether any file has colour.
  /// - Throws: `DatasetError`.
  /// - Complexity: reads files until one has.
  func haveColour() throws(DatasetError) -> Bool {
    for index in 0..<fileCount where try image(at: index).channels == 3 { return true }
    return false
  }

  private func place(of index: Int) -> (set: LocatedDataset, index: Int) {
    let place = (sets.firstIndex { $0.start > index } ?? sets.count) - 1
    return (sets[place].set, index - sets[place].start)
  }

  /// Checks that the files of folders of the user's are those that were listed, without reading those that look
  /// untouched.
  /// - Throws: `DatasetError.differs`, `.fileSystem`.
  func requireUntouched() throws(DatasetError) {
    for (set, start) in sets { try set.requireUntouched(first: min(set.images.count, fileCount - start)) }
  }
}
