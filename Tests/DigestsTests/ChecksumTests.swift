import Digests
import Testing

@Suite struct ChecksumTests {
  private func checksum(_ bytes: [UInt8]) -> UInt64 {
    var sum = Checksum()
    sum.update(bytes)
    return sum.bits
  }

  @Test(arguments: [1, 2, 3, 4, 5, 64, 67])
  func `any changed, lost or exchanged byte shows`(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    let right = checksum(bytes)
    for index in bytes.indices {
      for bit in 0..<8 {
        var changed = bytes
        changed[index] ^= 1 << UInt8(bit)
        #expect(checksum(changed) != right)
      }
    }
    #expect(checksum(bytes.dropLast()) != right)
    #expect(checksum(bytes + [0]) != right)
    if count > 4 { #expect(checksum(Array(bytes[1...]) + [bytes[0]]) != right) }
    #expect(checksum(bytes) == right)
  }

  @Test func `numbers count by their bits`() {
    var zero = Checksum(), minusZero = Checksum()
    zero.update([Float(0), 1])
    minusZero.update([-Float(0), 1])
    #expect(zero.bits != minusZero.bits)
  }
}

extension ChecksumTests {
  private func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 { checksum(Array(bytes)) }
}
