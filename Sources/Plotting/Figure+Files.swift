import Foundation

extension Figure {
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

  /// Draws the figure: `<id>.dat`, `.gp`, `.svg`, `.png` and `.pdf` in a folder, all of them or none.
  ///
  /// gnuplot works in a folder of its own beside the results; what stood there before stays until everything is drawn.
  /// - Returns: The paths of the files.
  /// - Throws: ``PlottingError``.
  @discardableResult
  public func render(in folder: String, gnuplot: GnuplotRunner) throws(PlottingError) -> [String] {
    try checkName(id)
    try makeFolder(folder)
    let workshop = "\(folder)/.drawing-\(id)-\(ProcessInfo.processInfo.processIdentifier)"
    try makeFolder(workshop)
    defer { try? FileManager.default.removeItem(atPath: workshop) }
    try write(to: workshop)
    try gnuplot.run("\(id).gp", in: URL(fileURLWithPath: workshop, isDirectory: true), figure: id)
    var images: [(name: String, bytes: Data)] = []
    for format in ["svg", "png", "pdf"] {
      let name = "\(id).\(format)"
      guard let bytes = FileManager.default.contents(atPath: "\(workshop)/\(name)"), !bytes.isEmpty else {
        throw .gnuplotFailed(figure: id, status: 0, message: "\(name) was not written")
      }
      images.append((name, format == "pdf" ? withoutCreationDate(bytes) : bytes))
    }
    var paths = try write(to: folder)
    for image in images { paths.append(try writeWhole(image.bytes, to: "\(folder)/\(image.name)")) }
    return paths
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

private func makeFolder(_ folder: String) throws(PlottingError) {
  do {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  } catch {
    throw .cannotWrite(path: folder, reason: reason(error))
  }
}

/// Writes a file beside its final name and renames it, so that no reader ever sees a half of it.
private func writeWhole(_ bytes: Data, to path: String) throws(PlottingError) -> String {
  do {
    try bytes.write(to: URL(fileURLWithPath: path), options: .atomic)
  } catch {
    throw .cannotWrite(path: path, reason: reason(error))
  }
  return path
}

/// The system's own words for a failure, where Foundation keeps them beneath its own.
private func reason(_ error: any Error) -> String {
  let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
  return (underlying ?? (error as NSError)).localizedDescription
}
