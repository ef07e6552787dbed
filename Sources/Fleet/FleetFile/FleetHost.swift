internal import CertificateAuthority
public import OpenSSL
public import Replication

/// A host as the fleet file wants it.
public struct FleetHost: Sendable {
  public let name: HostName
  public let role: Role
  /// The names that are asked for its certificates; a server's own name comes to them.
  public let names: [GeneralName]
  /// The kind of its keys; nil where any will do.
  public let algorithm: KeyAlgorithm?
  /// The days that its certificates are to last; nil for the usual ones, or as long as the authority lasts.
  public let days: Int?
  /// The request that its key stays behind; nil where its keys are made here.
  public let request: CertificateRequest?
  /// All settings, the usual ones included; `masterHost` is nil where the slave dials what its master is
  /// issued for.
  public let settings: HostSettings
  /// The host that it replicates from; nil for a master, and for a peer that was told of none.
  public internal(set) var master: String?
  /// Its section in the file.
  public let place: OptionPlace

  /// The names that its certificate of `profile` is to have.
  ///
  /// - Throws: where a server's certificate would have none that could be dialled.
  func names(in profile: Profile) throws(FleetError) -> [GeneralName] {
    profile.presentsNames ? try MasterNames.names(of: name, asked: names, machine: nil) : names
  }

  /// What it is dialled as: the first name that is asked for and is no pattern, else its own.
  public var dialled: String { names.first { !$0.text.hasPrefix("*") }?.text ?? name.description }

  /// What the ledger is to note about it beside its settings; "" where nothing is set.
  var notes: [String: String] {
    var notes = settings.notes
    notes["master-host"] = settings.masterHost ?? ""
    notes["channel"] = settings.channel?.description ?? ""
    notes["master"] = master ?? ""
    if role.serverPair != nil { notes["dial"] = dialled }
    return notes
  }
}
