/// Finds what was probably meant by a word that is not known.
enum NearestWord {
  /// The one of `words` that is spelled most like `word`; nil where none is like it.
  static func of(_ word: String, among words: some Sequence<String>) -> String? {
    let asked = Array(word.lowercased().utf8)
    guard (1...64).contains(asked.count) else { return nil }
    // Two slips are forgiven, in short words one.
    let limit = asked.count < 5 ? 1 : 2
    let ranked = words.map { (word: $0, distance: distance(asked, Array($0.lowercased().utf8), limit)) }
    return ranked.filter { $0.distance <= limit }.min { $0.distance < $1.distance }?.word
  }

  /// How many letters have to be put in, left out, exchanged, or swapped with their neighbour (the restricted
  /// Damerau-Levenshtein distance); more than `limit` where the lengths tell that already.
  private static func distance(_ one: [UInt8], _ other: [UInt8], _ limit: Int) -> Int {
    guard abs(one.count - other.count) <= limit else { return limit + 1 }
    var before: [Int] = []
    var last = Array(0...other.count)
    for (row, letter) in one.enumerated() {
      var next = [row + 1]
      for (column, otherLetter) in other.enumerated() {
        var best = min(
          last[column + 1] + 1, next[column] + 1, last[column] + (letter == otherLetter ? 0 : 1))
        if row > 0, column > 0, letter == other[column - 1], one[row - 1] == otherLetter {
          best = min(best, before[column - 1] + 1)
        }
        next.append(best)
      }
      (before, last) = (last, next)
    }
    return last[other.count]
  }
}
