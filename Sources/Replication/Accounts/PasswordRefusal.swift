/// Why an account takes no password over a network, whatever the password.
///
/// Measured on MariaDB 10.5, 10.11 and 11.8 and on MySQL 9.7, as are the words.
public enum PasswordRefusal: Sendable, Hashable {
  /// It is for a plugin that the server has not loaded.
  case notLoaded(String)
  /// Its plugin asks the operating system who is at the other end of a local socket.
  case socketAlone(String)
  /// It has a hash as servers before 4.1 kept it.
  case oldHash
  /// Its plugin lets nobody in, or what stands for its password is no password's.
  case nobody

  /// What a slave has as the error of its next login.
  public var words: LinkFailure.Words {
    switch self {
    case .notLoaded(let plugin): LinkFailure.Words(number: 1524, text: "Plugin '\(plugin)' is not loaded")
    case .socketAlone: LinkFailure.Words(number: 1698, text: "Access denied for user …")
    case .oldHash: LinkFailure.Words(number: 1275, text: "Server is running in --secure-auth mode, but '…")
    case .nobody: LinkFailure.Words(number: 1045, text: "Access denied for user …")
    }
  }

  /// What it is, behind the account's name in a sentence.
  public var reason: String {
    switch self {
    case .notLoaded(let plugin): "logs in by \(plugin), which the server has not loaded"
    case .socketAlone(let plugin):
      "logs in by \(plugin), which takes no password, and nobody from another machine"
    case .oldHash: "has a password in the format of servers before 4.1, which no slave sends"
    case .nobody: "takes no password at all"
    }
  }
}
