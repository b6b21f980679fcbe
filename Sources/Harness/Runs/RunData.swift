import ExperimentSpecs
import HostSystem
import Imaging
import SuperResolution
import Tensors

/// The images of runs made ready, each kept for the next run that wants the same.
final class RunData: Sendable {
  private struct TrainingKey: Hashable {
    let images: String, degradation: Degradation, channels: DataSection.Channels, subImage: Int, stride: Int
  }
  private struct TestKey: Hashable {
    let name: String, degradation: Degradation, channels: DataSection.Channels, padding: Padding
  }
  private let catalog: DatasetCatalog
  /// One set of training images is kept: a large one fills the memory.
  private let training = Locked<(key: TrainingKey, images: SubImages)?>(nil)
  private let tests = Locked<[TestKey: TestSet]>([:])

  init(_ catalog: DatasetCatalog) {
    self.catalog = catalog
  }

  /// The sub-images that a run trains on.
  /// - Throws: `DatasetError`, `RunError.tooFewImages`, `.noSubImages`.
  func subImages(of run: RunDescription, _ identity: RunIdentity, note: (String) -> Void) throws -> SubImages
  {
    let data = run.data
    let key = TrainingKey(
      images: identity.trainingData, degradation: data.degradation, channels: data.channels,
      subImage: data.subImage, stride: data.stride)
    return try training.withValue { kept in
      if let kept, kept.key == key { return kept.images }
      kept = nil
      let images = SubImages(
        images: try trainingImages(of: run, note: note), channels: data.channels.count, size: data.subImage,
        stride: data.stride)
      guard images.count > 0 else {
        throw RunError.noSubImages(run: run.title, sets: data.train, subImage: data.subImage)
      }
      kept = (key, images)
      return images
    }
  }

  /// The sets that a run is measured on, in the spec's order.
  /// - Throws: `DatasetError`, `ImagingError`.
  func testSets(of run: RunDescription, note: (String) -> Void) throws -> [TestSet] {
    let (data, padding) = (run.data, run.padding.whenUsed)
    return try tests.withValue { kept in
      try data.test.map { name in
        let key = TestKey(
          name: name, degradation: data.degradation, channels: data.channels, padding: padding)
        if let set = kept[key] { return set }
        let set = try TestSet(
          catalog.require(name, progress: note), scale: data.scale, channels: data.channels,
          blur: data.blur, padding: padding)
        kept[key] = set
        return set
      }
    }
  }

  /// - Source: the authors' `generate_train.m`: Y as bytes, cropped, then down and up by bicubic interpolation,
  ///   unless the spec says otherwise.
  private func trainingImages(of run: RunDescription, note: (String) -> Void) throws -> [TrainingImage] {
    var images: [TrainingImage] = []
    for name in run.data.train {
      let left = run.data.trainImages.map { $0 - images.count }
      for (_, image) in try catalog.require(name, progress: note).loadImages(first: left) {
        let sharp = planes(of: image, channels: run.data.channels)
          .map { $0.cropped(toMultipleOf: run.data.scale) }
        let blurred = sharp.map(run.data.degradation.applied)
        images.append(TrainingImage(input: tensor(of: blurred), target: tensor(of: sharp)))
      }
    }
    if let asked = run.data.trainImages, images.count < asked {
      throw RunError.tooFewImages(run: run.title, sets: run.data.train, asked: asked, found: images.count)
    }
    return images
  }
}
