internal import OpenSSL
internal import Replication
internal import Secrets
internal import SecureFiles

/// Reads the kinds of files that deployments are made of. What cannot be read becomes evidence of that, not
/// an error.
///
/// Hosts of one authority hold the same cacert.pem, and keys are looked at as pairs and as files: what was
/// decoded once is not decoded again.
final class PEMFileReader {
  /// Where the files are.
  let tree: FileTree
  /// What other readers have met, too.
  let common: CommonReadings
  private var bundles: [Octets: [Certificate]] = [:]
  private var lists: [Octets: [RevocationList]] = [:]
  private var keys: [String: Result<KeyEvidence, PEMError>] = [:]
  /// The keys that stand in a file behind the first; nil for an encrypted one.
  private var keysBehind: [String: [PublicKey?]] = [:]
  /// The keys in files of DER, which no server loads; nil for an encrypted one.
  private var keysInDER: [String: PublicKey?] = [:]
  /// Files that were read as certificates and hold no key, so that they need not be read again as secrets.
  private var keyless: Set<String> = []

  /// The files that hold something behind their blocks, or in them behind their objects.
  private(set) var oddFiles: [String: PEMContents] = [:]
  private var ordinary: Set<Octets> = []

  init(_ tree: FileTree = .disk, _ common: CommonReadings = CommonReadings()) {
    self.tree = tree
    self.common = common
  }

  private func noteOddity(_ path: String, _ text: [UInt8]) {
    guard !ordinary.contains(Octets(text)) else { return }
    let contents = PEMContents(text)
    if contents.isOdd { oddFiles[path] = contents } else { ordinary.insert(Octets(text)) }
  }

  /// Takes note of a text that was read for what else it says: where no key stands in it, it need not be read
  /// again as a secret.
  func note(_ text: HostTexts.Text) {
    // Keys in DER begin with a SEQUENCE, which no text does that is read here.
    guard text.bytes.first != UInt8(ascii: "0"), !PrivateKey.stands(in: text.bytes) else { return }
    keyless.insert(text.path)
  }

  /// The user of this name, looked up once for all hosts (``ServerUser``).
  func user(named name: String, isAssumed: Bool = false) -> ServerUser? {
    common.user(CommonReadings.User(name: name, isAssumed: isAssumed)) {
      ServerUser(named: name, isAssumed: isAssumed, self)
    }
  }

  /// Whether it was read for something else, and no key stands in it.
  func isKnownKeyless(_ path: String) -> Bool { keyless.contains(path) }

  /// The certificates in `path`.
  func certificates(_ path: String) -> Evidence<[Certificate]> {
    read(path) { () throws(EvidenceError) in
      let text = try contents(path)
      if let certificate = only(in: text, of: path) { return [certificate] }
      look(at: text, of: path)
      if let known = bundles[Octets(text)] { return known }
      let certificates = try decoded { () throws(PEMError) in try Certificate.parse(pem: text) }
      bundles[Octets(text)] = certificates
      return certificates
    }
  }

  /// What a server shows that is told `path`, and sends what stands behind its own certificate.
  func presentedChain(_ path: String) -> Evidence<[Certificate]> {
    read(path) { () throws(EvidenceError) in
      let text = try contents(path)
      if let certificate = only(in: text, of: path) { return [certificate] }
      look(at: text, of: path)
      return try decoded { () throws(PEMError) in try Certificate.presented(pem: text, by: .chainFile) }
    }
  }

  /// What a server takes from `path`, named as ssl-ca or ssl-crl: from either it takes both.
  func trustFile(_ path: String) -> Evidence<TrustFile> { trustFile(path, limit: Files.readingLimit) }

  /// The same of a file that is named as ssl-crl, which may be long.
  func revocationFile(_ path: String) -> Evidence<TrustFile> { trustFile(path, limit: Self.longestList) }

  private func trustFile(_ path: String, limit: Int) -> Evidence<TrustFile> {
    read(path) { () throws(EvidenceError) in
      let text = try contents(path, limit: limit)
      look(at: text, of: path)
      return try decoded { () throws(PEMError) in
        try common.trustFile(text) { () throws(PEMError) in try TrustFile.parse(pem: text) }
      }
    }
  }

  private func decoded<Value>(_ body: () throws(PEMError) -> Value) throws(EvidenceError) -> Value {
    do throws(PEMError) { return try body() } catch { throw EvidenceError(reason: error.description) }
  }

  /// The certificate that is all of `text`, where it is one of a series.
  private func only(in text: [UInt8], of path: String) -> Certificate? {
    guard !ordinary.contains(Octets(text)), let certificate = common.series.certificate(pem: text) else {
      return nil
    }
    keyless.insert(path)
    return certificate
  }

