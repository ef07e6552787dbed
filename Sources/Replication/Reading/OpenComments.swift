/// The versioned comments, one in the other, that are open at a place of a script.
struct OpenComments {
  private var depth = 0
  /// The depth of the outermost one that the server passes over, with all that is in it.
  private var firstPassedOver: Int?

  /// Whether none is open.
  var isEmpty: Bool { depth == 0 }

  /// Whether the server passes over what stands here.
  var arePassedOver: Bool { firstPassedOver != nil }

  /// Opens one whose text the server runs, or not.
  mutating func open(isRun: Bool) {
    depth += 1
    if !isRun, firstPassedOver == nil { firstPassedOver = depth }
  }

  /// Closes the innermost one.
  mutating func close() {
    if firstPassedOver == depth { firstPassedOver = nil }
    depth -= 1
  }
}
