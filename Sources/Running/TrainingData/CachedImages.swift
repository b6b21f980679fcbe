import Foundation
import HostSystem
import Imaging
import SuperResolution

/// Training images in a cache, of which groups are read ahead on a thread of their own.
struct CachedImages: TrainingImages {
  let cache: TrainingCache
  /// 1, or the factor that the images are reduced by.
  let enlargement: Int

  var channels: Int { cache.key.channels.count }
  var extents: [ImageExtent] { cache.extents }

  func load(_ images: [Int32]) -> any LoadingImages {
    ReadAhead(cache, images, givesSmall: enlargement > 1)
  }
}

/// Images that are being read; whoever drops it ends the reading.
private final class ReadAhead: LoadingImages {
  private let result = Locked<Result<ImageGroup, any Error>?>(nil)
  private let reading = DispatchGroup()

  init(_ cache: TrainingCache, _ images: [Int32], givesSmall: Bool) {
    reading.enter()
    // A thread of its own: those of the system's pool may all be waiting for it.
    Thread.detachNewThread { [weak self, reading] in
      let group = Result { try Self.group(of: images, cache, givesSmall: givesSmall) { self != nil } }
      self?.result.withValue { $0 = group }
      reading.leave()
    }
  }

  func images() throws -> any LoadedImages {
    reading.wait()
    guard let group = result.withValue({ $0 }) else { throw CancellationError() }
    return try group.get()
  }

  /// Reads in the order of the file, so that a disk with a head reads in one sweep.
  private static func group(
    of images: [Int32], _ cache: TrainingCache, givesSmall: Bool, isWanted: () -> Bool
  ) throws -> ImageGroup {
    var axes = EnlargementAxes(factor: cache.key.scale)
    let places = images.indices.sorted { images[$0] < images[$1] }
    var group = [CompactImage?](repeating: nil, count: images.count)
    for place in places {
      guard isWanted() else { throw CancellationError() }
      group[place] = try cache.image(Int(images[place]), axes: &axes)
    }
    return ImageGroup(images: group.compactMap { $0 }, givesSmall: givesSmall)
  }
}

/// A group of images in memory.
private struct ImageGroup: LoadedImages {
  let images: [CompactImage]
  /// Whether a network is given the small image, not that enlarged from it.
  let givesSmall: Bool

  func copyInput(_ image: Int, top: Int, left: Int, side: Int, into span: inout MutableSpan<Float>) {
    if givesSmall { return images[image].copySmall(top: top, left: left, side: side, into: &span) }
    images[image].copyDegraded(top: top, left: left, side: side, into: &span)
  }

  func copyTarget(_ image: Int, top: Int, left: Int, side: Int, into span: inout MutableSpan<Float>) {
    images[image].copySharp(top: top, left: left, side: side, into: &span)
  }
}
