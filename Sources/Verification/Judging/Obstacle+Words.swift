internal import OpenSSL
internal import Replication

extension Obstacle {
  /// Whether it is the master's doing; else it is the slave's.
  var blamesMaster: Bool {
    switch self {
    case .masterExits, .masterOffersNoTLS, .masterShowsNothing, .slaveRefuses, .unusableKey(_, .server): true
    case .statementRefused, .slaveCannotLoad, .noAuthorityToVerifyBy, .nothingInCommon, .slaveRefusesName,
      .masterRefuses,
      .accountRefuses, .noAccount, .accountLocked, .passwordExpired, .takesNoPassword, .takenForAnonymous,
      .mayNotReplicate,
      .plainIsRefused,
      .unknown, .unusableKey(_, .client):
      false
    }
  }

  /// OpenSSL's word, where it is a chain that is refused.
  var refusal: Refusal? {
    switch self {
    case .slaveRefuses(let refusal), .masterRefuses(let refusal): refusal
    default: nil
    }
  }

  /// What is wrong between the host that is to blame and the others.
  func sentence(blaming name: String, others: String, isOne: Bool) -> String {
    let accept = isOne ? "does not accept" : "do not accept"
    return switch self {
    case .masterExits(let failure):
      "the server of \(name) does not start: \(failure.named): \(failure.reason)"
    case .masterOffersNoTLS: "\(name) offers no TLS, and \(others) \(isOne ? "asks" : "ask") for it"
    case .masterShowsNothing: "\(name) has no certificate to show to \(others)"
    case .statementRefused(let reason): "the server of \(name) refuses its statement: \(reason)"
    case .slaveCannotLoad(let failure):
      "\(name) cannot connect to \(others): \(failure.named): \(failure.reason)"
    case .noAuthorityToVerifyBy:
      "\(name) is to verify \(others), and names no authority to verify by"
    case .nothingInCommon(let what): "\(name) and \(others) have no \(what) in common"
    case .unusableKey(let kind, _): "the key of \(name) is \(kind), which servers do not take for TLS"
    case .slaveRefuses(let refusal): "\(others) \(accept) the certificate of \(name): \(refusal.reason)"
    case .masterRefuses(let refusal): "\(others) \(accept) the certificate of \(name): \(refusal.reason)"
    case .slaveRefusesName(let dialled):
      "\(name) dials \(dialled), which the certificate of \(others) is not for"
    case .accountRefuses(let demand):
      "the account that \(name) logs in to on \(others) asks for \(demand.words), which \(name) does not show"
    case .noAccount(let user, _): "\(others) \(isOne ? "has" : "have") no account '\(user)' for \(name)"
    case .accountLocked(let account): "the account \(account) of \(name) on \(others) is locked"
    case .passwordExpired(let account): "the password of \(account), the account of \(name), is expired"
    case .takesNoPassword(let account, let refusal):
      "the account \(account) of \(name) on \(others) \(refusal.reason)"
    case .takenForAnonymous(let account):
      "\(others) \(isOne ? "takes" : "take") \(name) for the anonymous account \(account), whose host is more specific than "
        + "that of its own, and refuse\(isOne ? "s" : "") its password"
    case .mayNotReplicate(let account):
      "the account \(account) of \(name) on \(others) may not replicate: it lacks REPLICATION SLAVE"
    case .plainIsRefused: "\(others) \(isOne ? "refuses" : "refuse") \(name), which does not use TLS"
    case .unknown: "whether \(name) and \(others) accept each other cannot be told"
    }
  }
}

extension AccountDemand {
  /// The clause, for a sentence.
  var words: String {
    switch self {
    case .nothing: "REQUIRE NONE"
    case .ssl: "REQUIRE SSL"
    case .x509: "REQUIRE X509"
    case .specified(let subject, let issuer, let cipher):
      "REQUIRE "
        + [("SUBJECT", subject), ("ISSUER", issuer), ("CIPHER", cipher)]
        .compactMap { word, name in name.map { "\(word) '\($0)'" } }.joined(separator: " AND ")
    }
  }
}
