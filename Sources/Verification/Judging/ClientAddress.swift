internal import OpenSSL

/// Who a slave is to its master, as far as that is known: the accounts of which hosts it may log in to.
struct ClientAddress {
  /// The names that it goes by, in small letters.
  let names: Set<String>
  let addresses: Set<String>
  /// Whether there are no others: it dials the machine that it runs on.
  let isLocal: Bool
  /// The hosts of which it was seen to come from one; empty where it was not seen.
  private let seen: Set<String>

  /// How a host in an account stands to the slave.
  enum Match {
    case yes, no, maybe
  }

  /// - Parameter dialled: the name of its master; from a loopback address a slave comes by loopback.
  init(_ host: DeployedHost, _ presentation: Presentation?, dialling dialled: String?) {
    let dialled = dialled?.lowercased() ?? ""
    seen = host.origin?.seen ?? []
    isLocal = Self.isLoopback(dialled)
    guard !isLocal else {
      names = ["localhost"]
      addresses = dialled == "::1" ? ["::1"] : dialled == "localhost" ? ["::1", "127.0.0.1"] : ["127.0.0.1"]
      return
    }
    let fields = presentation?.chain.value?.first?.fields
    let certified = fields?.subjectAlternativeNames ?? []
    let said = [host.name, host.reportedHost, fields?.subject.commonName].compactMap { $0?.lowercased() }
    var names = Set(said.filter { !Self.isAddress($0) })
    var addresses = Set(said.filter(Self.isAddress))
    for name in certified {
      let text = name.text.lowercased()
      switch name {
      // A server's certificate may be for these too, and nobody comes to another machine from them.
      case _ where Self.isLoopback(text): break
      case .dns: names.insert(text)
      case .ip: addresses.insert(text)
      default: break
      }
    }
    for name in host.origin?.known ?? [] {
      if Self.isAddress(name) { addresses.insert(name) } else { names.insert(name) }
    }
    self.names = names
    self.addresses = addresses
  }

  /// Whether the account's host is the slave's.
  ///
  /// - Parameters:
  ///   - others: the names and addresses of all hosts: what is not the slave's among them is another's.
  ///   - resolving: whether the master asks for the name of an address.
  func match(_ pattern: String, others: () -> Set<String>, resolving: Bool) -> Match {
    if pattern == "%" || pattern.isEmpty { return .yes }
    if !seen.isEmpty {
      let matches = Set(seen.map { match(pattern, from: $0, resolving: resolving) })
      return matches.count == 1 ? matches.first ?? .maybe : .maybe
    }
    if Self.isAddress(pattern) {
      if let network = Network(pattern) {
        let known = addresses.compactMap(Network.number)
        return known.contains(where: network.contains) ? .yes : known.isEmpty ? .maybe : .no
      }
      if addresses.contains(where: { Self.fits($0, pattern) }) { return .yes }
      return isLocal || !addresses.isEmpty || others().contains(pattern) ? .no : .maybe
    }
    guard resolving else { return .no }
    if names.contains(where: { Self.fits($0, pattern) }) { return .yes }
    if isLocal || others().contains(pattern) { return .no }
    return pattern != "localhost" && names.contains { $0.contains(".") } ? .no : .maybe
  }

  /// Whether the account's host is `origin`: a master that asks for names shows a connection under its name, where it
  /// has one, else under its address.
  private func match(_ pattern: String, from origin: String, resolving: Bool) -> Match {
    if Self.isAddress(origin) {
      guard Self.isAddress(pattern) else {
        // The name of a loopback address is asked of nobody.
        let isLocal = origin == "127.0.0.1" || origin == "::1"
        return resolving && isLocal && Self.fits("localhost", pattern) ? .yes : .no
      }
      guard let network = Network(pattern) else { return Self.fits(origin, pattern) ? .yes : .no }
      return network.contains(origin) ? .yes : .no
    }
    if !Self.isAddress(pattern) { return resolving && Self.fits(origin, pattern) ? .yes : .no }
    let known = origin == "localhost" ? ["127.0.0.1", "::1"] : addresses
    guard !known.isEmpty else { return .maybe }
    return known.contains { Network(pattern)?.contains($0) ?? Self.fits($0, pattern) } ? .yes : .no
  }

  /// Whether a name in small letters is of the machine itself, wherever it is dialled.
  private static func isLoopback(_ name: String) -> Bool {
    name == "localhost" || name == "::1" || name.hasPrefix("127.")
  }

  /// Whether it is written as an address or a range of addresses.
  private static func isAddress(_ text: String) -> Bool {
    text.contains(":")
      || text.utf8.allSatisfy { (0x30...0x39).contains($0) || Array("./%_".utf8).contains($0) }
  }

  /// `%` stands for any text and `_` for one letter.
  private static func fits(_ text: String, _ pattern: String) -> Bool {
    fits(text.utf8[...], pattern.utf8[...])
  }

  private static func fits(_ text: Substring.UTF8View, _ pattern: Substring.UTF8View) -> Bool {
    var (text, pattern) = (text, pattern)
    /// Where the last `%` stands, and where what it stands for ends: the only place to go back to.
    var back: (text: Substring.UTF8View, pattern: Substring.UTF8View)?
    while let byte = text.first {
      if pattern.first == UInt8(ascii: "%") {
        pattern = pattern.dropFirst()
        back = (text, pattern)
      } else if pattern.first == byte || pattern.first == UInt8(ascii: "_") {
        (text, pattern) = (text.dropFirst(), pattern.dropFirst())
      } else if let last = back {
        text = last.text.dropFirst()
        pattern = last.pattern
        back = (text, pattern)
      } else {
        return false
      }
    }
    return pattern.allSatisfy { $0 == UInt8(ascii: "%") }
  }

  /// `192.0.2.0/255.255.255.0`, or `192.0.2.0/24` (MySQL 8.0.23, manual, "Specifying Account Names").
  private struct Network {
    let first: UInt32
    let mask: UInt32

    init?(_ text: String) {
      let parts = text.split(separator: "/")
      guard parts.count == 2, let first = Self.number(String(parts[0])) else { return nil }
      if let mask = Self.number(String(parts[1])) {
        self.mask = mask
      } else if let bits = Int(parts[1]), (0...32).contains(bits) {
        mask = bits == 0 ? 0 : UInt32.max << UInt32(32 - bits)
      } else {
        return nil
      }
      self.first = first
    }

    func contains(_ address: UInt32) -> Bool { address & mask == first }

    func contains(_ address: String) -> Bool { Self.number(address).map { contains($0) } ?? false }

    static func number(_ text: String) -> UInt32? {
      let bytes = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
      guard bytes.count == 4, !bytes.contains(nil) else { return nil }
      return bytes.reduce(0) { $0 << 8 | UInt32($1 ?? 0) }
    }
  }
}

extension DeployedHost {
  /// What it is known by, in small letters: its name, and what its certificates are for.
  var namesAndAddresses: Set<String> {
    let certified = presentations.flatMap { _, presentation in
      presentation.chain.value?.first?.fields.subjectAlternativeNames ?? []
    }
    let names = certified.compactMap { name -> String? in
      switch name {
      case .dns(let name): name.lowercased()
      case .ip: name.text.lowercased()
      default: nil
      }
    }
    return Set(names + [name, reportedHost].compactMap { $0?.lowercased() })
  }
}
