internal import Secrets

/// Goes through an archive, one entry after another.
@safe struct TarWalk {
  private let bytes: UnsafeRawBufferPointer
  private let path: String
  private let limits: Tar.Limits
  private let links: Tar.Links
  private var place = 0

  init(_ bytes: UnsafeRawBufferPointer, _ path: String, _ limits: Tar.Limits, _ links: Tar.Links) {
    unsafe self.bytes = unsafe bytes
    self.path = path
    self.limits = limits
    self.links = links
  }

  /// What stands before an entry, and says of it what its own header has no room for.
  private struct Extension {
    var name: [UInt8]?
    var target: [UInt8]?
    var size: Int?

    var isEmpty: Bool { name == nil && target == nil && size == nil }
  }

  /// The next file, folder or link; nil at the end of the archive.
  mutating func next() throws(FileError) -> ArchiveEntry? {
    var said = Extension()
    while true {
      guard let header = try nextHeader() else {
        guard said.isEmpty else { throw refusal("it ends in the middle of an entry") }
        return nil
      }
      let type = header[Tar.Field.type]
      let stated = try number(header[Tar.Field.size], "size")
      let size = said.size ?? stated
      switch type {
      case UInt8(ascii: "L"): said.name = unsafe try text(of: contents(size))
      case UInt8(ascii: "K"): said.target = unsafe try text(of: contents(size))
      case UInt8(ascii: "x"): unsafe try read(Array(contents(size)), into: &said)
      // What holds for all entries after it is not their names or sizes in any archive that is meant well.
      case UInt8(ascii: "g"):
        var global = Extension()
        unsafe try read(Array(contents(size)), into: &global)
        guard global.isEmpty else {
          throw refusal("it gives many entries one name or size")
        }
      default:
        if let entry = try entry(type, header, said, size: size) { return entry }
        said = Extension()
      }
    }
  }

  /// The entry with this header; nil for the folder that was packed itself.
  private mutating func entry(
    _ type: UInt8, _ header: [UInt8], _ said: Extension, size: Int
  ) throws(FileError) -> ArchiveEntry? {
    let name = try name(said.name ?? ownName(header))
    switch type {
    case UInt8(ascii: "0"), 0, UInt8(ascii: "7"), UInt8(ascii: "5"):
      let isFolder = type == UInt8(ascii: "5")
      guard isFolder || size <= limits.fileSize else {
        throw refusal("\(shown(name)) has \(size) bytes, and at most \(limits.fileSize) are read")
      }
      let mode = FileMode(UInt32(truncatingIfNeeded: try number(header[Tar.Field.mode], "mode")))
      let content = unsafe try contents(size)
      if name.isEmpty, isFolder { return nil }
      guard !name.isEmpty else { throw refusal("it holds a file without a name") }
      return unsafe isFolder
        ? ArchiveEntry(folder: name, mode: mode)
        : ArchiveEntry(name, mode: mode, SecretBytes(copying: content))
    case UInt8(ascii: "1") where links == .kept, UInt8(ascii: "2") where links == .kept:
      // What GNU tar writes has none, and where others write some, readers differ on whether it is there.
      guard size == 0, !name.isEmpty else { throw refusal("a link in it has contents, or no name") }
      let target = said.target ?? text(of: header[Tar.Field.target])
      return ArchiveEntry(
        link: name,
        type == UInt8(ascii: "1") ? .hardLink(try self.name(target)) : .symbolicLink(try plainText(target)))
    default:
      throw refusal("\(shown(name)) in it is \(Self.kind(type)), not a file")
    }
  }

  private static func kind(_ type: UInt8) -> String {
    switch type {
    case UInt8(ascii: "1"): "a hard link"
    case UInt8(ascii: "2"): "a symbolic link"
    case UInt8(ascii: "3"), UInt8(ascii: "4"): "a device"
    case UInt8(ascii: "6"): "a pipe"
    default: "something of another kind"
    }
  }

  /// The next header, whose checksum is right; nil where the archive ends.
  private mutating func nextHeader() throws(FileError) -> [UInt8]? {
    guard unsafe bytes.count - place >= Tar.block else { throw refusal("it is cut short") }
    let header = unsafe Array(bytes[place..<place + Tar.block])
    place += Tar.block
    if header.allSatisfy({ $0 == 0 }) { return nil }
    let magic = header[Tar.Field.magic]
    guard [Tar.magic, Tar.magicOfGNU].contains(where: { magic.elementsEqual($0) }) else {
      throw refusal("it is damaged, or no tar archive of the forms ustar, pax and GNU")
    }
    let checksum = try number(header[Tar.Field.checksum], "checksum")
    guard checksum == Tar.checksum(of: header) else {
      throw refusal("a header in it is damaged")
    }
    return header
  }

