internal import Glibc
internal import Synchronization

/// The signals by which a process is asked to end: that of Ctrl-C, that of a terminal which is closed, and kill(1)'s
/// own.
public enum HeldSignals {
  /// Does `work` while those signals are held back; where one comes, `end` is called, and then the process ends by it.
  ///
  /// They are held in this thread and all that it starts; a thread of its own waits for them (sigwait(3)), so that
  /// `end` may do what no signal handler may. Those that the process ignores, as below nohup(1), stay ignored.
  public static func hold<Output, Failure: Error>(
    _ work: () throws(Failure) -> Output, whenEnding end: @escaping @Sendable () -> Void
  ) throws(Failure) -> Output {
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for number in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(number) { unsafe sigaddset(&signals, number) }
    unsafe sigaddset(&signals, wake)
    var before = sigset_t()
    unsafe pthread_sigmask(SIG_BLOCK, &signals, &before)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    let (held, isOver) = (signals, Flag())
    guard let thread = Job({ watch(held, isOver, end) }).start() else {
      // Without a thread that waits for them, they come as ever.
      unsafe pthread_sigmask(SIG_SETMASK, &before, nil)
      return try work()
    }
    defer {
      isOver.isSet.store(true, ordering: .releasing)
      pthread_kill(thread, wake)
      pthread_join(thread, nil)
    }
    return try work()
  }

  /// Wakes the waiting thread when the work is done. By itself it does nothing to a process (signal(7)).
  private static let wake = SIGURG

  private final class Flag: Sendable {
    let isSet = Atomic(false)
  }

  private static func watch(_ signals: sigset_t, _ isOver: Flag, _ end: () -> Void) {
    var signals = signals
    while !isOver.isSet.load(ordering: .acquiring) {
      var number: Int32 = 0
      guard unsafe sigwait(&signals, &number) == 0, number != wake else { continue }
      end()
      // And now as if nobody had waited for it.
      signal(number, SIG_DFL)
      var one = sigset_t()
      unsafe sigemptyset(&one)
      unsafe sigaddset(&one, number)
      unsafe pthread_sigmask(SIG_UNBLOCK, &one, nil)
      raise(number)
    }
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard unsafe sigaction(number, nil, &action) == 0 else { return false }
    return unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
