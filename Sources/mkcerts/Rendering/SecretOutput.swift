internal import SecureFiles
internal import Secrets

/// Where a result goes that holds a private key: a new file of mode 0600, or standard output where that is no
/// terminal.
struct SecretOutput {
  /// nil for standard output.
  private let path: String?

  /// - Parameter path: the file; nil or `-` for standard output.
  /// - Throws: where nothing could be written there, before any work is done.
  init(_ path: String?) throws {
    self.path = path == "-" ? nil : path
    if let path = self.path {
      if try Files.exists(path) {
        throw CommandError(
          "\(path) exists already, and is not replaced", hint: "name a file that is not there yet")
      }
    } else if StandardStream.output.isTerminal {
      throw CommandError(
        "standard output is a terminal, which would show a private key",
        hint: "name a file with --output, or pipe it to where it is needed")
    }
  }

  func write(_ content: borrowing SecretBytes) throws {
    if let path {
      try Files.writeNew(path, secret: content)
    } else {
      try StandardStream.output.write(secret: content)
    }
  }
}
