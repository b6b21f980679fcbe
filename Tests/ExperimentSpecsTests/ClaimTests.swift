import Testing

@testable import ExperimentSpecs

@Suite struct ClaimTests {
  /// The good spec with one claim, whose expression and paper's numbers are given.
  static func edit(_ expression: String, paper: String = "{}") -> (String, String) {
    (
      #""profiles": {"#,
      #""claims": [ { "id": "c", "says": "s", "source": "4.1", "expect": "\#(expression)", "paper": \#(paper) } ], "profiles": {"#
    )
  }

  static func expression(_ text: String) throws -> ClaimExpression {
    try #require(try GoodSpec.decoded([edit(text)]).claims.first).expect
  }

  @Test(arguments: [
    ("set5.psnr: 9-1-5 > 9-3-5 > big", ["9-1-5 - 9-3-5 above(0.0)", "9-3-5 - big above(0.0)"]),
    ("set5.psnr: 9-1-5<9-3-5", ["9-1-5 - 9-3-5 below(0.0)"]),
    ("validation.ssim: |9-1-5 - 9-3-5| < 0.1", ["9-1-5 - 9-3-5 within(0.1)"]),
    ("set5.psnr: 1e-1 < | 9-1-5 - 9-3-5 |", ["9-1-5 - 9-3-5 beyond(0.1)"]),
    ("set5.psnr: 0.1 > |9-1-5 - 9-3-5|", ["9-1-5 - 9-3-5 within(0.1)"]),
    ("set14.psnr: 9-3-5 - 9-1-5 > -0.05", ["9-3-5 - 9-1-5 above(-0.05)"]),
    ("set5.psnr: 33 > 9-1-5 > sc", ["9-1-5 below(33.0)", "9-1-5 - sc above(0.0)"]),
    ("set5.psnr: 9-3-5 - bicubic > 9-1-5 - sc", ["9-3-5 sc - bicubic 9-1-5 above(0.0)"]),
    (
      "first passes 31.42 at backprops: 9-3-5 < 9-1-5 < 8e8",
      ["9-3-5 - 9-1-5 below(0.0)", "9-1-5 below(800000000.0)"]
    ),
  ])
  func `a claim is read as comparisons of sums`(text: String, links: [String]) throws {
    let read = try Self.expression(text).links.map { link in
      func words(_ operands: [ClaimExpression.Operand]) -> String {
        operands.map { if case .named(let name) = $0 { name } else { "?" } }.joined(separator: " ")
      }
      return (link.minus.isEmpty ? words(link.plus) : "\(words(link.plus)) - \(words(link.minus))")
        + " \(link.region)"
    }
    #expect(read == links)
  }

