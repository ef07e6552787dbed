extension String {
  /// What stands behind the last slash of a path that something stands behind; all of a path without one.
  public var lastPathComponent: String {
    let slash = UInt8(ascii: "/")
    guard let last = utf8.lastIndex(where: { $0 != slash }) else { return self }
    let part = utf8[...last]
    return String(part[(part.lastIndex(of: slash).map(part.index(after:)) ?? part.startIndex)...]) ?? self
  }

  /// The folder of a path; the current one for a path without a slash.
  public var parentFolder: String {
    guard let slash = utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == startIndex ? "/" : String(self[..<slash])
  }
}
