extension CertificateTextError {
  /// What is wrong with the text, to stand behind a file's name and a colon.
  public var sentence: String {
    switch self {
    case .noCertificate(let found): "it holds no certificate" + described(found)
    case .malformed(let place, let error): "certificate \(place) in it is damaged (\(error.firstReason))"
    }
  }
}

extension PrivateKeyError {
  /// What is wrong with the text, to stand behind a file's name and a colon.
  public var sentence: String {
    switch self {
    case .encrypted: "the key is encrypted"
    case .wrongPassphrase: "the passphrase does not decrypt it"
    case .noKey(let found): "it holds no private key" + described(found)
    case .malformed(let error): "the key in it is damaged (\(error.firstReason))"
    }
  }
}

extension RequestTextError {
  /// What is wrong with the text, to stand behind a file's name and a colon.
  public var sentence: String {
    switch self {
    case .noRequest(let found): "it holds no certificate request" + described(found)
    case .several(let count): "it holds \(count) requests, not one"
    case .malformed(let error): "the request in it is damaged (\(error.firstReason))"
    }
  }
}

extension OpenSSLError {
  /// OpenSSL's first reason, which is the cause of the others.
  var firstReason: String { entries.first?.reason ?? operation }
}

private func described(_ labels: [String]) -> String {
  labels.isEmpty ? ", and nothing else in PEM" : " but " + Set(labels).sorted().joined(separator: ", ")
}
