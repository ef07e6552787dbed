internal import OpenSSL
internal import Replication

/// What keeps a connection from coming up.
enum Obstacle: Sendable, Hashable {
  /// The master's server does not run.
  case masterExits(LoadFailure)
  /// The slave asks for TLS, and the master has none to offer.
  case masterOffersNoTLS
  /// The master has no certificate to show.
  case masterShowsNothing
  /// The slave's server refuses the statement that would tell it of its master.
  case statementRefused(String)
  case slaveCannotLoad(LoadFailure)
  /// The slave shall verify the master, and names no authority to verify it by.
  case noAuthorityToVerifyBy
  /// No protocol version, or no cipher, that both ends allow.
  case nothingInCommon(String)
  /// A key that the TLS library of one end does not use in a handshake.
  case unusableKey(KeyKind, of: TrustStore.Purpose)
  case slaveRefuses(Refusal)
  case slaveRefusesName(String)
  case masterRefuses(Refusal)
  /// The account asks for what the connection does not have.
  case accountRefuses(AccountDemand)
  /// The master has no account for this user and the slave's host; whether it has one of another user, without which
  /// MySQL does not even ask who it is (1130, measured).
  case noAccount(String, hostIsKnown: Bool)
  /// The account, as SQL writes it, is locked.
  case accountLocked(String)
  /// Its password must be changed first.
  case passwordExpired(String)
  /// It takes no password, whatever that is.
  case takesNoPassword(String, PasswordRefusal)
  /// It is taken for this anonymous account, whose host is more specific than that of its own.
  case takenForAnonymous(String)
  /// It has no privilege to replicate.
  case mayNotReplicate(String)
  /// The master refuses every connection without TLS (require_secure_transport).
  case plainIsRefused
  /// Something that would have to be known is not.
  case unknown
}
