public import ArgumentParser
internal import Fleet
internal import OpenSSL

extension KeyAlgorithm: ExpressibleByArgument {}

/// The names that were typed for `--san`.
func alternativeNames(_ texts: [String]) throws -> [GeneralName] {
  try texts.map { try GeneralName(parsing: $0) }
}
