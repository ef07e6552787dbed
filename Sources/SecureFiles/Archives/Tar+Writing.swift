public import Secrets

extension Tar {
  /// An archive of `entries`, in their order. The same input gives the same bytes.
  ///
  /// - Parameters:
  ///   - owner: whose the files are.
  ///   - modified: when they were changed last, in seconds since 1970.
  /// - Throws: ``FileError/Code/nameTooLong`` for a name that ustar has no room for: 100 bytes, or 256 where
  ///   a slash divides it well.
  public static func archive(
    _ entries: [ArchiveEntry], owner: ArchiveOwner = .root, modified: Int64
  ) throws(FileError) -> SecretBytes {
    let headers = try entries.map { (entry) throws(FileError) in
      try header(of: entry, owner: owner, modified: modified)
    }
    let size = entries.reduce(2 * block) { $0 + block + padded($1.content.count) }
    return unsafe SecretBytes(capacity: size) { room in
      unsafe room.initializeMemory(as: UInt8.self, repeating: 0)
      var place = 0
      for (header, entry) in zip(headers, entries) {
        unsafe UnsafeMutableRawBufferPointer(rebasing: room[place...]).copyBytes(from: header)
        place += block
        unsafe entry.content.withUnsafeBytes {
          unsafe UnsafeMutableRawBufferPointer(rebasing: room[place...]).copyMemory(from: $0)
        }
        place += padded(entry.content.count)
      }
      return size
    }
  }

  private static func header(
    of entry: ArchiveEntry, owner: ArchiveOwner, modified: Int64
  ) throws(FileError) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: block)
    func put(_ bytes: some Collection<UInt8>, _ field: Range<Int>) throws(FileError) {
      guard bytes.count <= field.count else {
        throw FileError(
          .nameTooLong, .write, entry.name, "a tar archive has no room for it",
          hint: "give it a shorter name, or leave it out")
      }
      header.replaceSubrange(field.lowerBound..<field.lowerBound + bytes.count, with: bytes)
    }
    func put(_ number: Int64, _ field: Range<Int>) throws(FileError) {
      let digits = String(max(0, number), radix: 8)
      let room = field.count - 1
      try put(Array((String(repeating: "0", count: max(0, room - digits.count)) + digits).utf8), field)
    }
    let (prefix, name) = split(entry.kind == .folder ? entry.name + "/" : entry.name)
    try put(name, Field.name)
    try put(prefix, Field.prefix)
    try put(Int64(entry.mode.bits), Field.mode)
    try put(Int64(owner.userNumber), Field.user)
    try put(Int64(owner.groupNumber), Field.group)
    try put(Int64(entry.content.count), Field.size)
    try put(modified, Field.modified)
    header[Field.type] = UInt8(ascii: entry.kind == .folder ? "5" : "0")
    try put(magic, Field.magic)
    try put(Array(owner.user.utf8), Field.userName)
    try put(Array(owner.group.utf8), Field.groupName)
    let digits = String(checksum(of: header), radix: 8)
    try put(
      Array((String(repeating: "0", count: 6 - digits.count) + digits + "\u{0} ").utf8), Field.checksum)
    return header
  }

  /// A name in two parts, of which the first is empty where the second has room for all.
  private static func split(_ name: String) -> (prefix: [UInt8], name: [UInt8]) {
    let bytes = Array(name.utf8)
    guard bytes.count > Field.name.count else { return ([], bytes) }
    let slash = bytes.indices.dropLast().last {
      bytes[$0] == UInt8(ascii: "/") && $0 <= Field.prefix.count
    }
    guard let slash else { return ([], bytes) }
    return (Array(bytes[..<slash]), Array(bytes[(slash + 1)...]))
  }
}
