public import Replication

extension AccountDemand {
  /// The same as a server has it.
  public var requirement: MasterAccount.Requirement {
    switch self {
    case .nothing: .none
    case .ssl: .ssl
    case .x509: .x509
    case .specified(let subject, let issuer, let cipher):
      .specified(subject: subject, issuer: issuer, cipher: cipher)
    }
  }
}
