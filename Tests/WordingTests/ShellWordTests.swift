import Testing

@testable import Wording

@Suite struct ShellWordTests {
  @Test(arguments: [
    ("specs/depth.json", "specs/depth.json"), ("training.batch=16", "training.batch=16"), ("", "''"),
    ("my photos", "'my photos'"), ("data.test=[a,b]", "'data.test=[a,b]'"), ("it's", #"'it'\''s'"#),
  ])
  func `a word is quoted where a shell would take it apart`(_ word: String, _ quoted: String) {
    #expect(word.shellWord == quoted)
  }
}
