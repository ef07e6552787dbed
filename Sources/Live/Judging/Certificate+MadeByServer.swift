internal import OpenSSL

extension Certificate {
  /// Whether a server made it for itself, for want of files: MySQL's `MySQL_Server_9.7.4_Auto_Generated_…`, of which
  /// it keeps an authority beside it, and the self-signed one of MariaDB 11.4 and later (measured).
  var isMadeByServer: Bool {
    let name = fields.subject.commonName ?? ""
    return name.contains("_Auto_Generated_") || isSelfIssued && name.hasPrefix("MariaDB Server")
  }
}
