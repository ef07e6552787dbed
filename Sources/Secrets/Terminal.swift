internal import Glibc

/// The terminal of this process, which may be there while standard input and output are pipes.
struct Terminal: ~Copyable {
  private let descriptor: Int32

  init() throws(PassphraseError) {
    descriptor = unsafe open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else {
      throw PassphraseError(
        .noTerminal, "there is no terminal to ask for the passphrase on",
        hint: "use --passphrase-file, --passphrase-fd or --passphrase-env")
    }
  }

  deinit { close(descriptor) }

  /// Asks for a passphrase, twice where `confirming`, with the echo off.
  func readPassphrase(purpose: String, confirming: Bool) throws(PassphraseError) -> SecretBytes {
    let first = try ask("\(purpose): ")
    guard confirming else { return first }
    let second = try ask("\(purpose), once more: ")
    guard first.matches(second) else {
      throw PassphraseError(
        .notConfirmed, "the two passphrases differ", hint: "nothing was changed; try again")
    }
    return first
  }

  private func ask(_ prompt: String) throws(PassphraseError) -> SecretBytes {
    var before = termios()
    guard unsafe tcgetattr(descriptor, &before) == 0 else {
      throw .system("cannot read the terminal's state", errno)
    }
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO)
    silent.c_lflag |= tcflag_t(ECHONL | ICANON)

    // An interrupt must give the person's echo back before it ends this process: the handler does nothing but
    // make the read return, and the passphrase is then refused as interrupted.
    var interrupting = sigaction()
    unsafe interrupting.__sigaction_handler.sa_handler = { _ in }
    var previous: [(signal: Int32, action: sigaction)] = []
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] {
      var action = sigaction()
      unsafe sigaction(signal, &interrupting, &action)
      previous.append((signal, action))
    }
    defer {
      unsafe tcsetattr(descriptor, TCSAFLUSH, &before)
      for (signal, action) in previous {
        var action = action
        unsafe sigaction(signal, &action, nil)
      }
    }
    // A passphrase is not asked for while it would be seen.
    guard unsafe tcsetattr(descriptor, TCSAFLUSH, &silent) == 0 else {
      throw .system("cannot turn off the terminal's echo", errno)
    }
    _ = unsafe prompt.withCString { text in unsafe write(descriptor, text, strlen(text)) }
    return try readLine()
  }

  private func readLine() throws(PassphraseError) -> SecretBytes {
    try unsafe SecretBytes(capacity: PassphraseSource.longest + 3) { (room) throws(PassphraseError) in
      var filled = 0
      while filled < room.count {
        let got = unsafe read(descriptor, room.baseAddress?.advanced(by: filled), 1)
        guard got >= 0 else {
          if errno == EINTR {
            throw PassphraseError(.interrupted, "interrupted while asking for a passphrase")
          }
          throw .system("cannot read from the terminal", errno)
        }
        if got == 0 { break }
        filled += 1
        if unsafe room[filled - 1] == UInt8(ascii: "\n") { break }
      }
      return filled
    }
  }
}
