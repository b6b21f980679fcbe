import Foundation
import HostSystem

/// Checks that a file may be written to a path: that nothing is there, or a file that may be overwritten.
/// - Parameter force: whether it may; nil where no option says so.
/// - Throws: `ProjectError.alreadyThere`, `.folderInPlace`.
package func requireUntaken(_ path: String, force: Bool?) throws(ProjectError) {
  guard !isFolder(path) else { throw .folderInPlace(path: path) }
  guard force == true || !FileManager.default.fileExists(atPath: path) else {
    throw .alreadyThere(path: path, hasForce: force != nil)
  }
}
