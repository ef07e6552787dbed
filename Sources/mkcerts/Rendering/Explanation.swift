internal import CertificateAuthority
internal import Fleet
internal import Live
internal import OpenSSL
internal import Replication
internal import SQLite
internal import SecureFiles
internal import Secrets
internal import Verification

/// An error of the house: a sentence, and perhaps a hint.
protocol Explained: Error, CustomStringConvertible {
  /// What to do about it.
  var hint: String? { get }
  /// Further sentences of the same kind, where several things are wrong at once.
  var others: [String] { get }
}

extension Explained {
  var others: [String] { [] }
}

extension FileError: Explained {}
extension FleetError: Explained {}
extension IssuanceError: Explained {}
extension PassphraseError: Explained {}
extension LiveError: Explained {}
extension ReplicationError: Explained {}
extension SQLiteError: Explained {}
extension VerificationError: Explained {}
extension OpenSSLError: Explained {
  var hint: String? { nil }
}

/// A failure of a command itself.
struct CommandError: Explained {
  let description: String
  let hint: String?

  init(_ description: String, hint: String? = nil) {
    self.description = description
    self.hint = hint
  }
}

/// Tells the house's own errors from those of the argument parser.
enum Explanation {
  /// Whether `error` is one of ours, to be told as a sentence with a hint.
  static func isOurs(_ error: any Error) -> Bool { error is any Explained }

  /// The error as a sentence and a hint.
  static func of(_ error: any Error) -> any Explained { error as? any Explained ?? CommandError("\(error)") }
}
