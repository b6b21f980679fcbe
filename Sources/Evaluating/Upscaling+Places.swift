import Datasets
import ExperimentSpecs
import Foundation
import HostSystem
import Imaging
import ProjectFiles
import Scoring
import SparseCoding
import Wording

extension Upscaling {
  /// Checks that a file or folder can be written to, and isn't the file that is read, before minutes of work; a folder is made.
  /// - Parameter note: told what of a folder without images is left out, and why.
  /// - Throws: `OptionError`, `ProjectError.alreadyThere`, `ImagingError.unwritable`; `.unreadable` for a folder without
  ///   images, `DatasetError.fileSystem` for one that can't be listed.
  package static func requireOutput(
    _ path: String, for input: String, force: Bool, note: (String) -> Void = { _ in }
  ) throws {
    guard isFolder(path) || isFolder(input) else {
      try requireOther(path, than: input)
      _ = try requireFree(path, force: force)
      return
    }
    if isFolder(input) { _ = try photos(in: input, note: note) }
    try makeWritableFolder(path)
  }

  /// Checks that a path is an image that can be read, is large enough, and doesn't become too large for memory or its format;
  /// or a folder. Before a method is trained to enlarge it.
  /// - Parameter files: what says the format where the output is a folder.
  /// - Throws: `ImagingError`, `SparseCodingError.imageTooSmall`, `UpscalingError`.
  package static func requireInput(
    _ path: String, to output: String, files: Files, for method: MethodSection.Name, scale: Int,
    factor: Double?
  ) throws {
    if isFolder(path) { return }
    let raster = try Photo(contentsOf: path).raster
    let needed = try method.leastSide(scale: scale)
    guard raster.width >= needed, raster.height >= needed else {
      throw SparseCodingError.imageTooSmall(width: raster.width, height: raster.height, needed: needed)
    }
    try requireRoom(raster, scale: scale, path)
    let format = isFolder(output) ? files.format : PhotoFormat(path: output) ?? files.format
    let factor = factor ?? Double(scale)
    try format.requireSides(
      width: length(raster.width, times: factor), height: length(raster.height, times: factor), path: output)
  }

  /// Whether a path is of an image by its name, or of a folder with images in it: of no network.
  package static func isOfPhotos(_ path: String) -> Bool {
    guard isFolder(path) else {
      let ending = path.split(separator: ".").last?.lowercased() ?? ""
      return ImageFolder.photoEndings.contains(ending) && FileManager.default.fileExists(atPath: path)
    }
    return (try? ImageFolder(path, endings: ImageFolder.photoEndings).images.isEmpty) == false
  }

  /// The images of a folder.
  /// - Parameter note: told what is left out of a folder that has none.
  /// - Throws: `DatasetError.fileSystem` if it can't be listed, `ImagingError.unreadable` if it has none.
  static func photos(in path: String, note: (String) -> Void) throws -> ImageFolder {
    let folder = try ImageFolder(path, endings: ImageFolder.photoEndings)
    guard folder.images.isEmpty else { return folder }
    folder.notes(in: path).forEach(note)
    throw ImagingError.unreadable(
      path: path, reason: "expected a file, or a folder with \(Photo.formats) images in it, found none")
  }

  /// Whether an error is no reason to leave out the images that follow.
  func isOfOneImage(_ error: any Error) -> Bool {
    error is ProjectError || error is ImageError || exitCode(for: error) == 3
  }

  /// Whether a file can't be made, by its name alone, where others can.
  func isRefusedAlone(_ path: String, in folder: String) -> Bool {
    do {
      try requireWritable(path)
      return false
    } catch {
      return (try? prepareFolder(folder)) != nil
    }
  }

  static func makeWritableFolder(_ path: String) throws(ImagingError) {
    do {
      try prepareFolder(path)
    } catch {
      throw .unwritable(path: path, reason: error.reason)
    }
  }

  /// Whether a path is of a folder or of something in it.
  func holds(_ folder: String, _ path: String) -> Bool {
    var place = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    while place.path.count > 1 {
      if isSamePlace(place.path, folder) { return true }
      place.deleteLastPathComponent()
    }
    return false
  }
}
