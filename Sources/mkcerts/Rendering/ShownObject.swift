/// One thing that `show` shows: its kind, and its fields in the order in which they are shown.
struct ShownObject: Encodable {
  /// What a field holds.
  enum Value: Encodable {
    case text(String)
    case list([String], separator: String = " ")
    case claim(Bool)

    /// For people.
    var text: String {
      switch self {
      case .text(let text): text
      case .list(let words, let separator): words.joined(separator: separator)
      case .claim(let holds): holds ? "yes" : "no"
      }
    }

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .text(let text): try text.encode(to: encoder)
      case .list(let words, _): try words.encode(to: encoder)
      case .claim(let holds): try holds.encode(to: encoder)
      }
    }
  }

  /// A field, under its name for people and its name in JSON.
  struct Field {
    let label: String
    let member: String
    let value: Value

    init(_ label: String, _ member: String, _ value: Value) {
      self.label = label
      self.member = member
      self.value = value
    }
  }

  let kind: String
  let fields: [Field]

  init(_ kind: String, _ fields: [Field]) {
    self.kind = kind
    self.fields = fields
  }

  /// In JSON the fields are members of the object, beside its kind.
  func encode(to encoder: any Encoder) throws {
    var members: [String: Value] = ["kind": .text(kind)]
    for field in fields { members[field.member] = field.value }
    try members.encode(to: encoder)
  }
}
