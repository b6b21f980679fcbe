import Foundation

/// Whether a path is an existing folder, or a link to one.
public func isFolder(_ path: String) -> Bool {
  let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
  return (try? target.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory ?? false
}
