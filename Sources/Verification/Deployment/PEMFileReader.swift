internal import OpenSSL
internal import Secrets
internal import SecureFiles

/// Reads the kinds of files that deployments are made of. What cannot be read becomes evidence of that, not an error.
enum PEMFileReader {
  /// The certificates in `path`.
  static func certificates(_ path: String) -> Evidence<[Certificate]> {
    read(path) { () throws(EvidenceError) in
      let text = try contents(path)
      do throws(CertificateTextError) {
        return try Certificate.parse(pem: text)
      } catch {
        throw EvidenceError(reason: error.sentence)
      }
    }
  }

  /// The private key in `path`, or, where that is not there, the request in `request`.
  static func key(_ path: String, orRequest request: String) -> Evidence<KeyEvidence> {
    let key = key(path)
    guard case .absent = key else { return key }
    let asked = read(request) { () throws(EvidenceError) in
      let text = try contents(request)
      do throws(RequestTextError) {
        return KeyEvidence.request(try CertificateRequest.parse(pem: text))
      } catch {
        throw EvidenceError(reason: error.sentence)
      }
    }
    if case .absent = asked { return key }
    return asked
  }

  private static func key(_ path: String) -> Evidence<KeyEvidence> {
    read(path) { () throws(EvidenceError) in
      let text: SecretBytes
      do throws(FileError) { text = try Files.readSecret(path) } catch {
        throw EvidenceError(reason: error.reason)
      }
      do throws(PrivateKeyError) {
        return .key(try PrivateKey.parse(pem: text).publicKey)
      } catch .encrypted {
        return .encrypted
      } catch {
        throw EvidenceError(reason: error.sentence)
      }
    }
  }

  /// The private key that `path` holds in whatever form; nil where it holds none.
  ///
  /// - Throws: where it cannot be read.
  static func keyFile(_ path: String, permissions: UInt32) throws(FileError) -> KeyFile? {
    let text = try Files.readSecret(path)
    do throws(PrivateKeyError) {
      return KeyFile(path: path, key: try PrivateKey.parse(pem: text).publicKey, permissions: permissions)
    } catch .encrypted {
      return KeyFile(path: path, key: nil, permissions: permissions)
    } catch {
      return nil
    }
  }

  private static func contents(_ path: String) throws(EvidenceError) -> [UInt8] {
    do throws(FileError) { return try Files.read(path) } catch { throw EvidenceError(reason: error.reason) }
  }

  private static func read<Value>(
    _ path: String, _ body: () throws(EvidenceError) -> Value
  ) -> Evidence<Value> {
    do throws(FileError) {
      guard try Files.exists(path) else { return .absent(path: path) }
    } catch {
      return .unreadable(path: path, reason: error.reason)
    }
    do throws(EvidenceError) {
      return .found(path: path, try body())
    } catch {
      return .unreadable(path: path, reason: error.reason)
    }
  }
}

/// Why a file is no evidence of what it should hold.
private struct EvidenceError: Error {
  let reason: String
}
