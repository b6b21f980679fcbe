import Testing

@testable import Plotting

struct DocumentTests {
  private let document = Document([
    .heading(2, "A & B"), .paragraph("Say `a < b` or not."), .list(["one", "`two`"]), .command("run <it>"),
    .image(path: "figures/a.svg", alternative: "a \"picture\""),
    .image(path: "missing.png", alternative: "none"),
    .table(
      Table(
        id: "t", title: "T", columns: ["Network", "PSNR"],
        rows: [[.text("x | `y`"), .number(1.25, decimals: 2, isBest: true)], [.text("z"), .missing]])),
  ])

  @Test func `Markdown has the parts apart by blank lines`() {
    let text = document.markdown()
    #expect(
      text.hasPrefix(
        "## A & B\n\nSay `a < b` or not.\n\n- one\n- `two`\n\n    run <it>\n\n![a \"picture\"](figures/a.svg)\n"
      ))
    #expect(text.hasSuffix("| z | – |\n"))
  }

  @Test func `the script of a sheet of words quotes them and stays inside the sheet`() {
    let sheet = LabelSheet(width: 200, height: 100, labels: [.init("it's\nhere", x: 50, y: 25)])
    #expect(
      sheet.script().contains("set label 'it''s here' at screen 0.25,0.75 center noenhanced font ',11'"))
  }
}
