public import TickmarkAgreement
import TickmarkFrames
import TickmarkMemory

extension Book {
  /// One day, one asset after the other: the reference.
  public static var scalar: Variant<Body> {
    Variant("scalar") { input, workspace in runScalar(input, &workspace) }
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  static func runScalar(_ input: BookInput<Element>, _ workspace: inout BookWorkspace) -> BookStatistics {
    workspace.prepare(days: input.weights.days)
    var book = ScalarBook(input, holdings: workspace.takeHoldings(assets: input.weights.assets))
    for day in 0..<input.weights.days { book.live(day, &workspace) }
    workspace.holdings = book.assets
    workspace.sorted.count(workspace.log)
    workspace.sorted.begin()
    workspace.sorted.place(workspace.log)
    workspace.tally.add(workspace.sorted, dates: input.dates)
    return workspace.statistics(input)
  }
}

/// What the reference knows of one asset.
struct Holding {
  var shares = 0.0
  var lastClose = 0.0
  var highest = -Double.infinity
  var lowest = Double.infinity
  var position = OpenPosition()
  /// The weight that it last traded at.
  var weight = 0.0
  /// What was held up, with the day of its decision (`Carry.leg`).
  var pending: (weight: Double, decisionDay: Int)?
}

extension BookWorkspace {
  /// Gives the holdings away, all empty; the memory of the run before is used again.
  mutating func takeHoldings(assets: Int) -> [Holding] {
    var taken: [Holding] = []
    swap(&taken, &holdings)
    if taken.count != assets { return [Holding](repeating: Holding(), count: assets) }
    for asset in taken.indices { taken[asset] = Holding() }
    return taken
  }
}

/// The book of the reference.
private struct ScalarBook<Element: PanelElement> {
  private let input: BookInput<Element>
  private let rules: BookRules
  private var cash: Double
  private(set) var assets: [Holding]
  /// Some asset with a weight had no price on the last rebalance day.
  private var isHeldUp = false

  init(_ input: BookInput<Element>, holdings: [Holding]) {
    self.input = input
    rules = input.rules
    cash = rules.capital
    assets = holdings
  }

  mutating func live(_ day: Int, _ workspace: inout BookWorkspace) {
    let isScheduled = input.rebalances[day] != 0 || (day == 0 && assets.indices.contains { weight(0, $0) != 0 })
    let isWhole = isScheduled || (isHeldUp && rules.carry == .book)
    // What the book is worth for the day's decision: before it sees the close where fills are at the open.
    let worthAtOpen = rules.timing == .nextBarOpen ? worth { executionPrice(day, $0) ?? assets[$0].lastClose } : 0
    for asset in assets.indices { see(day, asset) }
    if isWhole || isHeldUp {
      let worthNow = rules.timing == .barClose ? worth { assets[$0].lastClose } : worthAtOpen
      let capital = rules.allocation == .fixed ? rules.capital : cash + worthNow
      isHeldUp = false
      for asset in assets.indices { decide(day, asset, isWhole: isWhole, capital: capital, &workspace) }
    }
    let atEnd = BookWorth(
      net: worth { assets[$0].lastClose }, gross: worth(gross: true) { assets[$0].lastClose },
      priced: worth { valid(Double(input.closes[day, $0])) ?? 0 })
    workspace.endDay(day, cash: cash, atEnd, capital: rules.capital)
  }

  private func weight(_ day: Int, _ asset: Int) -> Double {
    let weight = Double(input.weights[day, asset])
    return weight.isFinite && abs(weight) > BookRules.smallest ? weight : 0
  }

  private func valid(_ price: Double) -> Double? { price > 0 && price < .infinity ? price : nil }

  private func executionPrice(_ day: Int, _ asset: Int) -> Double? {
    valid(Double(rules.timing == .barClose ? input.closes[day, asset] : input.opens[day, asset]))
  }

  private func worth(gross: Bool = false, _ price: (Int) -> Double) -> Double {
    var sum = AssetSum()
    for asset in assets.indices {
      sum.add((gross ? abs(assets[asset].shares) : assets[asset].shares) * price(asset), asset: asset)
    }
    return sum.finish()
  }

  private mutating func see(_ day: Int, _ asset: Int) {
    guard let close = valid(Double(input.closes[day, asset])) else { return }
    assets[asset].lastClose = close
    assets[asset].highest = max(assets[asset].highest, close)
    assets[asset].lowest = min(assets[asset].lowest, close)
  }

  private mutating func decide(
    _ day: Int, _ asset: Int, isWhole: Bool, capital: Double, _ workspace: inout BookWorkspace
  ) {
    var wanted = isWhole ? weight(day, asset) : 0
    var decisionDay = rules.timing == .barClose ? day : max(day - 1, 0)
    if !isWhole {
      guard let pending = assets[asset].pending else { return }
      (wanted, decisionDay) = pending
    }
    assets[asset].pending = nil
    if rules.scope == .changes, wanted == assets[asset].weight { return }
    guard let price = executionPrice(day, asset) else {
      if rules.timing == .nextBarOpen, wanted != 0 {
        isHeldUp = true
        if rules.carry == .leg { assets[asset].pending = (wanted, decisionDay) }
      }
      return
    }
    assets[asset].weight = wanted
    fill(asset, to: wanted * capital / price, at: price, day: day, decisionDay: decisionDay, &workspace)
  }

  private mutating func fill(
    _ asset: Int, to target: Double, at price: Double, day: Int, decisionDay: Int, _ workspace: inout BookWorkspace
  ) {
    let change = target - assets[asset].shares
    guard abs(change) > BookRules.smallest else { return }
    let value = abs(change) * price
    let cost = rules.cost.of(shares: abs(change), value: value)
    let fill = Fill(
      decisionDay: Int32(decisionDay), day: Int32(day), asset: Int32(asset), quantity: change, price: price,
      cashBefore: cash, cashAfter: cash - (change * price + cost), sharesBefore: assets[asset].shares,
      sharesAfter: target, cost: cost)
    cash = fill.cashAfter
    assets[asset].shares = target
    workspace.tradedValue[day] += value
    workspace.costs[day] += cost
    if workspace.record >= .ledger { workspace.ledger.append(fill) }
    if workspace.record >= .statistics { replay(fill, &workspace) }
  }

  private mutating func replay(_ fill: Fill, _ workspace: inout BookWorkspace) {
    let asset = Int(fill.asset)
    let effect = assets[asset].position.apply(fill, highest: assets[asset].highest, lowest: assets[asset].lowest)
    switch effect {
    case .opened: beginRange(Int(fill.day), asset)
    case .added: break
    case .closed(let trade): workspace.log.append(trade)
    case .flipped(let trade):
      workspace.log.append(trade)
      beginRange(Int(fill.day), asset)
    }
  }

  private mutating func beginRange(_ day: Int, _ asset: Int) {
    assets[asset].highest = -.infinity
    assets[asset].lowest = .infinity
    see(day, asset)
  }
}
