/// What was found where a file should be.
public enum Evidence<Value: Sendable>: Sendable {
  /// There is no such file.
  case absent(path: String)
  /// It cannot be read, or is not what it should be; the reason stands behind the path and a colon.
  case unreadable(path: String, reason: String)
  case found(path: String, Value)

  /// The file, there or not.
  public var path: String {
    switch self {
    case .absent(let path), .unreadable(let path, _), .found(let path, _): path
    }
  }

  /// What the file holds; nil where that is not known.
  public var value: Value? {
    if case .found(_, let value) = self { value } else { nil }
  }

  /// The same with what it holds as `change` gives it back.
  func map<Other>(_ change: (Value) -> Other) -> Evidence<Other> {
    switch self {
    case .absent(let path): .absent(path: path)
    case .unreadable(let path, let reason): .unreadable(path: path, reason: reason)
    case .found(let path, let value): .found(path: path, change(value))
    }
  }

  /// Why what it holds is not known, for a sentence that names the file; nil where it is.
  var reason: String? {
    switch self {
    case .absent: "there is no such file"
    case .unreadable(_, let reason): reason
    case .found: nil
    }
  }
}
