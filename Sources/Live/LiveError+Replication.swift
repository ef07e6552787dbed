internal import Replication

extension LiveError {
  init(_ error: ReplicationError) {
    let code: Code =
      switch error.code {
      case .foreign: .foreign
      case .refused: .refused
      default: .malformed
      }
    self.init(code, error.description, hint: error.hint)
  }
}
