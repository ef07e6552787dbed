internal import Fleet
internal import SecureFiles
internal import Synchronization
internal import Verification

/// A line at the bottom of the terminal that tells how far a long command is: `512 of 10000 hosts, 640 a second,
/// 15 s left`. It is for whoever watches: nothing of it goes into a file, a pipe or a log, and it is cleared away
/// before anything else is said.
final class ProgressLine: Sendable {
  /// What is being done, of how many, and how far it is.
  private struct Stage {
    let what: String
    let count: Int
    let start: ContinuousClock.Instant
    var done = 0

    func text(at now: ContinuousClock.Instant) -> String {
      let milliseconds = max(1, Int((now - start) / .milliseconds(1)))
      let rate = Double(done) * 1000 / Double(milliseconds)
      let left = Int((Double(count - done) / rate).rounded(.up))
      // Of keys that take long there are less than one a second.
      let shown = rate < 10 ? "\((rate * 10).rounded() / 10)" : "\(Int(rate))"
      return "\(done) of \(count) \(what), \(shown) a second, \(left) s left"
    }
  }

  private struct State {
    var stage: Stage?
    var shown: ContinuousClock.Instant?
  }

  private let start = ContinuousClock.now
  private let state = Mutex(State())

  /// A line; nil where nobody watches standard error, or whoever does wants plain text (https://no-color.org), or an
  /// automaton runs the command.
  init?() {
    let isUnwanted = ["NO_COLOR", "CI"].contains { ProcessEnvironment.value($0)?.isEmpty == false }
    guard !isUnwanted, ProcessEnvironment.value("TERM") != "dumb", StandardStream.error.isTerminal else {
      return nil
    }
  }

  /// So many more of `count` are done of what is named; with another name or count something else begins. Any thread
  /// may say so.
  func advance(_ what: String, by more: Int, of count: Int) {
    state.withLock { state in
      let now = ContinuousClock.now
      if state.stage?.what != what || state.stage?.count != count || state.stage?.done == count {
        state.stage = Stage(what: what, count: count, start: now)
      }
      state.stage?.done += more
      // Quick commands show nothing, and a line that changes more often cannot be read.
      guard let stage = state.stage, stage.done < count, now - start > .seconds(1),
        now - stage.start > .milliseconds(100), state.shown.map({ now - $0 > .milliseconds(200) }) ?? true
      else { return }
      state.shown = now
      try? StandardStream.error.write("\r\(stage.text(at: now))\u{1b}[K")
    }
  }

  /// Clears the line away.
  func clear() {
    state.withLock { state in
      guard state.shown != nil else { return }
      state = State()
      try? StandardStream.error.write("\r\u{1b}[K")
    }
  }
}

extension ProgressLine {
  /// What is called with each host that gets its keys; nil where there is no line.
  static func watchingIssuance(_ line: ProgressLine?) -> IssuanceProgress? {
    guard let line else { return nil }
    return { line.advance("hosts", by: 1, of: $0) }
  }

  /// What a verification calls with how far it is; nil where there is no line.
  static func watchingVerification(_ line: ProgressLine?) -> VerificationProgress? {
    guard let line else { return nil }
    return { stage, more, count in
      switch stage {
      case .reading: line.advance("hosts read", by: more, of: count)
      case .judging: line.advance("slaves judged", by: more, of: count)
      }
    }
  }
}
