/// The text of a file, whose bytes that aren't UTF-8 are replaced.
/// - Parameter limit: the most bytes that it may have.
/// - Throws: `HostError`.
public func readText(_ path: String, limit: Int = 64 << 20) throws(HostError) -> String {
  String(decoding: try readFile(path, limit: limit), as: UTF8.self)
}
