import Foundation

/// Bytes of a file, or of all files of a folder and those below it; a link has none.
public func size(ofTree path: String) -> Int {
  guard isFolder(path) else { return FileStamp(ofFile: path)?.size ?? 0 }
  let names = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
  return names.reduce(0) { $0 + (FileStamp(ofFile: "\(path)/\($1)")?.size ?? 0) }
}