  /// Takes note of what else than certificates a file holds.
  private func look(at text: [UInt8], of path: String) {
    if ordinary.contains(Octets(text)) || !PrivateKey.stands(in: text) { keyless.insert(path) }
    if keyless.contains(path) { noteOddity(path, text) }
  }

  /// The revocation lists in `path`.
  func revocationLists(_ path: String) -> Evidence<[RevocationList]> {
    read(path) { () throws(EvidenceError) in
      let text = try contents(path, limit: Self.longestList)
      if let known = lists[Octets(text)] { return known }
      let found = try decoded { () throws(PEMError) in try RevocationList.parseAll(pem: text) }
      lists[Octets(text)] = found
      return found
    }
  }

  /// The private key in `path`, or, where that is not there, the request that a host which made its own key has
  /// in its place.
  func key(_ path: String) -> Evidence<KeyEvidence> {
    let key = privateKey(path)
    guard case .absent = key, let request = Self.request(beside: path) else { return key }
    let asked = read(request) { () throws(EvidenceError) in
      let text = try contents(request)
      return try decoded { () throws(PEMError) in
        KeyEvidence.request(try CertificateRequest.parse(pem: text))
      }
    }
    if case .absent = asked { return key }
    return asked
  }

  private static func request(beside key: String) -> String? {
    PairNames.all.first { key.hasSuffix("/" + $0.key) }.map { pair in
      String(key.dropLast(pair.key.count)) + pair.request
    }
  }

  private func privateKey(_ path: String) -> Evidence<KeyEvidence> {
    read(path) { () throws(EvidenceError) in
      let key: Result<KeyEvidence, PEMError>
      do throws(FileError) { key = try decodedKey(path) } catch { throw EvidenceError(reason: error.reason) }
      return try decoded { () throws(PEMError) in try key.get() }
    }
  }

  /// The private keys that `path` holds, in whatever form: other keys may stand behind the one that servers load.
  ///
  /// - Throws: where it cannot be read.
  func keyFiles(_ path: String, permissions: UInt32) throws(FileError) -> [KeyFile] {
    if keyless.contains(path) { return [] }
    var found: [PublicKey?] = []
    switch try decodedKey(path) {
    case .success(.key(let key)): found.append(key)
    case .success(.encrypted): found.append(nil)
    case .success(.request), .failure: break
    }
    found += keysBehind[path] ?? []
    if let key = keysInDER[path] { found.append(key) }
    return found.map { KeyFile(path: path, key: $0, permissions: permissions) }
  }

  private func decodedKey(_ path: String) throws(FileError) -> Result<KeyEvidence, PEMError> {
    if let known = keys[path] { return known }
    let text = try tree.readSecret(path)
    let result: Result<KeyEvidence, PEMError>
    do throws(PEMError) {
      result = .success(.key(try PrivateKey.publicHalf(pem: text)))
    } catch {
      result = error.code == .encrypted ? .success(.encrypted) : .failure(error)
    }
    keys[path] = result
    if case .failure = result {
      switch PrivateKey.find(inDER: text) {
      case .clear(let key): keysInDER.updateValue(key, forKey: path)
      case .encrypted: keysInDER.updateValue(nil, forKey: path)
      case nil: break
      }
    }
    let behind = PrivateKey.publicHalvesBehindFirst(pem: text).compactMap { half -> PublicKey?? in
      switch half {
      case .success(let key): .some(key)
      case .failure(let error): error.code == .encrypted ? .some(nil) : nil
      }
    }
    if !behind.isEmpty { keysBehind[path] = behind }
    return result
  }

  private func contents(_ path: String, limit: Int = Files.readingLimit) throws(EvidenceError) -> [UInt8] {
    do throws(FileError) { return try tree.read(path, limit: limit) } catch {
      throw EvidenceError(reason: error.reason)
    }
  }

  /// A list of a million certificates has 60 MB.
  private static let longestList = 1 << 28

  private func read<Value>(
    _ path: String, _ body: () throws(EvidenceError) -> Value
  ) -> Evidence<Value> {
    do throws(EvidenceError) {
      return .found(path: path, try body())
    } catch {
      // Most files are there and can be read: only now is it asked which of the two is not so.
      do throws(FileError) {
        guard try tree.exists(path) else { return .absent(path: path) }
      } catch {
        return .unreadable(path: path, reason: error.reason)
      }
      return .unreadable(path: path, reason: error.reason)
    }
  }
}

/// Why a file is no evidence of what it should hold.
private struct EvidenceError: Error {
  let reason: String
}
