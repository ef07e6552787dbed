internal import SecureFiles

/// A line at the bottom of the terminal that tells how far a long command is: `512 of 10000 hosts, 640 a second,
/// 15 s left`. It is for whoever watches: nothing of it goes into a file, a pipe or a log, and it is cleared away
/// before anything else is said.
final class ProgressLine {
  private let count: Int
  private let start: ContinuousClock.Instant
  private var done = 0
  private var shown: ContinuousClock.Instant?

  /// A line for so many hosts; nil where nobody watches standard error, or whoever does wants plain text
  /// (https://no-color.org), or an automaton runs the command.
  init?(hosts count: Int) {
    let isUnwanted = ["NO_COLOR", "CI"].contains { ProcessEnvironment.value($0)?.isEmpty == false }
    guard !isUnwanted, ProcessEnvironment.value("TERM") != "dumb", StandardStream.error.isTerminal else {
      return nil
    }
    self.count = count
    start = .now
  }

  /// One host more is done.
  func advance() {
    done += 1
    let now = ContinuousClock.now
    // Quick commands show nothing, and a line that changes more often cannot be read.
    guard now - start > .seconds(1), done < count, shown.map({ now - $0 > .milliseconds(200) }) ?? true else {
      return
    }
    shown = now
    try? StandardStream.error.write("\r\(text(after: now - start))\u{1b}[K")
  }

  /// Clears the line away.
  func clear() {
    guard shown != nil else { return }
    shown = nil
    try? StandardStream.error.write("\r\u{1b}[K")
  }

  private func text(after duration: Duration) -> String {
    let seconds = max(1, Int(duration / .milliseconds(1)))
    let rate = max(1, done * 1000 / seconds)
    return "\(done) of \(count) hosts, \(rate) a second, \((count - done + rate - 1) / rate) s left"
  }
}
