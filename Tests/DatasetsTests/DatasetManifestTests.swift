import Foundation
import Testing
import TestLaboratory

@testable import Datasets
@testable import Wording

@Suite struct DatasetManifestTests {
  /// A name, a change to a valid manifest, and what must be said about it.
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let replace: String
    let with: String
    let problem: String
  }

  static let valid = """
    { "dataset": 1, "name": "some", "title": "Some", "description": "Images.", "publishedBy": "nobody",
      "terms": "None.", "role": "test", "luma": "ycbcr", "kind": "listed",
      "sources": [ { "url": "https://example.org/some.zip", "kind": "zip" } ],
      "images": [ { "file": "a.png", "sha256": "\(String(repeating: "0", count: 64))" } ] }
    """

  static let cases = [
    Case(
      testDescription: "a misspelled key", replace: "\"terms\"", with: "\"term\"",
      problem: "term: unknown key; known here: "),
    Case(
      testDescription: "a misspelled key deep inside", replace: "\"sha256\"", with: "\"sha265\"",
      problem: "images[0].sha265: unknown key; known here: file, sha256"),
    Case(
      testDescription: "a missing key", replace: "\"luma\": \"ycbcr\",", with: "", problem: "luma: missing"),
    Case(
      testDescription: "a wrong choice", replace: "\"ycbcr\"", with: "\"grey\"",
      problem: "luma: expected one of \"ycbcr\", \"gray\", found the text \"grey\""),
    Case(
      testDescription: "a text for a number", replace: "\"dataset\": 1", with: "\"dataset\": \"1\"",
      problem: "dataset: expected a whole number from 1 to 1, found the text \"1\""),
    Case(
      testDescription: "a later format", replace: "\"dataset\": 1", with: "\"dataset\": 2",
      problem: "dataset: expected a whole number from 1 to 1, found the number 2"),
    Case(
      testDescription: "a name that isn't the file's", replace: "\"some\"", with: "\"other\"",
      problem: "name: expected \"some\" as the file is named, found \"other\""),
    Case(
      testDescription: "a short digest", replace: "\"0000", with: "\"",
      problem: "images[0].sha256: expected 64 lower-case hexadecimal digits"),
    Case(
      testDescription: "a file name that climbs out", replace: "\"a.png\"", with: "\"../a.png\"",
      problem: "images[0].file: expected a plain file name without folders, found \"../a.png\""),
    Case(
      testDescription: "a file name whose slash is glued to an accent", replace: "\"a.png\"",
      with: #""a/\u0301.png""#, problem: "images[0].file: expected a plain file name without folders"),
    Case(
      testDescription: "an address that isn't one of the web", replace: "https://example.org",
      with: "file:///etc",
      problem: "sources[0].url: expected an http or https address"),
    Case(
      testDescription: "single files without their names", replace: "\"kind\": \"zip\"",
      with: "\"kind\": \"files\"",
      problem: "sources[0].url: expected {file} or {stem} in the address of single files"),
    Case(
      testDescription: "no images", replace: "\"images\": [ {", with: "\"images\": [], \"more\": [ {",
      problem: "images: expected at least one image"),
    Case(
      testDescription: "an array for an object",
      replace: "{ \"url\": \"https://example.org/some.zip\", \"kind\": \"zip\" }",
      with: "[]", problem: "sources[0]: expected an object, found an array"),
  ]

  private func decode(_ text: String) throws -> DatasetManifest {
    let temporary = try TemporaryFolder()
    try write(Array(text.utf8), to: temporary.path + "/some.json")
    return try DatasetManifest(contentsOf: temporary.path + "/some.json")
  }

  @Test func `a valid manifest is read`() throws {
    let manifest = try decode(Self.valid)
    #expect(manifest.title == "Some")
    #expect(manifest.role == .test)
    #expect(manifest.sources.map(\.kind) == [.zip])
    #expect(manifest.images == [ListedImage(file: "a.png", digest: .file(String(repeating: "0", count: 64)))])
  }

  @Test(arguments: cases)
  func `an invalid manifest is refused with the place and the reason`(_ test: Case) throws {
    let text = Self.valid.replacing(test.replace, with: test.with)
    try #require(text != Self.valid)
    let error = #expect(throws: DatasetError.self) { try decode(text) }
    let message = try #require(error).description
    #expect(message.contains(test.problem), "\(message)")
  }

  @Test func `all problems are reported at once`() {
    let text = Self.valid.replacing("\"terms\"", with: "\"term\"").replacing("\"ycbcr\"", with: "3")
    #expect {
      try decode(text)
    } throws: { error in
      guard case DatasetError.manifestInvalid(_, let problems) = error else { return false }
      return problems.count == 3  // luma, terms missing, term unknown
    }
  }

  @Test func `a file listed twice is refused`() throws {
    let zeros = String(repeating: "0", count: 64)
    let entry = "{ \"file\": \"a.png\", \"sha256\": \"\(zeros)\" }"
    let error = #expect(throws: DatasetError.self) {
      try decode(Self.valid.replacing(entry, with: entry + ", " + entry))
    }
    #expect(try #require(error).description.contains("images[1].file: \"a.png\" is listed twice"))
  }

  @Test func `text that isn't JSON is refused`() throws {
    let error = #expect(throws: DatasetError.self) { try decode("{ \"dataset\": 1,") }
    #expect(try #require(error).description.contains("isn't valid JSON"))
  }

  /// - Source: the numbers of images in the paper's section 4 and in the sets' publications.
  @Test(arguments: [("set5", 5), ("set14", 14), ("t91", 91), ("bsd200", 200), ("bsds-train200", 200)])
  func `the project's manifests list as many images as the sets have`(_ set: (name: String, count: Int))
    throws
  {
    let manifest = try DatasetManifest(contentsOf: packageRoot + "/datasets/\(set.name).json")
    #expect(manifest.images.count == set.count)
    #expect(manifest.sources.count >= 3)
    #expect(manifest.luma == (set.name == "bsd200" ? .gray : .ycbcr))
  }

  @Test func `T91 is in the order of its numbers, so that its first ten images are t1 to t10`() throws {
    let manifest = try DatasetManifest(contentsOf: packageRoot + "/datasets/t91.json")
    let t = (1...66).filter { $0 != 41 }.map { "t\($0).bmp" }
    let tt = (1...27).filter { $0 != 11 }.map { "tt\($0).bmp" }
    #expect(manifest.images.map(\.file) == t + tt)
  }

  @Test func `every manifest of the project is valid`() throws {
    let catalog = try DatasetCatalog(root: packageRoot, dataRoot: nil, environment: [:])
    #expect(
      catalog.names == [
        "bsd200", "bsds-train200", "free", "imagenet", "imagenet-sample", "leaves-test", "leaves-train",
        "set14", "set5",
        "t91",
      ])
  }
}
