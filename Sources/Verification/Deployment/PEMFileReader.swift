internal import OpenSSL
internal import Secrets
internal import SecureFiles

/// Reads the kinds of files that deployments are made of. What cannot be read becomes evidence of that, not an error.
///
/// Hosts of one authority hold the same cacert.pem: what was decoded once is not decoded again.
final class PEMFileReader {
  private var certificates: [[UInt8]: [Certificate]] = [:]
  private var keys: [String: Evidence<KeyEvidence>] = [:]

  /// The certificates in `path`.
  func certificates(_ path: String) -> Evidence<[Certificate]> {
    read(path) { () throws(EvidenceError) in
      let text = try contents(path)
      if let known = certificates[text] { return known }
      do throws(CertificateTextError) {
        let parsed = try Certificate.parse(pem: text)
        certificates[text] = parsed
        return parsed
      } catch {
        throw EvidenceError(reason: error.sentence)
      }
    }
  }

  /// The private key in `path`, or, where that is not there, the request in `request`.
  func key(_ path: String, orRequest request: String) -> Evidence<KeyEvidence> {
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

  private func key(_ path: String) -> Evidence<KeyEvidence> {
    if let known = keys[path] { return known }
    let evidence = decodeKey(path)
    keys[path] = evidence
    return evidence
  }

  private func decodeKey(_ path: String) -> Evidence<KeyEvidence> {
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
  func keyFile(_ path: String, permissions: UInt32) throws(FileError) -> KeyFile? {
    switch keys[path]?.value {
    case .key(let key): return KeyFile(path: path, key: key, permissions: permissions)
    case .encrypted: return KeyFile(path: path, key: nil, permissions: permissions)
    case .request, nil: break
    }
    let text = try Files.readSecret(path)
    do throws(PrivateKeyError) {
      return KeyFile(path: path, key: try PrivateKey.parse(pem: text).publicKey, permissions: permissions)
    } catch .encrypted {
      return KeyFile(path: path, key: nil, permissions: permissions)
    } catch {
      return nil
    }
  }

  private func contents(_ path: String) throws(EvidenceError) -> [UInt8] {
    do throws(FileError) { return try Files.read(path) } catch { throw EvidenceError(reason: error.reason) }
  }

  private func read<Value>(
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
