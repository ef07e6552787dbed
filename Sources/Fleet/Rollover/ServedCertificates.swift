public import OpenSSL

/// What running servers serve, as it was seen from outside. It shows what was loaded, where a folder only shows what
/// will be; and it shows nothing of what a host trusts, nor what it presents to a master of its own.
public struct ServedCertificates: HostWitness {
  /// What was seen of one server.
  public struct Sight: Sendable {
    /// Where it was looked at, as it was named.
    let place: String
    /// The host that it is said to be; nil where nobody says.
    let host: String?
    /// What it serves; or why it cannot be looked at, in a sentence, and what to do about that.
    let served: Result<Certificate, FleetError>

    /// - Parameters:
    ///   - reason: why nothing was seen, where `certificate` is nil.
    public init(place: String, host: String?, certificate: Certificate?, reason: String?, hint: String?) {
      self.place = place
      self.host = host
      served =
        certificate.map { .success($0) }
        ?? .failure(
          FleetError(
            .notDeployed, "\(place) does not show what it serves: \(reason ?? "it offers no TLS")",
            hint: hint ?? "leave it out, and show its files with --deployed"))
    }
  }

  private let sights: [Sight]

  public init(_ sights: [Sight]) { self.sights = sights }

  public func sightings(holder: (Certificate) throws -> String?) throws -> [HostSighting] {
    try sights.map { sight in
      let leaf = try sight.served.get()
      guard let name = try holder(leaf) else {
        throw FleetError(
          .notDeployed,
          "\(sight.place) serves serial \(leaf.fields.serial.short), which was not issued in this pki folder",
          hint: "check the address; bring the server its files, and have it read them")
      }
      if let host = sight.host, host.lowercased() != name.lowercased() {
        throw FleetError(
          .contradicted, "\(sight.place) serves the certificate of \(name), and is said to be \(host)",
          hint: "check the address, or bring \(host) its own files")
      }
      return HostSighting(
        host: name, source: sight.place, trusts: nil, lists: [], presented: [leaf], problems: [],
        showsServerAlone: true)
    }
  }
}
