import Foundation

/// The colours of the figures: Okabe and Ito's palette, told apart with any kind of colour vision.
///
/// Yellow is left out: on white it can't be seen as a line.
///
/// - Source: M. Okabe, K. Ito, "Color Universal Design", 2008.
enum Palette {
  static let hues: [Color] = [
    Color(0x00, 0x72, 0xB2), Color(0xD5, 0x5E, 0x00), Color(0x00, 0x9E, 0x73), Color(0xCC, 0x79, 0xA7),
    Color(0xE6, 0x9F, 0x00), Color(0x56, 0xB4, 0xE9), Color(0x00, 0x00, 0x00), Color(0x99, 0x99, 0x99),
  ]

  /// gnuplot's filled point types, one a hue, so that colour is never the only difference; black and gray, which come
  /// last, repeat two of them.
  static let marks = [7, 9, 5, 13, 11, 15, 5, 9]

  /// The same marks without filling, for single points of the paper, and more where the hues repeat.
  private static let openMarks = [6, 8, 4, 12, 10, 14, 4, 8, 1, 2, 3]

  /// The mark of a single point of the paper.
  static func openMark(of colorIndex: Int) -> Int {
    let remainder = colorIndex % openMarks.count
    return openMarks[remainder < 0 ? remainder + openMarks.count : remainder]
  }

  static let levelColor = Color(0x55, 0x55, 0x55)
  static let gridColor = Color(0xE4, 0xE4, 0xE4)

  /// The place in the palette of any colour index; the palette repeats.
  static func slot(of colorIndex: Int) -> Int {
    let remainder = colorIndex % hues.count
    return remainder < 0 ? remainder + hues.count : remainder
  }
}

/// An sRGB colour, components 0…255.
struct Color: Sendable, Equatable {
  let red, green, blue: Int

  init(_ red: Int, _ green: Int, _ blue: Int) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// The colour mixed with white; 1 is the colour itself, 0 is white.
  func dimmed(to strength: Double) -> Color {
    func mix(_ component: Int) -> Int { Int((255 + (Double(component) - 255) * strength).rounded()) }
    return Color(mix(red), mix(green), mix(blue))
  }

  /// The colour, darkened until words in it can be read on white.
  /// - Source: WCAG 2.2, success criterion 1.4.3: a contrast of 4.5 to 1.
  var readable: Color {
    var color = self
    while 1.05 / (color.luminance + 0.05) < 4.5 {
      color = Color(color.red * 15 / 16, color.green * 15 / 16, color.blue * 15 / 16)
    }
    return color
  }

  /// Relative luminance, from 0 of black to 1 of white.
  /// - Source: WCAG 2.2, definition of relative luminance.
  var luminance: Double {
    func linear(_ component: Int) -> Double {
      let share = Double(component) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// The colour as gnuplot writes it, `#RRGGBB`.
  var hex: String {
    "#"
      + [red, green, blue].map { component in
        let digits = String(component, radix: 16, uppercase: true)
        return digits.count == 1 ? "0" + digits : digits
      }.joined()
  }
}
