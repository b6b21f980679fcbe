import HDF5Storage
import Scoring

extension HDF5Contents {
  /// Stores the share of zeros of a set's images beside their scores.
  mutating func store(_ sparsity: Sparsity, in group: String) {
    var array = HDF5Array(
      sparsity.zeros, shape: [sparsity.zeros.count],
      attributes: [
        "units": .string("1"), "channels": .int(Int64(sparsity.channels)),
        "unusedChannels": .int(Int64(sparsity.unused)),
        "definition": .string(
          "share of zeros among the rectified activations before the last layer, or among the coefficients of "
            + "sparse coding"),
      ])
    array.scales = [0: "\(group)/image"]
    arrays["\(group)/zeros"] = array
  }

  /// Reads what `store` stored, or nil if there is nothing.
  package func sparsity(in group: String, images: Int) throws -> Sparsity? {
    let path = "\(group)/zeros"
    guard arrays[path] != nil else { return nil }
    return Sparsity(
      zeros: try array(path).doubles(shape: [images]), unused: try int("unusedChannels", of: path),
      channels: try int("channels", of: path))
  }
}
