/// The arithmetic mean; NaN of nothing.
package func mean(_ values: [Double]) -> Double {
  values.reduce(0, +) / Double(values.count)
}

/// The standard deviation of a population that these values are a sample of; NaN of fewer than two.
package func standardDeviation(_ values: [Double]) -> Double {
  let mean = mean(values)
  let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  return (squares / Double(values.count - 1)).squareRoot()
}
