public import ArgumentParser
internal import CertificateAuthority
internal import Fleet
internal import OpenSSL
internal import Replication

extension KeyAlgorithm: ExpressibleByArgument {}
extension KeyDerivation: ExpressibleByArgument {}
extension KeyForm: ExpressibleByArgument {}

extension Role: ExpressibleByArgument {
  init?(argument: String) {
    guard let role = try? Role(parsing: argument) else { return nil }
    self = role
  }
}

extension RevocationReason: ExpressibleByArgument {
  init?(argument: String) {
    let named = Self.ofLeaves.first { $0.name.lowercased() == argument.lowercased() }
    guard let named else { return nil }
    self = named
  }

  static var allValueStrings: [String] { ofLeaves.map(\.name) }
}

/// The names that were typed for `--san`.
func alternativeNames(_ texts: [String]) throws -> [GeneralName] {
  try texts.map { try GeneralName(parsing: $0) }
}
