internal import OpenSSL

/// The masters by the names that their certificates spell, so that a name is held against the few that may be for
/// it and not against each of thousands.
struct MasterNames {
  /// The places of masters by a name in small letters.
  private var spelled: [String: [Int]] = [:]
  /// Those whose certificates have addresses, of which one may be spelled in several ways.
  private var addressed: [Int] = []
  /// Those whose certificates may be for names that they do not spell: by a wildcard, or by the common name where there
  /// is no other.
  private var open: [Int] = []

  init(_ hosts: [DeployedHost], masters: [Int]) {
    for place in masters {
      guard let leaf = hosts[place].serverLeaf else { continue }
      // Some servers look at the common name alone.
      if let name = leaf.fields.subject.commonName { spelled[name.lowercased(), default: []].append(place) }
      var isOpen = true
      for name in leaf.fields.subjectAlternativeNames ?? [] {
        switch name {
        case .dns(let name) where !name.contains("*"):
          isOpen = false
          spelled[name.lowercased(), default: []].append(place)
        case .ip: if addressed.last != place { addressed.append(place) }
        default: break
        }
      }
      let isWild = (leaf.fields.subjectAlternativeNames ?? []).contains { $0.text.contains("*") }
      if isOpen || isWild { open.append(place) }
    }
  }

  /// The masters whose certificates may be for `name`, in their order; which are, OpenSSL tells.
  func candidates(for name: String) -> [Int] {
    var places = Set(spelled[name.lowercased()] ?? []).union(open)
    // Certificates for all names below one; and addresses as anybody may write them.
    let isUnusual = name.hasPrefix(".") || name.hasSuffix(".") || !name.utf8.allSatisfy { $0 < 0x80 }
    if isUnusual { places.formUnion(spelled.values.joined()) }
    if isUnusual || name.contains(":") || name.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 < 0x30 }) {
      places.formUnion(addressed)
    }
    return places.sorted()
  }
}

extension DeployedHost {
  /// The certificate that it shows to those who dial it.
  var serverLeaf: Certificate? { asMaster?.presentation?.chain.value?.first }
}