  private mutating func contents(_ size: Int) throws(FileError) -> UnsafeRawBufferPointer {
    guard unsafe size <= bytes.count - place, unsafe Tar.padded(size) <= bytes.count - place else {
      throw refusal(unsafe "it is cut short: an entry has \(size) bytes, and \(bytes.count - place) are left")
    }
    defer { place += Tar.padded(size) }
    return unsafe UnsafeRawBufferPointer(rebasing: bytes[place..<place + size])
  }

  /// A number in octal digits, or where its first bit is set in base 256, as GNU tar writes large ones.
  private func number(_ field: ArraySlice<UInt8>, _ what: String) throws(FileError) -> Int {
    if let first = field.first, first & 0x80 != 0 {
      let value = field.dropFirst().reduce(Int(first & 0x7f)) { value, byte -> Int in
        value > Int.max >> 8 ? Int.max : value << 8 | Int(byte)
      }
      guard value < 1 << 50 else { throw refusal("a \(what) in it is too large") }
      return value
    }
    let digits = field.drop { $0 == 0x20 }.prefix { $0 != 0 && $0 != 0x20 }
    guard digits.allSatisfy({ (0x30...0x37).contains($0) }) else {
      throw refusal("a \(what) in it is no number")
    }
    return digits.reduce(0) { $0 << 3 | Int($1 - 0x30) }
  }

  private func text(of field: some Collection<UInt8>) -> [UInt8] { Array(field.prefix { $0 != 0 }) }

  private func ownName(_ header: [UInt8]) -> [UInt8] {
    let name = text(of: header[Tar.Field.name])
    // GNU tar keeps times where ustar has the first part of a long name.
    guard header[Tar.Field.magic].elementsEqual(Tar.magic) else { return name }
    let prefix = text(of: header[Tar.Field.prefix])
    return prefix.isEmpty ? name : prefix + [UInt8(ascii: "/")] + name
  }

  /// The records of a pax header: "LENGTH KEY=VALUE\n", the length counting all of the record.
  private func read(_ records: [UInt8], into said: inout Extension) throws(FileError) {
    var rest = records[...]
    while !rest.isEmpty {
      guard let blank = rest.firstIndex(of: 0x20),
        let length = Int(String(decoding: rest[..<blank], as: UTF8.self)),
        length > blank - rest.startIndex + 1, length <= rest.count,
        rest[rest.startIndex + length - 1] == 0x0a,
        let equals = rest[..<(rest.startIndex + length)].firstIndex(of: UInt8(ascii: "="))
      else { throw refusal("a pax header in it is damaged") }
      let end = rest.startIndex + length - 1
      guard equals > blank else { throw refusal("a pax header in it is damaged") }
      let value = Array(rest[(equals + 1)..<end])
      switch String(decoding: rest[(blank + 1)..<equals], as: UTF8.self) {
      case "path": said.name = value
      case "linkpath": said.target = value
      case "size":
        guard let size = Int(String(decoding: value, as: UTF8.self)), (0..<1 << 50).contains(size) else {
          throw refusal("a size in it is no number")
        }
        said.size = size
      case let key where key.hasPrefix("GNU.sparse"): throw refusal("it holds a file with holes")
      default: break
      }
      rest = rest[(end + 1)...]
    }
  }

  /// The name in its plain form.
  private func name(_ bytes: [UInt8]) throws(FileError) -> String {
    let text = try plainText(bytes)
    guard bytes.first != UInt8(ascii: "/") else { throw refusal("\(shown(text)) in it is an absolute path") }
    let parts = text.split(separator: "/").filter { $0 != "." }
    guard !parts.contains("..") else { throw refusal("\(shown(text)) in it leads out of the archive") }
    guard parts.count <= Self.deepest else {
      throw refusal("\(shown(text)) in it is more than \(Self.deepest) folders deep")
    }
    return parts.joined(separator: "/")
  }

  /// No host's file lies so deep, and each folder on the way to it takes memory.
  private static let deepest = 100

  /// The longest path that Linux takes (path_resolution(7)), in bytes.
  private static let longest = 4096

  private func plainText(_ bytes: [UInt8]) throws(FileError) -> String {
    guard bytes.count <= Self.longest else {
      throw refusal("it holds a name of \(bytes.count) bytes, and at most \(Self.longest) are read")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    guard Array(text.utf8) == bytes, !bytes.contains(where: { $0 < 0x20 || $0 == 0x7f })
    else { throw refusal("it holds the name \(shown(text)), which is no text") }
    return text
  }

  private func shown(_ name: String) -> String { String(name.prefix(200)).debugDescription }

  private func refusal(_ reason: String) -> FileError { Tar.refusal(path, reason) }
}
