/// A relative path that leads to no file in the data directory, from which servers count it, though there is one
/// beside the file that names it.
public struct AstrayPath: Sendable, Hashable {
  /// As it is written.
  public let named: String
  /// Where the server looks.
  public let expected: String
  /// Where the file is.
  public let found: String
}
