/// What a file of PEM holds besides the objects that servers take from it: what else stands there, and where.
/// Nothing is decoded but the base64 of public objects.
public struct PEMContents: Sendable, Hashable {
  /// What kind of thing a block holds, by its label.
  public enum Kind: Sendable, Hashable {
    case certificate
    /// A certificate with trust settings, of which servers take more than the certificate: ``TrustSettings``.
    case trustedCertificate
    case revocationList
    case certificateRequest
    case privateKey
    /// PKCS#8 or of the old form; no server before MariaDB 12 loads one.
    case encryptedPrivateKey
    /// Parameters of elliptic curves or Diffie-Hellman.
    case parameters
    case other
  }

  /// One block, from its BEGIN line on.
  public struct Block: Sendable, Hashable {
    public let label: String
    public let kind: Kind
    /// The line that it begins on, from 1.
    public let line: Int
    /// Whether its END line follows.
    public let isComplete: Bool
    /// How many bytes follow the DER of a public object in its block; 0 for all other kinds. Behind a certificate,
    /// SSL_CTX_use_certificate_chain_file(3) takes them for trust settings and fails, while
    /// SSL_CTX_use_certificate_file(3) and the readers of ssl-ca pass over them.
    public let trailingBytes: Int
    /// Whether a certificate stands in it, where its label says so; not looked at for the first of a file and for
    /// other kinds, of which it is true.
    public let isDecodable: Bool
  }

  /// In order.
  public let blocks: [Block]
  /// Whether it begins with the byte order mark of UTF-8, which OpenSSL 1.1.1 does not take (measured).
  public let hasByteOrderMark: Bool
  /// Whether lines end in CR LF, which all take.
  public let hasCarriageReturns: Bool
  /// Whether text stands outside of blocks, which all pass over.
  public let hasTextAround: Bool
  /// Whether something that is no text stands outside of blocks, such as DER behind PEM, which all pass over.
  public let hasBinaryAround: Bool
  /// What it is in DER, where it holds no block at all.
  public let binary: DERKind?

  /// Looks through `bytes`.
  public init(_ bytes: [UInt8]) {
    var scan = Scan()
    hasByteOrderMark = bytes.starts(with: PEMText.byteOrderMark)
    var rest = bytes[(hasByteOrderMark ? PEMText.byteOrderMark.count : 0)...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
      scan.take(rest[rest.startIndex..<end])
      rest = rest[min(end + 1, rest.endIndex)...]
    }
    scan.endBlock(isComplete: false)
    blocks = scan.blocks
    hasCarriageReturns = scan.hasCarriageReturns
    hasTextAround = scan.hasTextAround
    hasBinaryAround = scan.hasBinaryAround
    binary = blocks.isEmpty ? unsafe bytes.withUnsafeBytes { unsafe DERKind(of: $0) } : nil
  }

  /// Goes through the lines.
  private struct Scan {
    var blocks: [Block] = []
    var hasCarriageReturns = false
    var hasTextAround = false
    var hasBinaryAround = false
    private var number = 0
    private var open: (label: String, line: Int, body: [UInt8], isEncrypted: Bool)?

    mutating func take(_ line: ArraySlice<UInt8>) {
      number += 1
      if line.last == UInt8(ascii: "\r") { hasCarriageReturns = true }
      if let label = PEMText.label(of: line) {
        endBlock(isComplete: false)
        open = (label, number, [], false)
      } else if open == nil {
        hasTextAround = hasTextAround || line.contains { $0 > UInt8(ascii: " ") && $0 < 0x7f }
        // Tab, line feeds and escape sequences are text of a kind; the rest below the space is not, nor is what
        // is no UTF-8.
        hasBinaryAround =
          hasBinaryAround || line.contains { $0 < 0x09 }
          || String(validating: line, as: UTF8.self) == nil
      } else if line.starts(with: PEMText.ending) {
        endBlock(isComplete: true)
      } else if line.starts(with: Array("Proc-Type: 4,ENCRYPTED".utf8)) {
        open?.isEncrypted = true
      } else if open.map({ Kind(label: $0.label, isEncrypted: false).isPublic }) == true {
        // The body of a private key is never copied.
        open?.body += line
      }
    }

    private static func beginsWithCertificate(_ body: [UInt8]) -> Bool {
      guard let der = Base64.decode(body) else { return false }
      return (try? Certificate(der: Array(der.dropLast(DERReader.trailingBytes(der))))) != nil
    }

    mutating func endBlock(isComplete: Bool) {
      guard let block = open else { return }
      open = nil
      let kind = Kind(label: block.label, isEncrypted: block.isEncrypted)
      blocks.append(
        Block(
          label: block.label, kind: kind, line: block.line, isComplete: isComplete,
          trailingBytes: kind.isPublic ? Base64.decode(block.body).map(DERReader.trailingBytes) ?? 0 : 0,
          // The first of a file is decoded by whoever reads the file.
          isDecodable: kind != .certificate || blocks.isEmpty || Self.beginsWithCertificate(block.body)))
    }
  }
}

extension PEMContents.Kind {
  /// True where the block is one DER object that is no secret.
  var isPublic: Bool { [.certificate, .revocationList, .certificateRequest].contains(self) }

  init(label: String, isEncrypted: Bool) {
    self =
      switch label {
      case "CERTIFICATE", "X509 CERTIFICATE": .certificate
      case "TRUSTED CERTIFICATE": .trustedCertificate
      case "X509 CRL": .revocationList
      case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST": .certificateRequest
      case "ENCRYPTED PRIVATE KEY": .encryptedPrivateKey
      case _ where label.hasSuffix("PRIVATE KEY"): isEncrypted ? .encryptedPrivateKey : .privateKey
      case _ where label.hasSuffix("PARAMETERS"): .parameters
      default: .other
      }
  }
}
