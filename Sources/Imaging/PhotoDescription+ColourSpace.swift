extension PhotoDescription {
  /// What PNG says of colours in place of a profile, in numbers a hundred thousand times as large.
  public struct ColourSpace: Sendable, Equatable {
    /// The exponent that samples were made by (gAMA); nil if it isn't said.
    public var gamma: UInt32?
    /// White, red, green and blue, x and y of each (cHRM); empty if they aren't said.
    public var primaries: [UInt32] = []

    /// What it is where it isn't kept.
    public var words: String {
      let chunks = (gamma == nil ? [] : ["gAMA"]) + (primaries.isEmpty ? [] : ["cHRM"])
      return "a colour space without an ICC profile (\(chunks.joined(separator: " and ")))"
    }

    /// Whether its numbers are those of sRGB, but for how they were rounded.
    /// - Source: the PNG specification, sRGB.
    var isSRGB: Bool {
      let sRGB = [31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000]
      let numbers = zip(primaries + [gamma].compactMap(\.self), (primaries.isEmpty ? [] : sRGB) + [45_455])
      return numbers.allSatisfy { abs(Int($0) - $1) <= 100 }
    }
  }
}
