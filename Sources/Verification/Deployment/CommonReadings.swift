internal import OpenSSL
internal import Replication
internal import Synchronization

/// What was read once for all hosts and on all threads: hosts of one fleet have much in common.
final class CommonReadings: Sendable {
  /// The series of their certificates.
  let series = CertificateSeries.Book()
  private let users = Mutex<[User: ServerUser?]>([:])
  private let trustFiles = Mutex<[Octets: TrustFile]>([:])
  private let kinds = Mutex<[CommentFreeText: HostTexts.Kind]>([:])
  private let optionFiles = Mutex<[Reading: OptionFileText]>([:])
  private let scripts = Mutex<[Reading: ReplicationScript]>([:])

  /// How many different texts are kept; a fleet has a few.
  private static let most = 256

  /// A name that a server may run as.
  struct User: Hashable {
    let name: String
    let isAssumed: Bool
  }

  /// A text as a server reads it.
  private struct Reading: Hashable {
    let text: CommentFreeText
    let server: Server
  }

  /// The user, looked up once (``ServerUser``).
  func user(_ user: User, else look: () -> ServerUser?) -> ServerUser? {
    if let known = users.withLock({ $0[user] }) { return known }
    let found = look()
    _ = users.withLock { $0.updateValue(found, forKey: user) }
    return found
  }

  /// What servers trust that are told a file with the contents `text`.
  func trustFile<Failure: Error>(
    _ text: [UInt8], else parse: () throws(Failure) -> TrustFile
  ) throws(Failure) -> TrustFile {
    if let known = trustFiles.withLock({ $0[Octets(text)] }) { return known }
    let file = try parse()
    trustFiles.withLock { if $0.count < Self.most { $0[Octets(text)] = file } }
    return file
  }

  /// What kind of text it is.
  func kind(of text: CommentFreeText?, else look: () -> HostTexts.Kind) -> HostTexts.Kind {
    guard let text else { return look() }
    return Self.value(in: kinds, for: text, else: look)
  }

  /// The lines of an option file.
  func optionFile(_ text: HostTexts.Text, for server: Server) -> OptionFileText {
    guard let plain = text.plain else { return OptionFileText(text.bytes, for: server) }
    return Self.value(in: optionFiles, for: Reading(text: plain, server: server)) {
      OptionFileText(text.bytes, for: server)
    }
  }

  /// What a script says that is the first one run.
  func script(_ text: HostTexts.Text, for server: Server) -> ReplicationScript {
    guard let plain = text.plain else { return ReplicationScript(reading: text.bytes, for: server) }
    return Self.value(in: scripts, for: Reading(text: plain, server: server)) {
      ReplicationScript(reading: text.bytes, for: server)
    }
  }

  private static func value<Key: Hashable & Sendable, Value: Sendable>(
    in known: borrowing Mutex<[Key: Value]>, for key: Key, else make: () -> Value
  ) -> Value {
    if let value = known.withLock({ $0[key] }) { return value }
    let made = make()
    known.withLock { if $0.count < most { $0[key] = made } }
    return made
  }
}
