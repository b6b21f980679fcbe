import Vocabulary

extension Optimizer {
  /// Arrays as long as the parameters that the rule remembers between steps.
  var momentCount: Int {
    switch self {
    case .sgd: 1
    case .adam, .muon, .soap: 2
    }
  }
}

extension Schedule {
  /// The factor after `backprops` of `total`.
  public func factor(backprops: Int, total: Int) -> Double {
    switch self {
    case .constant:
      return 1
    case .cosine(let final, let warmup):
      if backprops < warmup { return Double(backprops + 1) / Double(warmup + 1) }
      let progress = min(1, Double(backprops - warmup) / Double(max(1, total - warmup)))
      return final + (1 - final) * (1 + cosineOfHalfTurn(progress)) / 2
    case .constantThenLinear(let decay, let final):
      let left = max(0, total - backprops)
      return left >= decay ? 1 : final + (1 - final) * Double(left) / Double(decay)
    }
  }
}

/// `base` to a whole power by squaring: the same bits on every machine, unlike the C library's.
func power(_ base: Double, _ exponent: Int) -> Double {
  var (result, square, rest) = (1.0, base, exponent)
  while rest > 0 {
    if rest & 1 == 1 { result *= square }
    square *= square
    rest >>= 1
  }
  return result
}

/// cos(pi x) for x in 0…1 by its power series, for the same reason.
func cosineOfHalfTurn(_ x: Double) -> Double {
  if x > 0.5 { return -cosineOfHalfTurn(1 - x) }
  let square = -(x * Double.pi) * (x * Double.pi)
  var term = 1.0, sum = 1.0
  for n in stride(from: 2.0, through: 24.0, by: 2.0) {
    term *= square / (n * (n - 1))
    sum += term
  }
  return sum
}
