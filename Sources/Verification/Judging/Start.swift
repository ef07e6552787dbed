internal import OpenSSL
internal import Replication

/// What a server does with its TLS options when it starts.
enum Start: Hashable {
  /// It offers TLS with the certificate that its options name.
  case withTLS
  /// It offers TLS with a certificate that it makes for itself, which no authority signed.
  case withItsOwnCertificate
  /// It offers TLS, and has no certificate to show: every handshake fails.
  case withoutCertificate
  /// It runs, and offers no TLS; the failure where there is one.
  case withoutTLS(LoadFailure?)
  /// It does not run.
  case exits(LoadFailure)

  /// What `server` does with `side`, as measured.
  ///
  /// - Parameter refusal: what it says of its own certificate under what it trusts.
  init(
    _ side: MasterSide, on server: Server, _ mistakes: [DeployedHost.Mistake] = [],
    refusal: (Certificate) -> Refusal?
  ) {
    if let mistake = mistakes.first(where: \.stopsServer) {
      self = .exits(
        LoadFailure(
          subject: mistake.isOfFolder ? .optionFolder : .options, named: mistake.place,
          reason: mistake.sentence))
    } else if side.isSwitchedOff {
      self = .withoutTLS(nil)
    } else if !side.namesFiles, side.isSwitchedOn, server.exitsWithoutCertificate {
      self = .exits(
        LoadFailure(
          subject: .otherKey, named: side.optionFile ?? "ssl",
          reason: "ssl=1, and no option names a "
            + "certificate"))
    } else if !side.namesFiles {
      self =
        server.makesCertificates && side.makesCertificates ? .withItsOwnCertificate : .withoutTLS(nil)
    } else if let failure = LoadFailure.first(
      side.trust, side.presentation, side.transport, as: .server, on: server)
    {
      self = failure.stops(server) ? .exits(failure) : .withoutTLS(failure)
    } else if side.presentation == nil {
      self =
        server.makesCertificates && server.flavour == .mariadb ? .withItsOwnCertificate : .withoutCertificate
    } else if side.enforcesValidation, let pair = side.presentation, let leaf = pair.chain.value?.first,
      let refusal = refusal(leaf)
    {
      self = .exits(LoadFailure(subject: .validation, named: pair.chain.path, reason: refusal.reason))
    } else {
      self = .withTLS
    }
  }
}

extension LoadFailure {
  /// Whether a server with this does not start; else it starts without TLS (measured).
  fileprivate func stops(_ server: Server) -> Bool {
    switch subject {
    case .options, .optionFolder, .validation: true
    case .versions: server.onBadFiles == .exits || server.refusesOldVersions && named != "tls_version="
    case .ciphers: server.onBadFiles == .exits || server.blocksCiphers
    case .authorities, .revocations, .certificate, .key, .otherKey: server.onBadFiles == .exits
    }
  }
}
