public import ArgumentParser
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

/// The names that were typed for `--san`.
func alternativeNames(_ texts: [String]) throws -> [GeneralName] {
  try texts.map { try GeneralName(parsing: $0) }
}
