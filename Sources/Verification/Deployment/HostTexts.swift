internal import Replication
internal import SecureFiles

/// The texts and PEM files that tell about a host, sorted by what they are.
struct HostTexts {
  /// A text that was read.
  struct Text {
    let path: String
    let bytes: [UInt8]
    /// What it means, apart from comments; nil where that cannot be told so.
    let plain: CommentFreeText?

    init(path: String, bytes: [UInt8]) {
      self.path = path
      self.bytes = bytes
      plain =
        path.hasEnding(".sql")
        ? CommentFreeText(bytes, in: .sql)
        : path.hasSuffix(".cnf") ? CommentFreeText(bytes, in: .optionFile) : nil
    }
  }

  /// What a text is.
  struct Kind {
    let kind: TextKind?
    /// Whether it is not another program's, where it is an option file.
    let isForServers: Bool
  }

  private(set) var optionFiles: [Text] = []
  /// Those that lie beside the main one, which says itself whether it includes them.
  private(set) var otherOptionFiles: [Text] = []
  private(set) var scripts: [Text] = []
  private(set) var statuses: [Text] = []
  private(set) var masterInfos: [Text] = []
  /// PEM files that were given one by one, not the ones that lie in a folder.
  private(set) var loosePEM: [String] = []
  /// What could not be read.
  private(set) var unreadable: [UnreadableFile] = []
  /// The names in the folder; empty where no folder was given.
  private(set) var names: Set<String> = []
  /// The same names, sorted.
  private(set) var listed: [String] = []
  /// The folder that was given, or in which the first file lies.
  private(set) var folder = "."
  /// Whether the folder itself was given.
  private(set) var isFolderGiven = false

  private let tree: FileTree
  private let common: CommonReadings

  init(
    _ paths: [String], in tree: FileTree = .disk, _ common: CommonReadings = CommonReadings()
  ) {
    self.tree = tree
    self.common = common
    for (index, path) in paths.enumerated() {
      if tree.kind(path) == .folder {
        folder = path
        isFolderGiven = true
        addFolder(path)
      } else {
        if index == 0 { folder = path.parentFolder }
        addFile(path)
      }
    }
  }

  /// What a file in a folder is called where it is worth reading as a text.
  private static let endings = [".cnf", ".ini", ".sql", ".txt", ".info", ".status"] + UnknownText.compressed

  private mutating func addFolder(_ path: String) {
    do throws(FileError) {
      let listed = try tree.list(path)
      self.listed = listed
      names = Set(listed)
      // The main option file says itself which others are read, and in which order.
      let main = listed.contains("my.cnf") ? "my.cnf" : nil
      for name in listed where Self.endings.contains(where: name.hasEnding) {
        if let main, name != main, name.hasSuffix(".cnf") {
          addBeside(path + "/" + name)
          continue
        }
        guard name.hasEnding(".sql") || name.hasSuffix(".cnf") || tree.kind(path + "/" + name) == .file
        else { continue }
        add(path + "/" + name, isNamed: name == main)
      }
      addDeeper(path)
    } catch {
      unreadable.append(UnreadableFile(path: path, reason: error.reason))
    }
  }

  /// An archive is of one host, whose files may lie in it as they do there, in `etc` and `var`: its texts are read
  /// wherever they are. Of option files the one that is its main one is, where none lies at the top.
  private mutating func addDeeper(_ path: String) {
    let deeper = tree.files(below: path).filter { $0.dropFirst(path.count + 1).contains("/") }
    if optionFiles.isEmpty {
      let all = deeper.filter { $0.hasSuffix(".cnf") }
      let main = all.first { $0.lastPathComponent == "my.cnf" }
      for file in main.map({ [$0] }) ?? all { add(file, isNamed: file == main) }
    }
    // A link to a text that lies there too is no second one.
    let others = deeper.filter { file in Self.endings.dropFirst(2).contains(where: file.hasEnding) }
    var places: Set<String> = []
    for file in others where tree.place(of: file) == file { places.insert(file) }
    for file in others where tree.place(of: file) == file || places.insert(tree.place(of: file)).inserted {
      add(file, isNamed: false)
    }
  }

  /// What cannot be read there is not missed, unless the main file includes it, and then that says so.
  private mutating func addBeside(_ path: String) {
    guard tree.kind(path) == .file, let bytes = try? tree.read(path), Self.isForServers(bytes) else { return }
    otherOptionFiles.append(Text(path: path, bytes: bytes))
  }

