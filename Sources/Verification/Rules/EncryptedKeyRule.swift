internal import OpenSSL
internal import Replication

/// No server before MariaDB 12 loads an encrypted key.
struct EncryptedKeyRule: Rule {
  static let name = "encrypted-key"
  static let explainsLinks = false

  func findings(in examination: Examination) -> [Finding] {
    examination.deployment.hosts.flatMap { host in
      host.presentations.compactMap { purpose, presentation in
        guard let key = presentation.key, case .encrypted = key.value,
          !examination.server(of: host).loadsEncryptedKeys
        else { return nil }
        let path = key.path
        return finding(
          .breaks, host, path, "\(path) is encrypted, and servers cannot ask for a passphrase",
          symptom: .cannotLoad(.key, as: purpose),
          fix:
            "decrypt it with `openssl pkey -in \(ShellWord(path: path)) -out …`, and protect it by its mode")
      }
    }
  }
}
