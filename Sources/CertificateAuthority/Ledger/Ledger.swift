public import OpenSSL

/// The authority's record of every serial number that it ever planned or issued.
///
/// Each call is one transaction: when it returns, it would survive a loss of power; when it throws, it did
/// nothing. The embedded ledger is ``SQLiteLedger``; a fleet with many operators may keep it in a database of
/// its own.
public protocol Ledger: AnyObject {
  /// All generations of the authority, the first one first, abandoned ones included.
  func generations() throws -> [Generation]
  /// Records a generation that is about to be signed.
  ///
  /// - Parameter notes: for the first one, all that is noted about the authority; what was noted about one
  ///   that never came to be is forgotten. nil for a later one, which changes no note.
  func plan(_ generation: Generation, notes: [String: String]?, at time: Time) throws
  /// Adds its certificate to a planned generation, before its files are written.
  func setCertificate(_ certificate: Certificate, ofGeneration number: Int) throws
  /// Moves a generation on to another state.
  func setState(_ state: Generation.State, ofGeneration number: Int) throws
  /// Moves generations, by their numbers, on to other stages of their lives, all at once. What was confirmed
  /// of them as presented is forgotten: hosts are issued anew.
  func setStages(_ stages: [Int: Generation.Stage]) throws

  /// Takes the serial number of a renewed certificate of a generation, before it is signed.
  func planRenewal(_ serial: SerialNumber, ofGeneration number: Int, at time: Time) throws
  /// Puts a renewed certificate, whose serial number was planned, in the place of the one that its generation
  /// has, which is kept in ``authorityCertificates()``.
  func renew(_ certificate: Certificate, ofGeneration number: Int) throws
  /// Gives up the serial numbers of renewals that were planned and never signed.
  ///
  /// - Returns: the serial numbers; empty where there were none.
  func abandonRenewals() throws -> [SerialNumber]
  /// Every certificate that any generation has or had, in DER.
  func authorityCertificates() throws -> [[UInt8]]

  /// What hosts are confirmed to have of the generations.
  func confirmations() throws -> [Confirmation]
  /// Records confirmations, in the place of earlier ones of the same facts, and takes others back.
  func record(_ confirmations: [Confirmation], takingBack others: [Confirmation]) throws

  /// Takes serial numbers, before anything is signed with them.
  ///
  /// - Parameter notes: by holder, what is noted about it once its certificates are issued, and forgotten
  ///   where they are abandoned.
  func plan(_ certificates: [PlannedCertificate], notes: [String: [String: String]], at time: Time) throws
  /// Marks planned certificates as issued; those that their holders had in the same profiles, or in any
  /// profile where their order replaces all of them, become replaced.
  func markIssued(_ certificates: [Certificate], retiring holders: [String], at time: Time) throws
  /// Marks planned certificates as never delivered.
  func abandon(_ serials: [SerialNumber]) throws

  /// What is planned and neither issued nor abandoned: what a killed process left behind.
  func unfinished() throws -> [LedgerEntry]
  /// The present certificates of a holder, without revoked ones. Case does not count in its name.
  func current(of holder: String) throws -> [LedgerEntry]
  /// Everything about one holder, the oldest first. Case does not count in its name.
  func history(of holder: String) throws -> [LedgerEntry]
  /// The certificates over the key of this fingerprint that are neither revoked nor over at `time`, whoever their
  /// holders are.
  func certificates(overKey fingerprint: [UInt8], endingAfter time: Time) throws -> [LedgerEntry]
  /// The present certificates of all holders, without revoked ones, sorted by holder.
  func allCurrent() throws -> [LedgerEntry]
  /// The present certificates of all holders that end before `time`, those that are over included; the first
  /// to end first.
  func current(endingBefore time: Time) throws -> [LedgerEntry]
  /// When the first of the present certificates ends, or ended; nil where there is none.
  func firstEnd() throws -> Time?
  /// The present certificates that clients look for a dialled name in, sorted by holder.
  func allCurrentServers() throws -> [LedgerEntry]
  /// The certificates whose serial numbers, as ``SerialNumber/description`` writes them, begin with `prefix`.
  func entries(withSerialPrefix prefix: String) throws -> [LedgerEntry]
  /// Whether a certificate of this key was revoked because the key is in other hands.
  func isCompromised(keyFingerprint: [UInt8]) throws -> Bool
  /// The entry of a serial number.
  func entry(of serial: SerialNumber) throws -> LedgerEntry?
  /// The certificate of a serial number, in DER; nil where none was issued.
  func certificate(of serial: SerialNumber) throws -> [UInt8]?

  /// Records certificates as revoked, at one moment and for one reason; those that are revoked already keep
  /// their own. They are its holder's present ones no more, but nothing has taken their place.
  func revoke(_ serials: [SerialNumber], reason: RevocationReason, at time: Time) throws
  /// The revoked certificates that a holder has still, since nothing was issued in their place. Case does not
  /// count in its name.
  func revokedWithoutSuccessor(of holder: String) throws -> [LedgerEntry]
  /// The revoked certificates of all holders that nothing was issued in the place of, sorted by holder.
  func allRevokedWithoutSuccessor() throws -> [LedgerEntry]
  /// Those among them that clients look for a dialled name in.
  func allRevokedServersWithoutSuccessor() throws -> [LedgerEntry]
  /// The revoked certificates of generations that end after `time`: what their list holds.
  func revoked(ofGenerations numbers: [Int], endingAfter time: Time) throws
    -> [(serial: SerialNumber, revocation: Revocation)]
  /// The generations that have certificates which end after `time`, abandoned ones not counted.
  func generationsWithCertificates(endingAfter time: Time) throws -> [Int]
  /// The generations that have revocations which no signed list tells of.
  func generationsWithUnlistedRevocations() throws -> [Int]

  /// Takes the next number for a revocation list, before it is signed.
  func planRevocationList(ofGeneration generation: Int, thisUpdate: Time, nextUpdate: Time) throws
    -> PlannedRevocationList
  /// Adds the signed lists, which take the place of the ones before of their generations; the revocations of
  /// the generations `covering` are told of now. The generations `dropping` need no list any more.
  func record(
    _ lists: [(plan: PlannedRevocationList, list: RevocationList, covering: [Int])], dropping: [Int]
  ) throws
  /// Marks lists as being in their file and in every host folder.
  func markDelivered(_ lists: [RecordedRevocationList]) throws
  /// The last signed list of each generation that has one, by generation.
  func revocationLists() throws -> [RecordedRevocationList]

  /// What was noted about a holder under a name; `""` is the authority itself. The ledger gives it no
  /// meaning.
  func note(_ name: String, of holder: String) throws -> String?
  /// All that was noted about a holder, by name.
  func notes(of holder: String) throws -> [String: String]
  /// Everything that is noted, by holder and name; case counts in the holders' names.
  func allNotes() throws -> [String: [String: String]]
  /// Notes something about several holders in one transaction.
  func setNotes(_ notes: [String: [String: String]]) throws
  /// Notes something about a holder.
  func setNotes(_ notes: [String: String], of holder: String) throws
}