  private mutating func addFile(_ path: String) { add(path, isNamed: true) }

  private mutating func add(_ path: String, isNamed: Bool) {
    do throws(FileError) {
      let text = Text(path: path, bytes: try tree.read(path))
      let kind = common.kind(of: text.plain) {
        Kind(kind: TextKind(of: text.bytes), isForServers: Self.isForServers(text.bytes))
      }
      switch kind.kind {
      case .optionFile: if isNamed || kind.isForServers { optionFiles.append(text) }
      case .sqlScript: scripts.append(text)
      case .statusOutput where ReplicationStatus.rows(in: text.bytes).contains { $0.options.host != nil }:
        statuses.append(text)
      case .statusOutput:
        if path.hasEnding(".sql") {
          scripts.append(text)
        } else {
          unreadable.append(UnknownText.noStatus(path))
        }
      case .masterInfo: masterInfos.append(text)
      case .pem: if isNamed { loosePEM.append(path) }
      case nil:
        if let file = UnknownText(path, text.bytes, isNamed: isNamed).unreadable {
          unreadable.append(file)
        } else if path.hasSuffix(".cnf"), isNamed || kind.isForServers {
          optionFiles.append(text)
        } else if path.hasEnding(".sql") {
          scripts.append(text)
        }
      }
    } catch {
      unreadable.append(
        UnreadableFile(
          path: path, reason: error.reason, mayTellOfLinks: UnknownText.isNamedForLinks(path),
          fix: error.code == .symbolicLink ? error.hint : nil))
    }
  }

  /// Whether a folder was given into which a host's files were copied, or an archive of them.
  var isCopy: Bool {
    tree.isArchive || isFolderGiven && names.contains { $0.hasSuffix(".pem") || $0 == TrustForm.folder.name }
  }

  /// The beginnings of the groups that servers and their tools read.
  private static let groups = ["mysql", "maria", "server", "client", "galera"]

  /// Whether a file is not another program's with groups of its own: OpenSSL's configuration, which lies where
  /// certificates are made, and the auto.cnf in which MySQL keeps its UUID, are written alike.
  private static func isForServers(_ bytes: [UInt8]) -> Bool {
    var hasGroup = false
    for line in bytes.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
      if line.starts(with: "!include".utf8) { return true }
      let words = line.drop(while: isBlank)
      guard words.first == UInt8(ascii: "[") else { continue }
      let heading = words.dropFirst().drop(while: isBlank)
      if groups.contains(where: { begins(heading, $0) }) { return true }
      hasGroup = true
    }
    return !hasGroup
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }

  /// Whether `text` begins with `word`, which is in lower case, whatever the case of its letters.
  private static func begins(_ text: ArraySlice<UInt8>, _ word: String) -> Bool {
    text.count >= word.utf8.count && zip(text, word.utf8).allSatisfy { $0 | 0x20 == $1 }
  }

  /// Whether the folder is a MySQL server's data directory: the server's UUID is there, or the pair that it makes
  /// beside its certificates.
  var isDataDirectory: Bool {
    isFolderGiven
      && (names.contains("auto.cnf") || names.isSuperset(of: ["private_key.pem", "public_key.pem"]))
  }

  /// Whether there is a text that tells about one host.
  var tellsOfServer: Bool {
    !(optionFiles.isEmpty && scripts.isEmpty && statuses.isEmpty && masterInfos.isEmpty)
  }

  /// The server that one of the texts was written for, as mkcerts notes in their first lines.
  var server: Server? {
    for text in optionFiles + scripts {
      guard let words = Self.note(in: text.bytes.prefix(400))?.split(separator: " "), words.count >= 2 else {
        continue
      }
      let version = words[1].prefix { $0.isNumber || $0 == "." }.split(separator: ".").joined(separator: ".")
      if let server = try? Server(parsing: "\(words[0]) \(version)") { return server }
    }
    return nil
  }
  /// What stands behind the words of the note to the end of its line; nil where there is none.
  private static func note(in head: ArraySlice<UInt8>) -> String? {
    let words = Array("Written for ".utf8)
    let begins = { (place: Int) in head[place] == words[0] && head[place...].starts(with: words) }
    guard let start = head.indices.first(where: begins) else { return nil }
    let line = head[(start + words.count)...].prefix { $0 != UInt8(ascii: "\n") }
    return String(decoding: line, as: UTF8.self)
  }
}
