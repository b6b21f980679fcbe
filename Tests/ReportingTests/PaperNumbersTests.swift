import Foundation
import Plotting
import Reporting
import TestLaboratory
import Testing

@Suite struct `The paper's numbers` {
  static let words: [(file: String, from: String, to: String, found: String)] = [
    ("networks.csv", "11-1-7", "11-1-x", "expected filter sizes as in 9-1-5, found '11-1-x'."),
    (
      "networks.csv", "9-1-5,ImageNet", "9-1-5,imagenet",
      "expected '91 images' or 'ImageNet', found 'imagenet'."
    ),
    ("networks.csv", "32.66", "32.6b", "expected a number for psnr_db, found '32.6b'."),
    ("table1.csv", "64,32,", "64,many,", "expected a number of filters for n2, found 'many'."),
    (
      "levels.csv", "set5,2,psnr,kk", "set5,2,pnsr,kk",
      "expected a measure such as psnr or ssim, found 'pnsr'."
    ),
    (
      "levels.csv", "set5,2,psnr,kk", "set5,2,psnr,kkk",
      "expected srcnn, bicubic, sc, ne-lle, kk, anr, aplus, dnc, or one with -blur-DEVIATION behind it, "
        + "found 'kkk'."
    ),
    (
      "levels.csv", "dnc-blur-0.55", "dnc-blur-some",
      "expected srcnn, bicubic, sc, ne-lle, kk, anr, aplus, dnc, or one with -blur-DEVIATION behind it, "
        + "found 'dnc-blur-some'."
    ),
    (
      "table5.csv", "\nkk,KK", "\nkkk,KK",
      "expected a method, or a spec and its variant as in channels/rgb, found 'kkk'."
    ),
    (
      "images.csv", "SRCNN,29.29", "SRCN,29.29",
      "expected SRCNN or a method as Tables 2 to 4 call it, found 'SRCN'."
    ),
    (
      "curves.csv", "fig12,\"ANR\"", "fig12,\"NAR\"",
      "expected a method or filter sizes as in 9-1-5, found 'NAR'."
    ),
  ]

  @Test(arguments: words)
  func `a word in a published table that means nothing is named with its line`(
    _ word: (file: String, from: String, to: String, found: String)
  ) throws {
    let root = FileManager.default.temporaryDirectory.path + "/paper-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: root) }
    try FileManager.default.createDirectory(
      atPath: root + "/experiments", withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: packageRoot + "/experiments/paper", toPath: root + "/experiments/paper")
    let path = "\(root)/experiments/paper/\(word.file)"
    var text = try String(contentsOfFile: path, encoding: .utf8)
    let place = try #require(text.range(of: word.from))
    let line = text[..<place.upperBound].count { $0.isNewline } + 1
    text.replaceSubrange(place, with: word.to)
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let error = try #require(throws: PlottingError.self) { try PaperNumbers(root: root) }
    #expect(error.description == "\(word.file):\(line): \(word.found)")
  }
}
