import LinearAlgebra
import Testing

@testable import SparseCoding

struct ErrorTests {
  @Test func `each error says what was found, what was expected and what to do`() {
    let table: [(SparseCodingError, String)] = [
      (
        .imageTooSmall(width: 2, height: 9, needed: 5),
        "an image of 2 x 9 low-resolution pixels is too small: expected at least 5 x 5. Use a larger image."
      ),
      (
        .tooFewPatches(found: 10, needed: 1024, purpose: "a dictionary of 1024 atoms"),
        "the training images give 10 patches; a dictionary of 1024 atoms needs at least 1024. "
          + "Use more or larger images, or a smaller setting."
      ),
      (
        .wrongScale(expected: 3, found: 2),
        "the dictionary is for scale 2; expected scale 3. Train one for that scale."
      ),
      (
        .singular(purpose: "D_hi", reason: .notPositiveDefinite(order: 8, minor: 3)),
        "cannot solve for D_hi: the system of 8 equations is singular: expected a positive definite matrix, but "
          + "its first 3 rows and columns are not. Use more data, fewer unknowns or a larger regularisation."
      ),
    ]
    for (error, sentence) in table { #expect(error.description == sentence) }
  }
}
