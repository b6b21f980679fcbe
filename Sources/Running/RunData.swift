import Datasets
import ExperimentSpecs
import HostSystem
import Imaging
import RunRecords
import Scoring
import SuperResolution
import Tensors
import Vocabulary

/// The images of runs made ready, each kept for the next run that wants the same.
package final class RunData: Sendable {
  private struct TrainingKey: Hashable {
    let images: String, degradation: Degradation, channels: DataSection.Channels, subImage: Int, stride: Int
    let enlargement: Int
    let augmentation: Augmentation?
  }
  private struct TestKey: Hashable {
    let name: String, degradation: Degradation, channels: DataSection.Channels, padding: Padding
    let enlargement: Int
    let measuresColour: Bool?
  }
  private let catalog: DatasetCatalog
  private let settings: RunSettings
  private let cancellation: Cancellation
  private let clock: RunClock
  private let pixelsPerGroup: Int
  /// One set of training images is kept: a large one fills the memory.
  private let training = Locked<(key: TrainingKey, images: SubImages)?>(nil)
  private let tests = Locked<[TestKey: TestSet]>([:])

  package init(
    _ catalog: DatasetCatalog, _ settings: RunSettings, _ cancellation: Cancellation, _ clock: RunClock,
    pixelsPerGroup: Int = SubImages.pixelsPerGroup
  ) {
    self.catalog = catalog
    self.settings = settings
    self.cancellation = cancellation
    self.clock = clock
    self.pixelsPerGroup = pixelsPerGroup
  }

  /// The sub-images that a run trains on.
  /// - Throws: `DatasetError`, `HostError`, `RunError.tooFewImages`, `.noSubImages`, `.grayTrainingSet`, `CancellationError` if it was asked to
  ///   stop while images were made ready.
  package func subImages(
    of run: RunDescription, _ identity: RunIdentity, note: @escaping (String) -> Void
  ) throws -> SubImages {
    let data = run.data
    let key = TrainingKey(
      images: identity.trainingData, degradation: data.degradation, channels: data.channels,
      subImage: data.subImage, stride: data.stride, enlargement: run.layers.enlargement,
      augmentation: data.augmentation)
    return try training.withValue { kept in
      if let kept, kept.key == key { return kept.images }
      kept = nil
      let files = try TrainingFiles(of: run, in: catalog, note: note)
      if data.channels.count == 3, try !files.haveColour() {
        throw RunError.grayTrainingSet(run: run.title, sets: data.train, channels: data.channels.rawValue)
      }
      let images = SubImages(
        images: try trainingImages(
          files, data, enlargement: key.enlargement, digest: identity.trainingData, note: note),
        size: data.subImage, stride: data.stride, orientations: data.augmentation.orientations,
        pixelsPerGroup: pixelsPerGroup)
      guard images.count > 0 else {
        throw RunError.noSubImages(run: run.title, sets: data.train, subImage: data.subImage)
      }
      let tooSmall = images.imagesWithoutSubImages
      if let first = tooSmall.first {
        note(
          "\(tooSmall.count.grouped) of \(files.count.grouped) training images are smaller than a sub-image and give "
            + "none, such as \(files.name(at: first))")
      }
      kept = (key, images)
      return images
    }
  }

  /// The sets that a run is measured on, in the spec's order.
  /// - Throws: `DatasetError`, `ImagingError`.
  package func testSets(of run: RunDescription, note: (String) -> Void) throws -> [TestSet] {
    try testSets(
      of: run.data, padding: run.padding.whenUsed, enlargement: run.layers.enlargement, note: note)
  }

  /// The sets that a run on such data is measured on, in the spec's order.
  /// - Parameters:
  ///   - padding: what layers of its network read beyond the border.
  ///   - enlargement: how many times as high and wide as its input the network's output is.
  ///   - measuresColour: whether every channel is measured; nil if the network has three.
  package func testSets(
    of data: DataSection, padding: Padding, enlargement: Int = 1, measuresColour: Bool? = nil,
    note: (String) -> Void
  ) throws -> [TestSet] {
    try tests.withValue { kept in
      try data.test.map { name in
        let key = TestKey(
          name: name, degradation: data.degradation, channels: data.channels, padding: padding,
          enlargement: enlargement, measuresColour: measuresColour)
        if let set = kept[key] { return set }
        let set = try TestSet(
          catalog.require(name, progress: note), scale: data.scale, channels: data.channels,
          blur: data.blur, padding: padding, enlargement: enlargement, measuresColour: measuresColour)
        kept[key] = set
        return set
      }
    }
  }

  /// The images in memory, or in a cache if they take more memory than the settings grant.
  private func trainingImages(
    _ files: TrainingFiles, _ data: DataSection, enlargement: Int, digest: String,
    note: @escaping (String) -> Void
  ) throws -> any TrainingImages {
    let key = TrainingCacheKey(
      digest: digest, scale: data.scale, channels: data.channels, count: files.count, blur: data.blur,
      scales: data.augmentation?.scales ?? [])
    let path = catalog.cacheFolder + "/" + key.fileName
    do {
      let cache = try TrainingCache(path, key: key)
      try files.requireUntouched()
      return CachedImages(cache: cache, enlargement: enlargement)
    } catch let problem as TrainingCache.Unsuitable {
      note("\(path) \(problem.reason) and is made anew")
      try removeFile(path)
    } catch is HostError {
      // There is none yet.
    }
    if let images = try imagesInMemory(files, data, enlargement: enlargement) { return images }
    try makeFolder(catalog.cacheFolder)
    try TrainingCacheBuilder(
      files: files, key: key, path: path, threads: settings.threads, cancellation: cancellation, clock: clock,
      note: note
    ).build()
    return CachedImages(cache: try TrainingCache(path, key: key), enlargement: enlargement)
  }

  /// - Source: the authors' `generate_train.m`: Y as bytes, cropped, then down and up by bicubic interpolation,
  ///   unless the spec says otherwise.
  private func imagesInMemory(
    _ files: TrainingFiles, _ data: DataSection, enlargement: Int
  ) throws -> (any TrainingImages)? {
    var images: [TrainingImage] = []
    var bytes = 0
    for index in 0..<files.count {
      let sharp = planes(of: try files.image(at: index), channels: data.channels)
        .map { $0.cropped(toMultipleOf: data.scale) }
      bytes += sharp.reduce(0) { $0 + $1.samples.count } * 2 * MemoryLayout<Float>.size
      if bytes > settings.imageMemory { return nil }
      let input = sharp.map { data.degradation.input(from: $0, enlargement: enlargement) }
      images.append(
        TrainingImage(input: tensor(of: input), target: tensor(of: sharp), enlargement: enlargement))
    }
    return PlanesInMemory(images, channels: data.channels.count, enlargement: enlargement)
  }
}
