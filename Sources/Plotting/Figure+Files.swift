import Foundation
import HostSystem

extension Drawing {
  /// Writes `<id>.dat` and `<id>.gp` into a folder, which is made if need be.
  ///
  /// - Returns: The paths of the files.
  /// - Throws: ``PlottingError/cannotWrite(path:reason:)``, ``PlottingError/nothingToDraw(figure:)`` or
  ///   ``PlottingError/unusableName(_:)``.
  @discardableResult
  public func write(to folder: String) throws(PlottingError) -> [String] {
    let script = try script()
    try makeFolder(folder)
    return [
      try writeWhole(Data(dataFile().utf8), to: "\(folder)/\(id).dat"),
      try writeWhole(Data(script.utf8), to: "\(folder)/\(id).gp"),
    ]
  }

  /// Draws the figure: `<id>.dat`, `.gp`, and its ``images`` in a folder, all of them or none.
  ///
  /// gnuplot works in a folder of its own beside the results; what stood there before stays until everything is drawn.
  /// - Returns: The paths of the files.
  /// - Throws: ``PlottingError``.
  @discardableResult
  public func render(in folder: String, gnuplot: GnuplotRunner) throws(PlottingError) -> [String] {
    try render(script(), name: id, images: images, in: folder, gnuplot: gnuplot)
  }

  /// Draws what one script draws: `<id>.dat`, `<name>.gp` and the images, all of them or none.
  private func render(
    _ script: String, name: String, images: [String], in folder: String, gnuplot: GnuplotRunner
  ) throws(PlottingError) -> [String] {
    try makeFolder(folder)
    let workshop = "\(folder)/.drawing-\(id)-\(ProcessInfo.processInfo.processIdentifier)"
    removeWorkshops(in: folder)
    try makeFolder(workshop)
    defer { try? FileManager.default.removeItem(atPath: workshop) }
    _ = try writeWhole(Data(dataFile().utf8), to: "\(workshop)/\(id).dat")
    _ = try writeWhole(Data(script.utf8), to: "\(workshop)/\(name).gp")
    try gnuplot.run("\(name).gp", in: URL(fileURLWithPath: workshop, isDirectory: true), figure: id)
    for name in images {
      guard let bytes = (try? readFile("\(workshop)/\(name)", limit: largestDrawing)).map({ Data($0) }) else {
        throw .gnuplotFailed(figure: id, status: 0, message: "\(name) was not written")
      }
      guard isWhole(bytes, name: name) else {
        throw .cannotWrite(path: "\(folder)/\(name)", reason: "gnuplot left it cut short")
      }
      if name.hasSuffix(".pdf") { _ = try writeWhole(withoutCreationDate(bytes), to: "\(workshop)/\(name)") }
    }
    // All is on the disk; what is left to do is to rename.
    var paths: [String] = []
    for name in ["\(id).dat", "\(name).gp"] + images {
      paths.append(try move("\(workshop)/\(name)", to: "\(folder)/\(name)"))
    }
    return paths
  }

  /// Draws it for a LaTeX document: `<id>.dat`, `<id>-latex.gp` and its ``latexImages`` in a folder, all of them
  /// or none.
  /// - Returns: The paths of the files.
  /// - Throws: ``PlottingError``.
  @discardableResult
  public func renderForLaTeX(in folder: String, gnuplot: GnuplotRunner) throws(PlottingError) -> [String] {
    try render(latexScript(), name: latexName, images: latexImages, in: folder, gnuplot: gnuplot)
  }
}

/// Removes what drawings of processes that are gone have left behind.
private func removeWorkshops(in folder: String) {
  for name in ((try? entries(of: folder)) ?? []).map(\.name) where name.hasPrefix(".drawing-") {
    guard let process = name.split(separator: "-").last.flatMap({ Int32($0) }),
      ProcessIdentity(process: process).isAlive == false
    else { continue }
    try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
  }
}

extension Table {
  /// Writes `<id>.csv`, `<id>.md` and `<id>.tex` into a folder, which is made if need be.
  ///
  /// - Returns: The paths of the files.
  /// - Throws: ``PlottingError/cannotWrite(path:reason:)`` or ``PlottingError/unusableName(_:)``.
  @discardableResult
  public func write(to folder: String) throws(PlottingError) -> [String] {
    try checkName(id)
    try makeFolder(folder)
    var paths: [String] = []
    for (format, text) in [("csv", csv()), ("md", markdown()), ("tex", latex())] {
      paths.append(try writeWhole(Data(text.utf8), to: "\(folder)/\(id).\(format)"))
    }
    return paths
  }
}

/// Bytes of a file that gnuplot wrote.
let largestDrawing = 256 << 20

/// Whether an image has its end: on a full disk gnuplot leaves a part of it and reports success.
func isWhole(_ bytes: Data, name: String) -> Bool {
  let end =
    switch name.suffix(4) {
    case ".svg": "</svg>"
    case ".png": "IEND"
    case ".tex": "\\endgroup"
    default: "%%EOF"
    }
  return bytes.suffix(32).range(of: Data(end.utf8)) != nil
}

/// The PDF with its date of creation set to a fixed one of the same length: same figure, same bytes.
///
/// cairo writes the clock's time in plain text and heeds no SOURCE_DATE_EPOCH; the same length keeps the file's table of offsets.
func withoutCreationDate(_ pdf: Data) -> Data {
  guard let mark = pdf.range(of: Data("/CreationDate (D:".utf8)) else { return pdf }
  let date = Data("20000101000000".utf8)
  let place = mark.upperBound..<mark.upperBound + date.count
  guard place.upperBound <= pdf.endIndex, pdf[place].allSatisfy({ (0x30...0x39).contains($0) }) else {
    return pdf
  }
  var fixed = pdf
  fixed.replaceSubrange(place, with: date)
  return fixed
}

func makeFolder(_ folder: String) throws(PlottingError) {
  do {
    try HostSystem.makeFolder(folder)
  } catch {
    throw .cannotWrite(path: folder, reason: error.reason)
  }
}

/// Writes a file whole or not at all.
func writeWhole(_ bytes: Data, to path: String) throws(PlottingError) -> String {
  do {
    try writeAtomically(Array(bytes), to: path)
  } catch {
    throw .cannotWrite(path: path, reason: error.reason)
  }
  return path
}

/// Moves a file within one file system to where an older one may stand; that takes no room on the disk.
private func move(_ source: String, to destination: String) throws(PlottingError) -> String {
  do {
    try moveFile(source, to: destination)
  } catch {
    throw .cannotWrite(path: destination, reason: error.reason)
  }
  return destination
}
