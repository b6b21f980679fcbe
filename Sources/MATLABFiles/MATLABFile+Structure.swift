import CMatio

/// Bytes of a file, and of its variables unpacked: a thousand times what the authors' networks take.
let largestFile = 64 << 20

/// Checks what libmatio takes on trust: the header, that each variable lies within the file, and that each
/// compressed one unpacks to the end with the right checksum.
///
/// libmatio reads past what is missing and gives zeros or old memory for it.
///
/// - Returns: how many bytes the variables take unpacked; there can't be more elements than that.
/// - Source: MAT-File Format, The MathWorks: a header of 128 bytes, then one tagged element a variable.
func checkStructure(of bytes: [UInt8], path: String) throws -> Int {
  let isLittleEndian = try checkHeader(of: bytes, path: path)
  var position = 128
  var index = 1
  var unpackedSize = 0
  while position < bytes.count {
    guard position + 8 <= bytes.count else {
      throw MATLABFileError.truncated(path: path, expected: position + 8, found: bytes.count)
    }
    let type = word(at: position, of: bytes, isLittleEndian)
    let size = Int(word(at: position + 4, of: bytes, isLittleEndian))
    let end = position + 8 + size
    let part = "variable \(index)"
    guard end <= bytes.count else {
      throw MATLABFileError.truncated(path: path, expected: end, found: bytes.count)
    }
    switch type {
    case MAT_T_COMPRESSED.rawValue:
      guard let size = unpackedSizeOf(bytes[(position + 8)..<end]) else {
        throw MATLABFileError.damaged(path: path, part: part, reason: "it doesn't unpack")
      }
      unpackedSize += size
    case MAT_T_MATRIX.rawValue:
      // It begins with the flags, two 32-bit words; a variable without any content is an empty matrix.
      let hasFlags = size >= 16 && word(at: position + 8, of: bytes, isLittleEndian) == MAT_T_UINT32.rawValue
      guard size == 0 || hasFlags else {
        throw MATLABFileError.damaged(path: path, part: part, reason: "it has no flags")
      }
      unpackedSize += size
    default: throw MATLABFileError.damaged(path: path, part: part, reason: "it has the unknown type \(type)")
    }
    guard unpackedSize <= largestFile else {
      throw MATLABFileError.damaged(
        path: path, part: part, reason: "it unpacks to more than the \(largestFile) bytes that are read")
    }
    position = end
    index += 1
  }
  return unpackedSize
}

/// Checks the version and gives the byte order.
private func checkHeader(of bytes: [UInt8], path: String) throws -> Bool {
  guard bytes.starts(with: Array("MATLAB".utf8)) else { throw MATLABFileError.notMATLAB(path: path) }
  guard bytes.count >= 128 else {
    throw MATLABFileError.truncated(path: path, expected: 128, found: bytes.count)
  }
  let isLittleEndian = bytes[126...127].elementsEqual("IM".utf8)
  guard isLittleEndian || bytes[126...127].elementsEqual("MI".utf8) else {
    throw MATLABFileError.notMATLAB(path: path)
  }
  switch isLittleEndian ? bytes[125] : bytes[124] {
  case 1: return isLittleEndian
  case 2: throw MATLABFileError.version73(path: path)
  default: throw MATLABFileError.notMATLAB(path: path)
  }
}

private func word(at position: Int, of bytes: [UInt8], _ isLittleEndian: Bool) -> UInt32 {
  let four = bytes[position..<position + 4]
  return (isLittleEndian ? Array(four.reversed()) : Array(four)).reduce(0) { $0 << 8 | UInt32($1) }
}

/// How many bytes a zlib stream unpacks to; `nil` if the bytes aren't one whole stream with the right Adler-32.
private func unpackedSizeOf(_ packed: ArraySlice<UInt8>) -> Int? {
  var stream = z_stream()
  guard inflateInit_(&stream, zlibVersion(), Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
  defer { inflateEnd(&stream) }
  var input = Array(packed)
  var output = [UInt8](repeating: 0, count: 1 << 16)
  return input.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      var status = Z_OK
      while status == Z_OK, stream.total_out <= largestFile {
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        status = inflate(&stream, Z_NO_FLUSH)
      }
      let isWhole = status == Z_STREAM_END && stream.avail_in == 0
      return isWhole || stream.total_out > largestFile ? Int(stream.total_out) : nil
    }
  }
}
