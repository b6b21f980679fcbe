import Foundation

/// Student's t distribution with a whole number of degrees of freedom.
package struct StudentT {
  /// At least 1.
  package let degreesOfFreedom: Int

  /// The distribution for this many degrees of freedom.
  package init(degreesOfFreedom: Int) {
    precondition(degreesOfFreedom >= 1, "\(degreesOfFreedom) degrees of freedom")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The probability of a value from -t to t.
  /// - Complexity: O(`degreesOfFreedom`).
  /// - Source: M. Abramowitz, I. Stegun, "Handbook of Mathematical Functions", 26.7.3 and 26.7.4.
  func probability(within t: Double) -> Double {
    let angle = atan(t / Double(degreesOfFreedom).squareRoot())
    let (sine, cosine) = (sin(angle), cos(angle))
    let isOdd = degreesOfFreedom % 2 == 1
    // 1 + 1/2 cos² + (1·3)/(2·4) cos⁴ + …, or cos + 2/3 cos³ + (2·4)/(3·5) cos⁵ + …
    var term = isOdd ? cosine : 1
    var sum = 0.0
    var power = isOdd ? 1 : 0
    while power <= degreesOfFreedom - 2 {
      sum += term
      term *= cosine * cosine * Double(power + 1) / Double(power + 2)
      power += 2
    }
    return isOdd ? 2 / Double.pi * (angle + sine * sum) : sine * sum
  }

  /// The t for which a value lies from -t to t with this probability: 0.95 for a 95 % interval.
  /// - Complexity: O(`degreesOfFreedom`) times about a hundred halvings.
  package func quantile(within probability: Double) -> Double {
    precondition((0..<1).contains(probability), "a probability of \(probability)")
    var (low, high) = (0.0, 1.0)
    while self.probability(within: high) < probability { high *= 2 }
    while true {
      let middle = (low + high) / 2
      // The two ends are neighbours among the numbers.
      if middle <= low || middle >= high { return middle }
      if self.probability(within: middle) < probability { low = middle } else { high = middle }
    }
  }
}

/// The interval that holds the mean of a normal population with 95 % probability.
/// - Parameter values: at least two measurements.
/// - Source: Student (W. S. Gosset), "The probable error of a mean", Biometrika 6, 1908.
package func confidenceInterval(of values: [Double]) -> ClosedRange<Double> {
  precondition(values.count > 1, "an interval wants two values or more")
  let mean = mean(values)
  let half =
    StudentT(degreesOfFreedom: values.count - 1).quantile(within: 0.95) * standardDeviation(values)
    / Double(values.count).squareRoot()
  return (mean - half)...(mean + half)
}
