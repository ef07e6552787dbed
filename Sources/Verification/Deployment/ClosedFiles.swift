internal import Replication

/// The files that a server's user may not read, and what is in the way.
final class ClosedFiles {
  /// One such file.
  struct File: Sendable {
    /// The folder that may not be entered; nil where the file itself is closed.
    let folder: String?
    let user: String

    /// The command that opens `path`: to the user's group alone where it is a key, to all where it is none.
    func fix(_ path: String, isKey: Bool) -> String {
      if let folder { return "let it in: `chmod 0755 \(ShellWord(path: folder))`" }
      let word = ShellWord(path: path)
      return isKey
        ? "let it read the key: `chown root:\(user) \(word) && chmod 0640 \(word)`"
        : "let it read the file: `chmod 0644 \(word)`"
    }
  }

  /// By their paths.
  private(set) var files: [String: File] = [:]

  func note(_ path: String, _ refusal: ServerUser.Refusal, _ user: String) {
    files[path] = File(folder: refusal.folder, user: user)
  }
}
