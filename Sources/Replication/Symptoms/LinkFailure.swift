/// Something that keeps a link or a server from coming up with TLS, as far as servers have words of their own for
/// it.
public enum LinkFailure: Sendable, Hashable {
  /// What of its TLS options an end cannot take or load.
  public enum Part: Sendable, Hashable, CaseIterable {
    case options, versions, ciphers
    /// A folder of option files that is not there.
    case optionFolder
    /// The authorities or the revocation lists, of which servers say the same.
    case trust
    case certificate, key
    /// A key of another kind than the certificate's, such as RSA beside an elliptic curve.
    case keyOfAnotherKind
    /// Its own certificate, which it is told to verify.
    case validation
  }

  /// What a master gives as its reason in TLS 1.2; TLS 1.3 hides it from a slave.
  public enum Alert: Sendable, Hashable, CaseIterable {
    case unknownAuthority, expired, revoked, unsupported
    /// Any other.
    case other
  }

  /// The slave does not accept the master's chain.
  case slaveRefusesMaster
  /// The slave finds an authority of the right name in the master's chain, and another key.
  case slaveFindsAnotherSignature
  /// An authority in the master's chain has a key that is too weak for the slave's library.
  case slaveFindsWeakAuthority
  /// The slave does not find the name that it dials.
  case slaveRefusesName
  /// The slave is to verify the master, and has nothing to verify it by.
  case slaveHasNoAuthority
  /// The master does not accept the slave's chain; the alert where the connection is of TLS 1.2.
  case masterRefusesSlave(Alert?)
  case slaveCannotLoad(Part)
  case masterCannotLoad(Part)
  /// The slave asks for TLS, and the master offers none.
  case masterOffersNoTLS
  /// The master has an authority and no certificate.
  case masterShowsNothing
  /// The ends have no cipher in common, or one cannot use the other's key.
  case nothingInCommon
  case noVersionInCommon
  /// The slave has no cipher of the newest version that it offers.
  case noCipherToOffer
  /// The slave's server does not take the statement.
  case statementRefused
  /// The account asks for what the connection does not have.
  case accountRefuses
  /// The master has no account for the slave's user and host.
  case noAccount
  /// The account takes no password, whatever that is.
  case takesNoPassword(PasswordRefusal)
  case accountLocked
  /// The account's password must be changed before anything else.
  case passwordExpired
  /// The account may log in, and not replicate.
  case mayNotReplicate
  /// The master takes connections with TLS alone.
  case plainIsRefused

  /// What servers print.
  public struct Words: Sendable, Hashable {
    /// The number of the error, as in `Last_IO_Errno`; nil for a line of a log.
    public let number: Int?
    /// As it is printed, up to what differs from one link to another.
    public let text: String
  }

  /// What `server` prints: the slave in `Last_IO_Error` or to its statement, the master in its log where its own
  /// files are concerned; nil where nothing was measured.
  public func words(on server: Server) -> Words? {
    if case .takesNoPassword(let refusal) = self { return refusal.words }
    for row in Symptom.table {
      let wording = row.wordings.first { $0.failures.contains(self) && $0.servers.contains(server) }
      if let wording { return Words(number: row.number, text: wording.text) }
    }
    return nil
  }
}
