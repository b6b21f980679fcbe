import Testing

@testable import Reporting

/// What every answer begins with.
let question = "Is SRCNN above A+, the best method before it? "

@Suite struct `The answer to whether A+ is passed` {
  private let sets = ["Set5", "Set14", "BSD200"]
  private let paper: [Double?] = [0.16, 0.17, 0.13]

  private func lead(_ images: String, seeds: Int = 1, backprops: Int = 1, _ differences: [Double?])
    -> HeadlineAnswer.Lead
  {
    HeadlineAnswer.Lead(images: images, seeds: seeds, backprops: backprops, differences: differences)
  }

  private func paragraphs(_ leads: HeadlineAnswer.Lead...) -> [String] {
    HeadlineAnswer(method: "A+", sets: sets, paper: paper, leads: leads).paragraphs
  }

  @Test func `it begins with the network that most sets and seeds support`() {
    #expect(
      paragraphs(
        lead("T91", seeds: 9, [-0.09, -0.13, nil]), lead("all of it", seeds: 5, [0.29, 0.19, 0.13]),
        lead("photographs", backprops: 9, [0.06, 0.11, 0.08])
      ) == [
        question + "Yes: trained on all of it, it is above A+ on all three sets "
          + "(+0.29, +0.19, +0.13 dB, mean of 5 seeds; in the paper +0.16, +0.17, +0.13).",
        "Trained on T91, it isn't above A+ on Set5 or Set14 (−0.09, −0.13 dB, mean of 9 seeds). "
          + "Trained on photographs, it is above A+ on all three sets (+0.06, +0.11, +0.08 dB, one seed: "
          + "by itself it decides no difference below 0.1 dB).",
      ])
  }

  @Test(
    arguments: [
      (
        [0.1, -0.1, 0.2],
        question + "Partly: trained on x, it is above A+ on Set5 and BSD200, not on Set14 "
          + "(+0.10, −0.10, +0.20 dB, one seed; in the paper +0.16, +0.17, +0.13)."
      ),
      (
        [-0.1, -0.2, -0.3],
        question + "No: trained on x, it isn't above A+ on any of the three sets "
          + "(−0.10, −0.20, −0.30 dB, one seed; in the paper +0.16, +0.17, +0.13)."
      ),
      (
        [nil, 0.2, nil],
        question + "Yes: trained on x, it is above A+ on Set14 "
          + "(+0.20 dB, one seed; in the paper +0.17)."
      ),
    ] as [([Double?], String)])
  func `it names the sets`(_ differences: [Double?], _ answer: String) {
    #expect(paragraphs(lead("x", differences)) == [answer])
  }

  @Test func `what reads as nothing is not above`() {
    #expect(paragraphs(lead("x", [0.004, nil, nil]))[0].hasPrefix(question + "No: "))
    #expect(
      paragraphs(lead("x", [0.004, nil, nil]))[0].contains(
        "(0.00 dB, one seed: by itself it decides no difference below 0.1 dB; "))
  }

  @Test func `two sets of two are both`() {
    let answer = HeadlineAnswer(
      method: "A+", sets: ["Set5", "Set14"], paper: [nil, nil], leads: [lead("x", [0.1, 0.1])])
    #expect(
      answer.paragraphs == [
        question + "Yes: trained on x, it is above A+ on both sets (+0.10, +0.10 dB, one seed)."
      ])
  }

  @Test func `of two that as much supports the longer training counts`() {
    let answer = paragraphs(
      lead("a", backprops: 9, [0.1, nil, nil]), lead("b", backprops: 8, [0.2, nil, nil]))
    #expect(answer[0].contains("? Yes: trained on a, it "))
  }

  @Test func `without a network or A+ there is no answer yet`() {
    let none = [
      "No answer yet whether SRCNN is above A+, the best method before it: both have to be trained and measured on "
        + "the same set."
    ]
    #expect(paragraphs() == none)
    #expect(paragraphs(lead("x", [nil, nil, nil])) == none)
  }
}
