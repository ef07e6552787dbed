/// The file names of a certificate and its key, as the MySQL manual writes them.
public struct PairNames: Sendable, Hashable {
  /// The certificate's file, PEM.
  public let certificate: String
  /// The private key's file, PEM.
  public let key: String
  /// The request's file, PEM, which stands for a key that stayed on its host.
  public let request: String

  /// `server-cert.pem` and `server-key.pem`.
  public static let server = PairNames(
    certificate: "server-cert.pem", key: "server-key.pem", request: "server-req.pem")
  /// Both pairs.
  public static let all = [server, client]

  /// `client-cert.pem` and `client-key.pem`.
  public static let client = PairNames(
    certificate: "client-cert.pem", key: "client-key.pem", request: "client-req.pem")
}

/// In which form a host keeps what it trusts.
public enum TrustForm: Sendable, Hashable {
  /// The file `cacert.pem`, named as `ssl-ca`.
  case file
  /// The folder `capath` with one certificate a file, under hashed names; named as `ssl-capath`.
  case folder

  /// The name of the file or folder.
  public var name: String {
    switch self {
    case .file: "cacert.pem"
    case .folder: "capath"
    }
  }

  /// The option that names it.
  public var option: String {
    switch self {
    case .file: "ssl-ca"
    case .folder: "ssl-capath"
    }
  }

  /// The name of what holds the authority's revocation lists: a file of its own, or the folder of the
  /// certificates, where the lists have hashed names too.
  public var revocationName: String {
    switch self {
    case .file: TrustForm.revocationFile
    case .folder: name
    }
  }

  /// The option that names the revocation lists.
  public var revocationOption: String {
    switch self {
    case .file: "ssl-crl"
    case .folder: "ssl-crlpath"
    }
  }

  /// `crl.pem`, all lists of the authority in one file.
  public static let revocationFile = "crl.pem"
}
