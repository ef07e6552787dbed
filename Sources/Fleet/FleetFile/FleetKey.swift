/// The keys of a fleet file: the words of the options of `init-ca`, `issue` and `config`.
enum FleetKey: String, CaseIterable {
  case name, key, days
  case server
  case installDir = "install-dir"
  case capath
  case requireSecureTransport = "require-secure-transport"
  case require, user
  case accountHost = "account-host"
  case masterHost = "master-host"
  case masterPort = "master-port"
  case channel
  case verifyName = "verify-name"
  case san, csr, master

  /// Those of `[authority]`.
  static let ofAuthority: [FleetKey] = [.name, .key, .days]
  /// Those of `[defaults]`.
  static let ofDefaults: [FleetKey] = [
    .key, .days, .server, .installDir, .capath, .requireSecureTransport, .require, .user, .accountHost,
    .masterPort, .verifyName,
  ]
  /// Those of a host's section.
  static let ofHosts = ofDefaults + [.masterHost, .channel, .san, .csr, .master]

  /// Whether it stands without a value too, where that means on.
  var isSwitch: Bool { self == .capath || self == .requireSecureTransport || self == .verifyName }
}
