extension ActiveSet {
  /// Goes along the direction as far as the limits allow; says whether one stood in the way, which is held then.
  func advance(_ work: inout PortfolioWorkspace, _ step: Step) -> Bool {
    let largest = VectorLoops.largest(work.direction, work.factor.count)
    // A direction that is nothing but rounding would run into bounds by chance, and for ever.
    guard largest > (step.length.isFinite ? Self.rounding : 0) else { return false }
    var length = step.length
    let asset = firstBound(work, &length, stillness: Self.stillness * largest)
    let row = firstRow(work, &length, stillness: Self.stillness * largest)
    guard length.isFinite else { return false }
    move(&work, by: length)
    if let row {
      work.rowPlaces[row.number] = row.place
    } else if let asset {
      hold(&work, asset)
    }
    return row != nil || asset != nil
  }

  /// The position of the free asset whose bound comes first.
  private func firstBound(_ work: PortfolioWorkspace, _ length: inout Double, stillness: Double) -> Int? {
    var first: Int?
    for position in 0..<work.factor.count {
      let asset = work.factor.assets[position]
      let change = work.direction[position]
      guard abs(change) > stillness else { continue }
      let room = ((change < 0 ? lower[asset] : upper[asset]) - work.weights[asset]) / change
      if room < length {
        length = max(room, 0)
        first = position
      }
    }
    return first
  }

  /// The row that is not held and whose limit comes before.
  private func firstRow(_ work: PortfolioWorkspace, _ length: inout Double, stillness: Double) -> (
    number: Int, place: Place
  )? {
    var first: (number: Int, place: Place)?
    for row in 0..<rows.count where work.rowPlaces[row] == .free {
      let factors = rows[row]
      var change = 0.0
      for position in 0..<work.factor.count {
        change += factors[work.factor.assets[position]] * work.direction[position]
      }
      guard abs(change) > stillness else { continue }
      let sum = VectorLoops.dot(factors, work.weights.span)
      let room = ((change < 0 ? rows.lower[row] : rows.upper[row]) - sum) / change
      if room < length {
        length = max(room, 0)
        first = (row, change < 0 ? .lower : .upper)
      }
    }
    return first
  }

  /// What changes by less, as a fraction of the largest change, is kept by the rows that are held: only rounding moves it.
  private static var stillness: Double { 1e-12 }
  /// Weights are of the size of 1.
  private static var rounding: Double { 1e-15 }

  private func move(_ work: inout PortfolioWorkspace, by length: Double) {
    for position in 0..<work.factor.count {
      let asset = work.factor.assets[position]
      let change = length * work.direction[position]
      guard change != 0 else { continue }
      work.weights[asset] = min(max(work.weights[asset] + change, lower[asset]), upper[asset])
      work.product[asset] += extra(asset) * change
      VectorLoops.add(change, times: covariance.row(asset), to: &work.product)
    }
  }

  private func hold(_ work: inout PortfolioWorkspace, _ position: Int) {
    let asset = work.factor.assets[position]
    let isLower = work.direction[position] < 0
    work.places[asset] = isLower ? .lower : .upper
    work.weights[asset] = isLower ? lower[asset] : upper[asset]
    work.factor.remove(at: position)
  }
}
