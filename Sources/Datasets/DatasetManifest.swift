import Digests
import Wording

/// What a data set consists of, where it comes from and on what terms: the content of `datasets/NAME.json`.
///
/// A manifest never holds images. It lists every file with its SHA-256, so that all who train on a set train
/// on the same bytes in the same order.
package struct DatasetManifest: Sendable, Equatable {
  /// The name in specs and on the command line, such as `set5`; also the name of the set's folder.
  package let name: String
  /// The name that a table or a caption shows, such as `Set5`.
  package let title: String
  /// What the images are, in a sentence or two.
  package let description: String
  /// Who published the images first.
  package let publishedBy: String
  /// The terms of use as far as they are stated.
  package let terms: String
  /// What the set is for.
  package let role: Role
  /// The luminance that the set is scored on.
  package let luma: Luma
  /// The images, and how to get them.
  package let content: Content
  /// How many images a folder of the user's had when its manifest was made by `data add`, and their digest; nil for others.
  package var noted: (count: Int, digest: String)? {
    notedCount.flatMap { count in notedDigest.map { (count, $0) } }
  }
  let notedCount: Int?
  let notedDigest: String?

  /// What a data set is for.
  package enum Role: String, Sendable, CaseIterable {
    /// Networks are trained on it.
    case train
    /// Networks are scored on it.
    case test
  }

  /// The luminance that a data set is scored on.
  package enum Luma: String, Sendable, CaseIterable {
    /// MATLAB's `rgb2ycbcr`, 16…235.
    case ycbcr
    /// MATLAB's `rgb2gray`, 0…255: the paper's Table 4 (BSD200) was measured so.
    case gray
  }

  /// The images of a data set, by how they come about.
  package enum Content: Sendable, Equatable {
    /// A fixed list of files, to be had from any of the sources.
    case listed([ListedImage], sources: [DatasetSource])
    /// All images in a folder of the user's, in the order of their sorted relative paths.
    case folder
    /// Images made by a seeded generator; their digests are over pixels and agree on every machine.
    case generated([ListedImage], DeadLeavesGenerator)
  }

  /// The listed images in their order; empty for a folder of the user's.
  package var images: [ListedImage] {
    switch content {
    case .listed(let images, _), .generated(let images, _): images
    case .folder: []
    }
  }

  /// The public addresses to try, in order.
  package var sources: [DatasetSource] {
    if case .listed(_, let sources) = content { sources } else { [] }
  }
}

/// One image of a data set and what it must be.
package struct ListedImage: Sendable, Equatable {
  /// The file's name in the set's folder; in a folder of the user's, its relative path.
  package let file: String
  /// What the image must be.
  package let digest: ImageDigest

  /// The file's name without folders and extension: the image's name in tables.
  package var name: String { fileStem(file) }
}

/// A SHA-256 (64 lower-case hexadecimal digits) that tells whether an image is the right one.
package enum ImageDigest: Sendable, Equatable {
  /// Over the file's bytes.
  case file(String)
  /// Over width, height, channels and pixels, so that it doesn't depend on how a PNG was compressed.
  case pixels(String)

  /// The 64 hexadecimal digits.
  package var hex: String {
    switch self {
    case .file(let hex), .pixels(let hex): hex
    }
  }
}

extension [ListedImage] {
  /// The digest of a data set: the SHA-256 over the images' digests, in order, one a line.
  ///
  /// For listed files, `sha256sum FILES | cut -c 1-64 | sha256sum` gives the same.
  package var setDigest: String {
    SHA256.digest(of: map { $0.digest.hex + "\n" }.joined()).hex
  }
}

/// A public address of a data set's files.
package struct DatasetSource: Sendable, Equatable {
  /// An `http` or `https` address; for `.files`, one with the place of the file name in it.
  package let url: String
  /// What is at the address.
  package let kind: Kind
  /// How the images are called there: `{file}` stands for the listed name, `{stem}` for it without extension.
  ///
  /// In an archive a file is found by its SHA-256; the name serves to tell a changed file from a missing one.
  package let names: String
  /// The SHA-256 of the archive as it was when it was listed, if known.
  package let sha256: String?

  /// What is at an address.
  package enum Kind: String, Sendable, CaseIterable {
    /// A ZIP archive.
    case zip
    /// A gzip-compressed tar archive.
    case tgz
    /// The files themselves, one address each.
    case files
  }

  /// What a listed file is called at this source.
  package func name(of file: String) -> String {
    DatasetSource.expand(names, file: file)
  }

  /// The address of a listed file at a source of files.
  func url(of file: String) -> String {
    DatasetSource.expand(url, file: file)
  }

  private static func expand(_ pattern: String, file: String) -> String {
    pattern.replacing("{file}", with: file).replacing("{stem}", with: fileStem(file))
  }
}

/// The settings of a set of dead-leaves images.
package struct DeadLeavesGenerator: Sendable, Equatable {
  /// The seed; two sets are disjoint because their seeds and their names differ.
  package let seed: UInt64
  /// The number of images.
  package let count: Int
  /// The width of each image in pixels.
  package let width: Int
  /// The height of each image in pixels.
  package let height: Int

  /// The files' names, in order.
  package var files: [String] {
    let digits = String(count).count
    return (1...count).map { index in
      let number = String(index)
      return "leaves-" + String(repeating: "0", count: digits - number.count) + number + ".png"
    }
  }
}

/// The name of a path's last part without its extension: `a/baby.x.png` is `baby.x`.
package func fileStem(_ path: String) -> String {
  let last = path.split(separator: "/").last.map(String.init) ?? path
  return last.lastIndex(of: ".").map { String(last[..<$0]) } ?? last
}
