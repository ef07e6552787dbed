internal import Glibc

/// The moment at which something must be over, by a clock that nobody sets (clock_gettime(2), CLOCK_MONOTONIC).
public struct Deadline: Sendable {
  /// In milliseconds of that clock.
  private let moment: Int64

  /// `duration` from now.
  public init(after duration: Duration) {
    let (seconds, fraction) = duration.components
    let milliseconds = min(max(0, seconds), 1 << 31) * 1000 + fraction / 1_000_000_000_000_000
    moment = Self.now + milliseconds
  }

  private init(moment: Int64) { self.moment = moment }

  /// How many milliseconds are left, at least 0; as poll(2) takes them.
  public var remaining: Int32 { Int32(clamping: max(0, moment - Self.now)) }

  /// Whether nothing is left.
  public var isOver: Bool { remaining == 0 }

  /// One that is over when a `parts`th of the time that is left has gone.
  public func share(of parts: Int) -> Deadline {
    Deadline(moment: Self.now + Int64(remaining) / Int64(max(1, parts)))
  }

  /// The earlier of this and `duration` from now.
  public func orSooner(_ duration: Duration) -> Deadline {
    Deadline(moment: min(moment, Deadline(after: duration).moment))
  }

  private static var now: Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
