internal import CertificateAuthority
internal import OpenSSL

extension FleetFile.Authority {
  /// Finds what no authority could be made of.
  func check(_ section: FleetSection, _ problems: inout FleetProblems) {
    guard let name else { return }
    _ = problems.taking(section.values[.name]?.line ?? section.line) { () throws(IssuanceError) in
      try AuthorityRequest(
        name: name, algorithm: .ecdsaP256, days: Profile.authority.defaultDays, protection: .clear
      ).check()
    }
  }

  /// The days that a new one lasts.
  var lasting: Int { days ?? Profile.authority.defaultDays }
}
