/// What one message of a server or a client means, and what really produces it.
public struct Diagnosis: Sendable {
  /// Who says a message.
  public enum Side: String, Sendable, Encodable {
    /// The slave's `Last_IO_Error`, or a client that logs in.
    case slave
    /// A server as it starts or serves, in its log.
    case server
    /// Both.
    case either
  }

  /// The part of the text that was recognised, cut after 300 characters.
  public let text: String
  /// The line of the text that it was found in first, from 1.
  public let line: Int
  /// In how many lines it was found.
  public let times: Int
  /// The number of the error; nil where there is none.
  public let number: Int?
  public let side: Side
  /// `mariadb` or `mysql`, where one of the two families says it so; nil for both.
  public let family: String?
  /// What it means, one sentence without capital and full stop.
  public let meaning: String
  /// Whether it only tells that something failed, and another line says what.
  public let isConsequence: Bool
  /// Whether it tells of nothing wrong.
  public let isHarmless: Bool
  /// What produces it, the likeliest first, without those that a more specific message of the text has.
  public let causes: [Cause]
  /// What narrows many causes, or shows what the text does not: each is to be looked at or run.
  public let notes: [String]
}

extension Diagnosis {
  /// What the lines of `text` mean, each kind once, in the order in which they come first.
  ///
  /// Takes an error's number or text, lines of a log in whatever wrapping, or all that `SHOW SLAVE STATUS` printed.
  /// Lines that are not known are passed over. A line that only follows from another one has no causes of its own
  /// where that one is there too.
  ///
  /// - Parameters:
  ///   - server: who says it, where that is known; nil for any. Its family and version decide which messages are
  ///     meant and in which words the causes are told.
  ///   - hasFiles: whether the files of both ends are looked at as well, so that no note has to ask for them.
  /// - Returns: nothing where no line is known.
  public static func read(_ text: String, of server: Server? = nil, hasFiles: Bool = false) -> [Diagnosis] {
    var search = SymptomSearch(of: server)
    let rows = ReplicationStatus.rows(in: Array(text.utf8))
    let errors = Dictionary(rows.filter(\.isOnOneLine).map { ($0.options.line, $0) }) { first, _ in first }
    let lines = text.utf8.split(separator: ASCII.newline, omittingEmptySubsequences: false)
    for (place, bytes) in lines.enumerated() {
      let line = Substring(bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes)
      // Of a row that is one long line, the two fields that tell of an error.
      search.read(errors[place + 1].map(Self.errorFields) ?? [line])
    }
    let found = search.found
    let evidence = StatusEvidence(rows)
    let over = found.indices.filter { evidence.isOver(found[$0]) }
    var told: Set<Cause> = []
    var causes: [Int: [Cause]] = [:]
    let places = found.indices.filter { !over.contains($0) }
    for place in places.sorted(by: { rank(found[$0], $0) < rank(found[$1], $1) }) {
      let row = found[place].row
      let isSaid = row.isConsequence && !told.isDisjoint(with: row.causes)
      causes[place] = isSaid ? [] : evidence.ranked(row).filter { told.insert($0).inserted }
    }
    return found.enumerated().map { place, one in
      Diagnosis(
        one, (causes[place] ?? []).map { $0.inWords(of: server) }, hasFiles: hasFiles,
        isOver: over.contains(place))
    } + StatusVerdict.all(of: rows, on: server)
  }

  private static func errorFields(_ row: ReplicationStatus) -> [Substring] {
    ["Last_IO_Errno: \(row.errorNumber ?? 0)", "Last_IO_Error: \(row.error)"]
  }

  private init(_ found: SymptomSearch.Found, _ causes: [Cause], hasFiles: Bool, isOver: Bool) {
    let row = found.row
    text = String(found.text.drop { $0 == " " || $0 == "\t" }.prefix(300))
    (line, times) = (found.line, found.times)
    (number, side, family) = (row.number, row.side, row.servers.flavour?.rawValue)
    meaning =
      isOver ? "this is over: the slave is connected again, and before that, " + row.meaning : row.meaning
    (isConsequence, isHarmless) = (row.isConsequence, row.isHarmless || isOver)
    self.causes = causes
    notes = causes.count > 4 ? Self.narrowing(row.side, hasFiles: hasFiles) : []
  }

  /// The most specific first, which has the fewest causes.
  private static func rank(_ found: SymptomSearch.Found, _ place: Int) -> (Int, Int, Int) {
    (found.row.isConsequence ? 1 : 0, found.row.causes.count, place)
  }

  /// How many causes become one.
  private static func narrowing(_ side: Side, hasFiles: Bool) -> [String] {
    let log =
      side == .server
      ? "the slave's Last_IO_Error, or the lines above and below in this log, tell more: `mkcerts explain < error.log`"
      : "the master's log of that moment tells more: `mkcerts explain < error.log`"
    let notes = [log, "`mkcerts probe MASTER` shows what a running master serves"]
    let files =
      "with the files of both ends, one cause stands first: `mkcerts explain … --master PATH --slave PATH`"
    return hasFiles ? notes : notes + [files]
  }
}
