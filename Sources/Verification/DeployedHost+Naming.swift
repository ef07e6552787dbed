internal import OpenSSL
internal import Replication

extension DeployedHost {
  /// What issues this master for one name more, as a command for a shell. Names that are given replace all that were,
  /// so those are said again.
  ///
  /// Nil for a host that mkcerts did not issue, and where one name is none that it would take: it was read from a file
  /// or a server that anybody may have written.
  public func command(adding name: String) -> String? {
    guard isOfPKI, let presentation = asMaster?.presentation, let leaf = presentation.chain.value?.first
    else {
      return nil
    }
    let names = leaf.namesOrCommonName.filter { $0 != self.name && $0 != name } + [name]
    let words = names.compactMap { name -> String? in
      let plain = name.hasPrefix("*.") ? name.dropFirst(2) : name[...]
      let isName = plain.unicodeScalars.allSatisfy { scalar in
        scalar.isASCII
          && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || ".-_:".unicodeScalars.contains(scalar))
      }
      return isName && !plain.isEmpty && !plain.hasPrefix("-") ? name.inShell : nil
    }
    guard words.count == names.count else { return nil }
    // The next certificate over a key that never was here needs a request too.
    var request = ""
    if case .found(_, .request)? = presentation.key { request = " --csr FILE" }
    return "mkcerts issue \(self.name.inShell)\(request)\(words.map { " --san \($0)" }.joined()) --replace"
  }
}

extension Certificate {
  /// Its alternative names without their kinds; without any the common name, which servers look at then.
  var namesOrCommonName: [String] {
    let names = (fields.subjectAlternativeNames ?? []).map(\.text)
    return names.isEmpty ? [fields.subject.commonName].compactMap { $0 } : names
  }
}
