internal import COpenSSL

/// What an authority's name constraints say of host names and mailboxes (RFC 5280, 4.2.1.10).
struct NameConstraints {
  static let identifier = "2.5.29.30"

  private(set) var permittedHosts: [String] = []
  private(set) var excludedHosts: [String] = []
  private(set) var constrainsMailboxes = false

  /// nil where `certificate` has none.
  init?(of certificate: Certificate) {
    defer { ERR_clear_error() }
    guard let raw = unsafe X509_get_ext_d2i(certificate.pointer, NID_name_constraints, nil, nil) else {
      return nil
    }
    let value = unsafe raw.assumingMemoryBound(to: NAME_CONSTRAINTS.self)
    defer { unsafe NAME_CONSTRAINTS_free(value) }
    unsafe read(value.pointee.permittedSubtrees) { $0.permittedHosts.append($1) }
    unsafe read(value.pointee.excludedSubtrees) { $0.excludedHosts.append($1) }
  }

  private mutating func read(_ subtrees: OpaquePointer?, _ keep: (inout NameConstraints, String) -> Void) {
    for index in unsafe 0..<max(0, mkcerts_sk_GENERAL_SUBTREE_num(subtrees)) {
      guard let base = unsafe mkcerts_sk_GENERAL_SUBTREE_value(subtrees, index)?.pointee.base else {
        continue
      }
      switch unsafe GeneralName(base) {
      case .dns(let name): keep(&self, name)
      case .other(let text): if text.hasPrefix("email:") { constrainsMailboxes = true }
      case .ip: break
      }
    }
  }

  /// True where every host is spelled as the RFC has it, `host.example.com`, without a leading dot (which is for
  /// URIs); the empty one stands for all.
  var hasProperHosts: Bool {
    (permittedHosts + excludedHosts).allSatisfy { host in
      host.isEmpty
        || host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
    }
  }
}
