import Foundation

/// Random numbers that can be had again: SplitMix64 of a seed, which a failing test prints.
public struct SeededGenerator: RandomNumberGenerator {
  /// What to set `TEST_SEED` to for the same numbers.
  public let seed: UInt64
  private var state: UInt64

  /// - Parameter seed: nil for the one in `TEST_SEED`, or else one that nobody foresees.
  public init(seed: UInt64? = nil) {
    let given = ProcessInfo.processInfo.environment["TEST_SEED"].flatMap(UInt64.init)
    self.seed = seed ?? given ?? .random(in: 0 ... .max)
    state = self.seed
  }

  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
