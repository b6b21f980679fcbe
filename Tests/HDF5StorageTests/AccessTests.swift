import HDF5Storage
import Testing

struct `Access to HDF5 contents` {
  private func read() throws -> HDF5Contents {
    try HDF5Contents(decoding: try variedContents().encoded(), file: "w.h5")
  }

  @Test func `values are found by name`() throws {
    let contents = try read()
    #expect(try contents.string("format") == "srcnn-weights")
    #expect(try contents.int("scale") == 3)
    #expect(try contents.double("rate") == 1e-4)
    #expect(try contents.strings("names") == ["a", "", "ß"])
    #expect(try contents.ints("filters") == [9, 1, 5])
    #expect(try contents.doubles("curve")[1] == .pi)
    #expect(try contents.string("protocol", of: "/final/set5") == "table")
    #expect(try contents.string("units", of: "/curve/psnr") == "dB")
    #expect(try contents.array("conv1/bias").floats(shape: [64])[0] == -0.5)
    #expect(try contents.array("/conv1/bias").doubles()[0] == -0.5)
    #expect(try contents.array("/one").int64s(shape: []) == [-5])
    #expect(try contents.array("/random").uint64s() == [.max, 1])
    #expect(try contents.array("/pixels").bytes() == [0, 255])
    #expect(try contents.array("/image").strings() == ["baby", "größe", ""])
  }

  @Test func `what is missing or different is said with its place`() throws {
    let contents = try read()
    let cases: [(expected: String, body: () throws -> Void)] = [
      (
        "w.h5 has no array /conv9/weight; it has /conv1/bias, /conv1/weight, /curve/backprops, /curve/loss, "
          + "/curve/psnr, /image, /none, /one, /pixels, /random. Is it a file of another kind?",
        { _ = try contents.array("/conv9/weight") }
      ),
      (
        "w.h5: /conv1/weight: expected the shape [64, 3, 9, 9], found [64, 1, 9, 9]",
        { _ = try contents.array("/conv1/weight").floats(shape: [64, 3, 9, 9]) }
      ),
      (
        "w.h5: /curve/psnr: expected float32, found float64",
        { _ = try contents.array("/curve/psnr").floats() }
      ),
      ("w.h5: /image: expected float64, found text", { _ = try contents.array("/image").doubles() }),
      ("w.h5: /random: expected int64, found uint64", { _ = try contents.array("/random").int64s() }),
      ("w.h5: /one: expected uint64, found int64", { _ = try contents.array("/one").uint64s() }),
      ("w.h5: /one: expected uint8, found int64", { _ = try contents.array("/one").bytes() }),
      ("w.h5: /one: expected text, found int64", { _ = try contents.array("/one").strings() }),
      (
        "w.h5 has no attribute 'runId' on /alone; it has x. Is it a file of another kind?",
        { _ = try contents.string("runId", of: "/alone") }
      ),
      (
        "w.h5 has no attribute 'x' on /one; it has none. Is it a file of another kind?",
        { _ = try contents.string("x", of: "/one") }
      ),
      (
        "w.h5: attribute 'scale' of /: expected text, found a whole number",
        { _ = try contents.string("scale") }
      ),
      (
        "w.h5: attribute 'rate' of /: expected a whole number, found a real number",
        { _ = try contents.int("rate") }
      ),
      (
        "w.h5: attribute 'scale' of /: expected a real number, found a whole number",
        { _ = try contents.double("scale") }
      ),
      (
        "w.h5: attribute 'filters' of /: expected a list of texts, found a list of 3 whole numbers",
        { _ = try contents.strings("filters") }
      ),
      (
        "w.h5: attribute 'names' of /: expected a list of whole numbers, found a list of 3 texts",
        { _ = try contents.ints("names") }
      ),
      (
        "w.h5: attribute 'format' of /: expected a list of real numbers, found text",
        { _ = try contents.doubles("format") }
      ),
    ]
    for (expected, body) in cases { #expect(try sentence(body) == expected) }
  }

  @Test func `what can't be stored is refused before anything is written`() throws {
    let small = HDF5Array([1.0, 2.0], shape: [2])
    var scale = small
    scale.isDimensionScale = true
    var usesMissing = small
    usesMissing.scales = [0: "/nowhere"]
    var usesBeyond = small
    usesBeyond.scales = [1: "/scale"]
    var usesShort = HDF5Array([1.0, 2.0, 3.0], shape: [3])
    usesShort.scales = [0: "/scale"]
    var misshapen = small
    misshapen.shape = [3]
    let cases: [(arrays: [String: HDF5Array], expected: String)] = [
      (["x": small], "cannot store 'x': expected a path such as /conv1/weight"),
      (["/": small], "cannot store '/': expected a path such as /conv1/weight"),
      (["/a//b": small], "cannot store '/a//b': expected a path such as /conv1/weight"),
      (["/a/../b": small], "cannot store '/a/../b': expected a path such as /conv1/weight"),
      (["/a": small, "/a/b": small], "cannot store /a: it is both an array and a group"),
      (["/x": HDF5Array(["a\0b"], shape: [1])], "cannot store /x: a text in it contains the character NUL"),
      (["/x": misshapen], "cannot store /x: its shape [3] doesn't hold 2 values"),
      (
        ["/x": usesMissing],
        "cannot store /x: /nowhere, the scale of axis 0, is not a dimension scale here"
      ),
      (["/x": usesBeyond, "/scale": scale], "cannot store /x: it has no axis 1 for the scale /scale"),
      (
        ["/x": usesShort, "/scale": scale], "cannot store /x: axis 0 has the length 3, its scale /scale 2"
      ),
      (
        ["/x": HDF5Array([1.0], shape: [], attributes: ["CLASS": .int(1)])],
        "cannot store attribute 'CLASS' of /x: the name is reserved or empty"
      ),
    ]
    for (arrays, expected) in cases {
      var contents = HDF5Contents()
      contents.arrays = arrays
      let text = try sentence { _ = try contents.encoded() }
      #expect(text == expected)
    }
  }
}
