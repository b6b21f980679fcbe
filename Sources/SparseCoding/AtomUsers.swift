/// Which vectors use each atom, and which have already become an atom in this iteration.
struct AtomUsers {
  /// Where the entries of each atom begin in `order`; one more than there are atoms.
  private var starts: [Int]
  /// Places in the codes, atom after atom.
  private var order: [Int]
  private var taken: Set<Int> = []
  /// Atoms that took over a vector.
  var replaced: [Bool]

  init(_ codes: SparseCodes, atoms: Int) {
    let counts = codes.users(ofAtoms: atoms)
    starts = [0]
    for count in counts { starts.append(starts[starts.count - 1] + count) }
    order = Array(repeating: 0, count: starts[atoms])
    var next = starts
    for (entry, atom) in codes.atoms.enumerated() where atom >= 0 {
      order[next[Int(atom)]] = entry
      next[Int(atom)] += 1
    }
    replaced = Array(repeating: false, count: atoms)
  }

  func entries(of atom: Int) -> ArraySlice<Int> { order[starts[atom]..<starts[atom + 1]] }

  /// The vector of the largest energy, the first of equals, that was not taken before; nil if none is left.
  mutating func takeWorst(_ energies: [Double]) -> Int? {
    var worst: Int?
    for vector in energies.indices where energies[vector] > 0 && !taken.contains(vector) {
      if worst.map({ energies[vector] > energies[$0] }) ?? true { worst = vector }
    }
    if let worst { taken.insert(worst) }
    return worst
  }
}

extension SparseCodes {
  /// How many vectors use each of so many atoms.
  func users(ofAtoms atoms: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: atoms)
    for atom in self.atoms where atom >= 0 { counts[Int(atom)] += 1 }
    return counts
  }
}
