import Foundation

/// A number with so many decimals and a point, whatever the locale.
func fixed(_ value: Double, decimals: Int) -> String {
  String(format: "%.\(max(0, decimals))f", value)
}

/// The shortest text that reads back as the same number; whole numbers have no point.
func shortest(_ value: Double) -> String {
  if value.magnitude < 1e15, value == value.rounded() { return String(Int(value)) }
  return "\(value)"
}

/// A number without what is behind its third digit: 1.1330479 becomes 1.13.
func threeDigits(_ value: Double) -> Double { Double(String(format: "%.3g", value)) ?? value }

/// A count as one reads it on an axis: `0`, `300`, `10⁵`, `2×10⁶`.
func powerOfTen(_ value: Double) -> String {
  if value < 1000 { return shortest(value) }
  var exponent = 0
  var mantissa = value
  while mantissa >= 9.999_999 {
    mantissa /= 10
    exponent += 1
  }
  let superscripts: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
  let power = "10" + String(String(exponent).compactMap(\.wholeNumberValue).map { superscripts[$0] })
  let rounded = (mantissa * 100).rounded() / 100
  return rounded == 1 ? power : "\(shortest(rounded))×\(power)"
}
