import Testing

@testable import Plotting

struct TableTests {
  /// The paper's Table 2, PSNR at x3 and x2 (Set5).
  private var table: Table {
    Table(
      id: "table2", title: "PSNR & more, 100 % of Set_5", columns: ["Scale", "Bicubic", "SC", "SRCNN"],
      rows: [
        [
          .text("×3"), .number(30.39, decimals: 2), .number(31.42, decimals: 2),
          .number(32.7465, decimals: 2),
        ],
        [.text("×2"), .number(33.66, decimals: 2), .missing, .number(36.66, decimals: 2)],
      ])
  }

  @Test func `CSV keeps numbers unrounded and quotes what needs it`() {
    var table = table
    table.rows[0][0] = .text("a \"b\", c")
    #expect(
      table.csv() == """
        Scale,Bicubic,SC,SRCNN
        "a ""b"", c",30.39,31.42,32.7465
        ×2,33.66,,36.66

        """)
  }

  @Test func `Markdown sets the best of each row in bold`() {
    var table = table
    table.markBest(inEach: .row)
    #expect(
      table.markdown() == """
        PSNR & more, 100 % of Set_5

        | Scale | Bicubic | SC | SRCNN |
        | --- | ---: | ---: | ---: |
        | ×3 | 30.39 | 31.42 | **32.75** |
        | ×2 | 33.66 | – | **36.66** |

        """)
  }

  @Test func `LaTeX uses booktabs and escapes what it would execute`() {
    var table = table
    table.markBest(inEach: .column)
    let latex = table.latex()
    #expect(latex.contains("\\caption{PSNR \\& more, 100 \\% of Set\\_5}"))
    #expect(latex.contains("    $\\times$3 & 30.39 & 31.42 & 32.75 \\\\\n"))
    #expect(latex.contains("    $\\times$2 & \\textbf{33.66} & -- & \\textbf{36.66} \\\\\n"))
    for rule in ["\\begin{tabular}{lrrr}", "\\toprule", "\\midrule", "\\bottomrule", "\\label{tab:table2}"] {
      #expect(latex.contains(rule))
    }
  }

  @Test func `numbers that read the same are both the best, and seconds are won by the smallest`() {
    var table = Table(
      id: "t", title: "t", columns: ["PSNR", "Seconds"],
      rows: [
        [.number(32.601, decimals: 2), .number(0.60, decimals: 2)],
        [.number(32.602, decimals: 2), .number(0.18, decimals: 2)],
        [.number(32.26, decimals: 2), .number(.nan, decimals: 2)],
      ])
    table.markBest(inEach: .column, lowestWins: [1])
    let best = table.rows.map { $0.map { if case .number(_, _, true) = $0 { true } else { false } } }
    #expect(best == [[true, false], [true, true], [false, false]])
  }

  @Test func `a number that competes with nobody is not marked`() {
    var table = Table(
      id: "t", title: "t", columns: ["a", "b"], rows: [[.number(1, decimals: 1), .missing]])
    table.markBest(inEach: .row)
    #expect(table.rows[0][0] == .number(1, decimals: 1))
  }

  @Test func `a mean over seeds has its deviation beside it, in CSV in a column of its own`() {
    var table = Table(
      id: "t", title: "t", columns: ["Network", "PSNR"],
      rows: [
        [.text("a"), .spread(32.254, deviation: 0.031, decimals: 2, isBest: false)],
        [.text("b"), .number(32.1, decimals: 2)], [.text("c"), .missing],
      ])
    table.markBest(inEach: .column, competing: [1])
    #expect(table.csv() == "Network,PSNR,PSNR deviation\na,32.254,0.031\nb,32.1,\nc,,\n")
    #expect(table.markdown().contains("| a | **32.25** ± 0.03 |\n| b | 32.10 |\n| c | – |\n"))
    #expect(table.latex().contains("    a & \\textbf{32.25} $\\pm$ 0.03 \\\\\n"))
    #expect(table.latex().contains("{lr}"))
  }

  @Test func `notes stand beneath a table, and not in its CSV`() {
    var table = table
    let plain = (table.csv(), table.markdown(), table.latex())
    table.notes = ["a_b is below bicubic", "c <failed>"]
    #expect(table.csv() == plain.0)
    #expect(table.markdown() == plain.1 + "\n- a_b is below bicubic\n- c &lt;failed>\n")
    let lines = "\n  \\par\\footnotesize a\\_b is below bicubic\n  \\par\\footnotesize c <failed>"
    #expect(table.latex() == plain.2.replacing("\\end{tabular}", with: "\\end{tabular}" + lines))
  }

  @Test func `columns that don't compete stay as they are`() {
    var table = Table(
      id: "t", title: "t", columns: ["a", "b"],
      rows: [
        [.number(1, decimals: 1), .number(1, decimals: 1)],
        [.number(2, decimals: 1), .number(2, decimals: 1)],
      ])
    table.markBest(inEach: .column, competing: [1])
    #expect(table.rows[1] == [.number(2, decimals: 1), .number(2, decimals: 1, isBest: true)])
  }
}
