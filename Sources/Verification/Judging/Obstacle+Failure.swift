internal import OpenSSL
internal import Replication

/// What keeps a link from coming up, in the terms in which Replication knows the servers' words.
extension Obstacle {
  /// Whether the master's server does not run.
  var isExit: Bool { if case .masterExits = self { true } else { false } }

  /// nil where nothing is known of it.
  var failure: LinkFailure? {
    switch self {
    case .masterExits(let failure): .masterCannotLoad(failure.part)
    case .masterOffersNoTLS: .masterOffersNoTLS
    case .masterShowsNothing: .masterShowsNothing
    case .slaveCannotLoad(let failure): .slaveCannotLoad(failure.part)
    case .statementRefused: .statementRefused
    case .noAuthorityToVerifyBy: .slaveHasNoAuthority
    case .unusableKey(_, .client): .accountRefuses
    case .unusableKey, .nothingInCommon: .nothingInCommon
    case .slaveRefuses(let refusal): refusal.cause.asSlaves
    case .slaveRefusesName: .slaveRefusesName
    case .masterRefuses: .masterRefusesSlave(nil)
    case .accountRefuses: .accountRefuses
    // The password is not that account's (1045, measured).
    case .takenForAnonymous: .accountRefuses
    case .takesNoPassword(_, let refusal): .takesNoPassword(refusal)
    case .noAccount(_, let hostIsKnown): hostIsKnown ? .accountRefuses : .noAccount
    case .accountLocked: .accountLocked
    case .passwordExpired: .passwordExpired
    case .mayNotReplicate: .mayNotReplicate
    case .plainIsRefused: .plainIsRefused
    case .unknown: nil
    }
  }
}

extension RefusalCause {
  /// What it is where a slave refuses its master.
  fileprivate var asSlaves: LinkFailure {
    switch self {
    case .badSignature: .slaveFindsAnotherSignature
    case .weakAuthorityKey: .slaveFindsWeakAuthority
    default: .slaveRefusesMaster
    }
  }

  /// What a master gives as its reason, where TLS lets it (ssl_x509err2alert in ssl/statem/statem_lib.c).
  var alert: LinkFailure.Alert {
    switch self {
    case .expired: .expired
    case .revoked: .revoked
    case .wrongPurpose: .unsupported
    case .missingIssuer, .selfSignedInChain, .selfSignedLeaf: .unknownAuthority
    default: .other
    }
  }
}

extension LoadFailure {
  /// What servers say is wrong.
  var part: LinkFailure.Part {
    switch subject {
    case .options: .options
    case .optionFolder: .optionFolder
    case .versions: .versions
    case .ciphers: .ciphers
    case .authorities, .revocations: .trust
    case .certificate: .certificate
    case .key: .key
    case .otherKey: .keyOfAnotherKind
    case .validation: .validation
    }
  }
}

extension LinkFailure {
  /// What an end says that cannot load something.
  static func cannotLoad(_ part: Part, as purpose: TrustStore.Purpose) -> LinkFailure {
    purpose == .server ? .masterCannotLoad(part) : .slaveCannotLoad(part)
  }
}
