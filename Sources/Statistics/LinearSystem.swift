/// The inverse of a square matrix, row by row, by Gauss-Jordan elimination with the largest pivot of each column;
/// `nil` where a pivot is smaller than 1e-14 of the largest entry, as of a singular matrix.
public func inverse(_ matrix: [Double], size: Int) -> [Double]? {
  precondition(matrix.count == size * size, "the matrix is square")
  var a = matrix
  var result = [Double](repeating: 0, count: size * size)
  for index in 0..<size { result[index * size + index] = 1 }
  let largest = matrix.reduce(0) { max($0, abs($1)) }
  guard largest.isFinite, largest > 0 else { return nil }
  for column in 0..<size {
    var pivot = column
    for row in column..<size where abs(a[row * size + column]) > abs(a[pivot * size + column]) { pivot = row }
    let value = a[pivot * size + column]
    guard abs(value) > largest * 1e-14 else { return nil }
    if pivot != column {
      for k in 0..<size {
        a.swapAt(pivot * size + k, column * size + k)
        result.swapAt(pivot * size + k, column * size + k)
      }
    }
    for k in 0..<size {
      a[column * size + k] /= value
      result[column * size + k] /= value
    }
    for row in 0..<size where row != column {
      let factor = a[row * size + column]
      guard factor != 0 else { continue }
      for k in 0..<size {
        a[row * size + k] -= factor * a[column * size + k]
        result[row * size + k] -= factor * result[column * size + k]
      }
    }
  }
  return result.allSatisfy(\.isFinite) ? result : nil
}