  @Test func `the head says what is compared`() throws {
    #expect(
      try Self.expression("set5.ssim: 9-1-5 > 0.9").quantity == .score(ScoreName(set: "set5", measure: .ssim))
    )
    #expect(
      try Self.expression("set14/zebra.psnr: 9-1-5 > a+").quantity
        == .score(ScoreName(set: "set14", image: "zebra", measure: .psnr)))
    #expect(
      try Self.expression("first passes a+ at backprops: 9-1-5 < 9-3-5").quantity
        == .backprops(passing: .named("a+")))
  }

  /// What stands at the place of the problem, and the sentence.
  @Test(arguments: [
    (
      "set5.psnr: 9-1-6 > 9-3-5", "@9-1-6 > ", "12: expected a variant or a method: ", "did you mean '9-1-5'?"
    ),
    ("set5.psnr: 9-1-5 > scc", "@scc\", \"p", "20: expected a variant or a method: ", "did you mean 'sc'?"),
    (
      "set6.psnr: 9-1-5 > sc", "@set6.psn", "1: expected a test set of the spec: validation, set5 or set14",
      "did you mean 'set5'?"
    ),
    (
      "set5.pnsr: 9-1-5 > sc", "@pnsr: 9-",
      "6: expected psnr, ssim, ifc, nqm, wpsnr, msssim, psnrCb, psnrCr, psnrYCbCr, psnrRGB, seconds or zeros, found 'pnsr'",
      "did you mean 'psnr'?"
    ),
    (
      "set5/bird.zeros: 9-1-5 > sc", "@zeros: 9", "11: expected psnr, ssim, ifc, nqm, wpsnr, msssim, psnrCb",
      "psnrRGB, found 'zeros'"
    ),
    ("set5.psnr 9-1-5 > sc", "@9-1-5 > ", "11: expected ':'", "found '9-1-5'"),
    ("set5: 9-1-5 > sc", "@set5: 9-", "1: expected a test set and a measure", "found 'set5'"),
    ("set5.psnr: 9-1-5", "@\", \"pape", "17: expected '>' or '<'", "found the end of the expression"),
    ("set5.psnr: 9-1-5 >= sc", "@= sc\", \"", "19: expected a variant, a method or a number", "found '='"),
    ("set5.psnr: 9-3-5 > 9-1-5 < sc", "@< sc\", \"", "26: expected '>', or the end", "found '<'"),
    ("set5.psnr: |9-1-5 - sc < 1", "@< 1\", \"p", "24: expected '|'", "found '<'"),
    ("set5.psnr: |9-1-5| < 1", "@| < 1\", ", "18: expected ' - ' and what is taken away", "found '|'"),
    ("set5.psnr: 9-1-5 - 9-3-5 > sc", "@sc\", \"pa", "28: expected values with values", "two kinds"),
    ("set5.psnr: |9-1-5 - sc| < 9-3-5", "@9-3-5\", ", "27: expected values with values", "two kinds"),
    ("set5.psnr: 2 > 1", "@1\", \"pap", "16: expected values with values", "two kinds"),
    (
      "first pass 31 at backprops: 9-1-5 < 9-3-5", "@pass 31 ", "7: expected 'passes'",
      "did you mean 'passes'?"
    ),
    ("first passes sc at epochs: 9-1-5 < 9-3-5", "@epochs: ", "20: expected 'backprops'", "found 'epochs'"),
    (
      "first passes 9-3-5 at backprops: 9-1-5 < 9-3-5", "@9-3-5 at", "14: expected a method: bicubic",
      "found '9-3-5'"
    ),
    (
      "first passes 31 at backprops: 9-1-5 < sc", "@sc\", \"pa", "39: expected a variant: 9-1-5", "found 'sc'"
    ),
    ("", "@\", \"pape", "1: expected a test set and a measure", "the end of the expression"),
  ])
  func `a mistake in an expression is named with its place in the file and in the expression`(
    text: String, place: String, expected: String, found: String
  ) throws {
    let problems = try GoodSpec.problems([Self.edit(text)])
    #expect(problems.count == 1)
    let problem = problems.first ?? ""
    #expect(problem.hasPrefix("\(place) claims[0].expect, character \(expected)"), "\(problem)")
    #expect(problem.contains(found), "\(problem)")
  }

  @Test func `the paper's numbers are of names in the expression, and ids stand once`() throws {
    #expect(
      try GoodSpec.problems([Self.edit("set5.psnr: 9-1-5 > sc", paper: #"{ "9-3-5": 1, "sc": 31.42 }"#)]) == [
        #"@"9-3-5": claims[0].paper.9-3-5: expected 9-1-5 or sc, found '9-3-5'; did you mean '9-1-5'?"#
      ])
    let claim = #"{ "id": "c", "says": "s", "source": "4.1", "expect": "set5.psnr: 9-1-5 > sc" }"#
    let problems = try GoodSpec.problems([
      (#""profiles": {"#, #""claims": [ \#(claim), \#(claim) ], "profiles": {"#)
    ])
    #expect(problems.count == 1 && problems[0].contains("claims[1].id: expected each claim's id once"))
  }

  @Test func `claims don't decide what a run is`() throws {
    let plain = try GoodSpec.decoded().resolved(profile: "desk")
    let claiming = try GoodSpec.decoded([Self.edit("set5.psnr: 9-1-5 > sc")]).resolved(profile: "desk")
    #expect(plain.claims.isEmpty && claiming.claims.count == 1)
    #expect(claiming.runs.map { canonicalJSON(of: $0) } == plain.runs.map { canonicalJSON(of: $0) })
  }

  @Test func `with a grid a claim names variants with their values`() throws {
    let grid = (#""figures": ["#, #""grid": { "training.batch": [8, 16] }, "figures": ["#)
    #expect(try GoodSpec.problems([grid, Self.edit("set5.psnr: 9-1-5/batch=8 > 9-1-5/batch=16")]) == [])
    let problems = try GoodSpec.problems([grid, Self.edit("set5.psnr: 9-1-5 > sc")])
    #expect(problems.count == 1 && problems[0].contains("found '9-1-5'"))
  }

  @Test(arguments: [
    (ClaimLink.Region.above(1), [true, nil, false]), (.below(1), [false, nil, true]),
    (.within(1), [false, nil, true]), (.beyond(2), [true, nil, false]),
  ])
  func `an interval is inside, across or outside of where it should be`(
    region: ClaimLink.Region, inside: [Bool?]
  ) {
    let isNear = if case .beyond = region { 1.0 } else { 0.0 }
    #expect(region.decide((2.5 + isNear)...3.5) == inside[0])
    #expect(region.decide((0.5 + isNear)...3.5) == inside[1])
    #expect(region.decide((-0.5)...0.5) == inside[2])
  }

  /// Seeded, so that a failure can be seen again.
  @Test func `any text is read or refused`() {
    var random = SplitMix(state: 11)
    let pieces = [
      "9-1-5", "|", " - ", ">", "<", ":", "set5.psnr", "first passes", " ", "at backprops", "1e3", "é", "-",
      ".",
    ]
    for _ in 0..<2000 {
      let text = (0...Int.random(in: 0..<8, using: &random)).map { _ in
        pieces.randomElement(using: &random) ?? ""
      }.joined()
      var parser = ClaimParser(text, at: Place(source: .option("x"), path: ""))
      let expression = try? parser.expression()
      #expect(expression?.links.isEmpty != true)
    }
  }
}
