import TickmarkAgreement
import TickmarkCache
public import TickmarkMeasurement

extension Suite {
  /// A service asks for the same indicators again and again; whatever it waits for beside computing is the cache's.
  public static let cache = Suite(
    "cache", question: "What does a hit cost, on one thread and on two, and what a miss beside its computation?",
    sizes: .smoke(200), .full(4_000), .large(100_000)
  ) { size in
    let policies = CachePolicy.allCases
    // Every value is there; asked for in random order, each as often as any other.
    Operation("hit", elements: CacheRequests.count, unit: "requests", yardsticks: [.cache, .arithmetic]) {
      for policy in policies {
        let requests = CacheRequests(policy, values: size.count, .uniform)
        Variant(policy.rawValue) { requests.onOneThread() }
      }
    }
    // Two threads at once, each asking as often and for as many values, which are its own.
    Operation("hit-on-two", elements: 2 * CacheRequests.count, unit: "requests", yardsticks: [.cache, .arithmetic]) {
      for policy in policies {
        let requests = CacheRequests(policy, values: size.count, .apart)
        Variant(policy.rawValue) { requests.onTwoThreads() }
      }
    }
    // Both threads ask for the same values.
    Operation("shared-on-two", elements: 2 * CacheRequests.count, unit: "requests", yardsticks: [.cache, .arithmetic]) {
      for policy in policies {
        let requests = CacheRequests(policy, values: size.count, .uniform)
        Variant(policy.rawValue) { requests.onTwoThreads() }
      }
    }
    // Both threads want the same few values most: the value asked for most has a tenth of all requests.
    Operation("popular-on-two", elements: 2 * CacheRequests.count, unit: "requests", yardsticks: [.cache, .arithmetic])
    {
      for policy in policies {
        let requests = CacheRequests(policy, values: size.count, .zipf)
        Variant(policy.rawValue) { requests.onTwoThreads() }
      }
    }
    // No value is ever there; `none` computes without a cache.
    Operation("miss", elements: CacheMisses.count, unit: "requests", yardsticks: [.allocation, .arithmetic]) {
      Variant("none") { CacheMisses.uncached() }
      for policy in policies {
        let misses = CacheMisses(policy)
        Variant(policy.rawValue) { misses.cached() }
      }
    }
    // A year of an indicator of one symbol, by Zipf's law, in a cache that begins empty and holds a tenth of the symbols.
    Operation("indicators", elements: CacheRequests.count, unit: "requests", yardsticks: [.cache, .vector]) {
      let workload = IndicatorRequests(symbols: size.count, requests: CacheRequests.count)
      Variant("none") { workload.uncached() }
      for policy in policies { Variant(policy.rawValue) { workload.cached(policy).sum } }
    }
  }
}
