/// What the TLS of a version is like. "Measured" means tried on MySQL 5.7.42, 8.0.46, 8.4.10, 9.7.4 and MariaDB
/// 10.5.23, 10.6.23, 10.11.18, 11.8.6 in distribution builds; other sources are named.
extension Server {
  /// The security level of its OpenSSL (SSL_CTX_set_security_level(3)). Measured: RSA-1024 and SHA-1 are
  /// refused by all but MySQL 5.7, whose build has OpenSSL 1.1.1 at its own default.
  public var securityLevel: Int { self == .oldestMySQL ? 1 : 2 }

  /// Whether it loads a certificate of its own that is signed with SHA-1, which clients refuse then. Measured
  /// on MySQL 9.7.
  public var loadsWeakDigests: Bool { flavour == .mysql && isAtLeast(9, 7) }

  /// Whether it refuses to be told of protocol versions before TLS 1.2: MySQL 8.0.28 (manual; measured on 9.7,
  /// as that a server does not start then).
  public var refusesOldVersions: Bool { flavour == .mysql && isAtLeast(8, 0) }

  /// Whether a server does not start where ssl_cipher names anything but the ciphers it allows. Measured: from
  /// MySQL 8.4 on.
  public var blocksCiphers: Bool { flavour == .mysql && isAtLeast(8, 4) }

  /// MySQL 5.7.
  public static let oldestMySQL = Server(.mysql, 5, 7)

  /// Whether it sends the intermediates that stand behind the leaf in ssl_cert. Measured: MySQL 5.7 sends the
  /// leaf alone, and what it finds in ssl_ca above it.
  public var sendsChain: Bool { self != .oldestMySQL }

  /// Whether a server that names no certificate has one all the same: MySQL makes ca.pem and server-cert.pem
  /// in its data directory (manual, auto_generate_certs), MariaDB one in memory (measured on 11.8; 11.4 by
  /// the manual, "Zero-Configuration SSL").
  public var makesCertificates: Bool { flavour == .mysql || isAtLeast(11, 4) }

  /// Whether a server that is told `ssl=1` and of no files does not start. Measured on MariaDB 10.5 and 10.11, of
  /// which 11.8 makes a certificate; MySQL has the option on without being told (manual, "--ssl").
  public var exitsWithoutCertificate: Bool { flavour == .mariadb && !makesCertificates }

  /// Whether a slave uses TLS where its statement does not say: MariaDB 11.4 (manual), MySQL 9.7 (measured).
  public var slaveUsesTLSByDefault: Bool { flavour == .mysql ? isAtLeast(9, 7) : isAtLeast(11, 4) }

  /// Whether a slave that shall verify its master and names no authority accepts a certificate that the
  /// master made for itself, by the password's hash. Measured on MariaDB 11.8.
  public var verifiesByPassword: Bool { flavour == .mariadb && isAtLeast(11, 4) }

  /// Whether a slave compares an IP address with the IP addresses of a certificate alone. Measured: MySQL 8.0
  /// and later; the others take a DNS name or common name of the same letters too.
  public var comparesAddressesStrictly: Bool { flavour == .mysql && isAtLeast(8, 0) }

  /// Whether a slave that dials `host` looks for no name: MariaDB 11.4 and later on 127.0.0.1 and ::1
  /// (measured; is_local_connection in sql-common/client.c).
  public func ignoresName(dialling host: String) -> Bool {
    flavour == .mariadb && isAtLeast(11, 4) && (host == "127.0.0.1" || host == "::1")
  }

  /// Whether handshakes with a key on the elliptic curve of this OpenSSL name succeed. Measured.
  public func takesCurve(_ name: String) -> Bool {
    switch name {
    case "prime256v1", "secp384r1", "secp521r1": true
    case "brainpoolP256r1": self == Server(.mysql, 8, 4) || flavour == .mariadb && isAtLeast(11, 8)
    default: false
    }
  }

  /// Whether handshakes with an Ed448 key succeed. Measured: not on MySQL 9.7.
  public var takesEd448: Bool { !(flavour == .mysql && isAtLeast(9, 7)) }

  /// The cipher that it chooses where nothing restricts it. Measured: MySQL 8.4 and 9.7, the others; MySQL 5.7
  /// has no TLS 1.3.
  public var preferredSuite: String {
    switch flavour {
    case .mysql where isAtLeast(8, 4): "TLS_AES_128_GCM_SHA256"
    case .mysql where !isAtLeast(8, 0): "ECDHE-RSA-AES128-GCM-SHA256"
    case .mysql, .mariadb: "TLS_AES_256_GCM_SHA384"
    }
  }

  /// The oldest and the newest server of each family: what is true of all of these is true of all.
  public static let extremes: [Server] = Flavour.allCases.flatMap { flavour in
    let servers = known.filter { $0.flavour == flavour }
    return [servers.first, servers.last].compactMap { $0 }
  }
}
