internal import Glibc

/// Where a passphrase comes from. It is never an argument of a command: those are visible to every user of
/// the machine.
public enum PassphraseSource: Sendable, Equatable {
  /// A file of one line. A FIFO is read until its writers close it; one that nobody writes to is empty.
  case file(String)
  /// An open file descriptor, read to its end, with one line.
  case descriptor(Int32)
  /// An environment variable, which is removed from this process once it is read.
  case environment(String)
  /// The person at the terminal, without echo.
  case terminal

  /// The longest passphrase that is taken, in bytes: the limit of OpenSSL's own prompts.
  public static let longest = 1024

  /// Reads the passphrase.
  ///
  /// - Parameters:
  ///   - purpose: what the terminal asks for, as in "passphrase of pki/authority/ca-key.pem".
  ///   - confirming: whether the terminal asks twice, as it must for a new passphrase.
  /// - Returns: the passphrase, without the line end.
  /// - Throws: where the source cannot be read, is empty, has more than one line, or is longer than
  ///   ``longest``.
  public func read(purpose: String, confirming: Bool) throws(PassphraseError) -> SecretBytes {
    let secret: SecretBytes
    switch self {
    case .file(let path): secret = try Self.readFile(path)
    case .descriptor(let number):
      secret = try Self.readDescriptor(number, called: "file descriptor \(number)")
    case .environment(let name): secret = try Self.readEnvironment(name)
    case .terminal: secret = try Terminal().readPassphrase(purpose: purpose, confirming: confirming)
    }
    let passphrase = secret.withoutFinalLineEnd()
    guard !passphrase.isEmpty else {
      throw PassphraseError(
        .empty, "the passphrase from \(origin) is empty",
        hint: confirming ? Self.emptyHint : "name the place that holds the passphrase of the key")
    }
    guard passphrase.count <= Self.longest else {
      throw PassphraseError(
        .tooLong, "the passphrase from \(origin) is longer than \(Self.longest) bytes",
        hint: "name the file that holds the passphrase alone, in one line")
    }
    guard !passphrase.contains(UInt8(ascii: "\n")) else {
      throw PassphraseError(
        .severalLines, "\(origin) holds more than one line",
        hint: "name the file that holds the passphrase alone, in one line")
    }
    return passphrase
  }

  private static let emptyHint =
    "give one that is not empty, or leave the option out to keep the key without a passphrase"

  private var origin: String {
    switch self {
    case .file(let path): path
    case .descriptor(let number): "file descriptor \(number)"
    case .environment(let name): "the environment variable \(name)"
    case .terminal: "the terminal"
    }
  }

  private static func readFile(_ path: String) throws(PassphraseError) -> SecretBytes {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .system("cannot open the passphrase file \(path)", errno) }
    defer { close(descriptor) }
    return try readDescriptor(descriptor, called: path)
  }

  private static func readDescriptor(_ number: Int32, called name: String) throws(PassphraseError)
    -> SecretBytes
  {
    // One byte of room more than is allowed, and two for a line end, so that "too long" can be told.
    try unsafe SecretBytes(capacity: longest + 3) { (room) throws(PassphraseError) in
      var filled = 0
      while filled < room.count {
        let got = unsafe Glibc.read(number, room.baseAddress?.advanced(by: filled), room.count - filled)
        if got < 0, errno == EINTR { continue }
        if got < 0, errno == EAGAIN {
          // Opened without blocking, and a writer is there that has not written yet: `<(command)` of a shell.
          var waiting = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
          _ = unsafe poll(&waiting, 1, -1)
          continue
        }
        guard got >= 0 else { throw .system("cannot read the passphrase from \(name)", errno) }
        if got == 0 { break }
        filled += got
      }
      return filled
    }
  }

  private static func readEnvironment(_ name: String) throws(PassphraseError) -> SecretBytes {
    guard let value = unsafe getenv(name) else {
      throw PassphraseError(
        .missing, "the environment variable \(name), which should hold the passphrase, is not set",
        hint: "set it, or use --passphrase-file")
    }
    let length = unsafe strlen(value)
    let secret = unsafe SecretBytes(capacity: length) { room in
      unsafe room.copyMemory(from: UnsafeRawBufferPointer(start: value, count: length))
      return length
    }
    unsafe explicit_bzero(value, length)
    unsafe unsetenv(name)
    return secret
  }
}

extension SecretBytes {
  /// True where one of the bytes is `byte`.
  func contains(_ byte: UInt8) -> Bool {
    unsafe withUnsafeBytes { bytes in unsafe bytes.contains(byte) }
  }
}
