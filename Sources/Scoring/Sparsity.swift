import SparseCoding
import SuperResolution
import Wording

/// How sparse the numbers are of which the last, linear step makes the images of a set: the activations before a
/// network's last layer, or the coefficients of sparse coding.
///
/// Sparse coding has one coefficient for an atom, a network made of it a channel for each sign: a share z of zero
/// coefficients is (1 + z) / 2 of such channels.
/// - Source: section 3.2 of the paper, where layer 2 takes the place of the sparse coding solver.
package struct Sparsity: Sendable, Equatable {
  /// The share of zeros, `0…1`, one an image.
  package var zeros: [Double]
  /// Channels, or atoms, that are 0 at every pixel of every image.
  package var unused: Int
  /// Channels, or atoms, in all.
  package var channels: Int

  /// The share of zeros of the set: the mean over its images.
  package var meanZeros: Double { mean(zeros) }

  /// Shares that were stored.
  package init(zeros: [Double], unused: Int, channels: Int) {
    (self.zeros, self.unused, self.channels) = (zeros, unused, channels)
  }

  /// - Parameter active: by image, at how many of so many places each channel isn't 0.
  package init(active: [(counts: [Int], places: Int)]) {
    channels = active.first?.counts.count ?? 0
    zeros = active.map { image in
      1 - Double(image.counts.reduce(0, +)) / Double(image.counts.count * image.places)
    }
    unused = (0..<channels).count { channel in active.allSatisfy { $0.counts[channel] == 0 } }
  }
}

extension TestSet {
  /// How sparse a network's activations before its last layer are; of one layer alone those of the image.
  package func sparsity(of network: Network, threads: Int) -> Sparsity {
    let hidden = network.layout.layerCount - 1
    return Sparsity(
      active: inputs(for: network.layout).map { input in
        let maps = hidden == 0 ? input : network(input, depth: hidden, padding: padding, threads: threads)
        let places = maps.shape[1] * maps.shape[2]
        return (
          (0..<maps.shape[0]).map { channel in
            maps.elements[channel * places..<(channel + 1) * places].count { $0 != 0 }
          }, places
        )
      })
  }

  /// How sparse the coefficients of sparse coding are: those of all patches, of either sign in one.
  /// - Throws: `SparseCodingError.imageTooSmall`.
  package func sparsity(of model: YangModel, threads: Int) throws -> Sparsity {
    Sparsity(
      active: try reduced.map { image in
        let codes = try model.diagnostics(image, threads: threads)
        return (codes.uses, codes.patches)
      })
  }
}
