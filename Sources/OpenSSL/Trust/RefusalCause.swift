internal import COpenSSL

/// What a code of X509_STORE_CTX_get_error(3) is about.
public enum RefusalCause: Sendable, Hashable, CaseIterable {
  case expired
  case notYetValid
  /// notBefore or notAfter cannot be read.
  case malformedTime
  /// The certificate's issuer is neither among the anchors nor among what was sent with it.
  case missingIssuer
  /// The leaf is its own issuer, or looks so: equal names and no key identifiers.
  case selfSignedLeaf
  /// The chain ends at a root that is not trusted.
  case selfSignedInChain
  /// It issued another certificate and must not: basicConstraints or keyUsage do not make it an authority.
  case notAuthority
  /// It issued more authorities below it than its path length allows.
  case pathLength
  /// The chain is longer than the verifier follows.
  case chainTooLong
  /// Its key usages or extended key usages do not allow what it is shown for.
  case wrongPurpose
  /// The trust settings of a `TRUSTED CERTIFICATE` block do not name the purpose, or reject it.
  case rejected
  case badSignature
  /// The signature's algorithm is not known, or the two places that name it differ.
  case signatureAlgorithm
  /// The public key cannot be decoded.
  case unreadableKey
  /// The leaf's key is too small for the security level.
  case weakKey
  /// The key of an authority in the chain is.
  case weakAuthorityKey
  /// A certificate below the root is signed with a digest too weak for the security level.
  case weakDigest
  /// A curve spelled out instead of named.
  case explicitCurve
  /// A critical extension that the verifier does not know.
  case unhandledCriticalExtension
  /// An extension cannot be decoded, or stands there twice.
  case malformedExtension
  /// A name lies outside of what an authority above may certify.
  case nameConstraints
  /// Name constraints of a kind or form that cannot be checked.
  case unsupportedNameConstraints
  /// It is not for the name that was dialled.
  case wrongName
  case revoked
  /// There is no list of the certificate's issuer.
  case revocationListMissing
  case revocationListExpired
  case revocationListNotYetValid
  case revocationListBadSignature
  /// A list is there and cannot be used: a critical extension, another scope, an issuer who must not sign lists.
  case revocationListUnusable
  /// Certificate policies do not allow it.
  case policy
  /// A rule of RFC 5280 about the form of certificates, looked at only in strict validation.
  case strictForm
  /// ``PathValidator`` gave up looking for a path.
  case budget
  /// Anything else, such as no memory.
  case other

  /// The cause that `code`, X509_V_ERR_…, stands for.
  init(_ code: Int32) { self = Self.causes[code] ?? .other }

  /// True where a revocation list has a part in it.
  public var isAboutRevocation: Bool {
    switch self {
    case .revoked, .revocationListMissing, .revocationListExpired, .revocationListNotYetValid,
      .revocationListBadSignature, .revocationListUnusable:
      true
    default: false
    }
  }

  private static let causes: [Int32: RefusalCause] = [
    X509_V_ERR_CERT_HAS_EXPIRED: .expired, X509_V_ERR_CERT_NOT_YET_VALID: .notYetValid,
    X509_V_ERR_ERROR_IN_CERT_NOT_BEFORE_FIELD: .malformedTime,
    X509_V_ERR_ERROR_IN_CERT_NOT_AFTER_FIELD: .malformedTime,
    X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT: .missingIssuer,
    X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY: .missingIssuer,
    X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE: .missingIssuer,
    X509_V_ERR_SUBJECT_ISSUER_MISMATCH: .missingIssuer, X509_V_ERR_AKID_SKID_MISMATCH: .missingIssuer,
    X509_V_ERR_AKID_ISSUER_SERIAL_MISMATCH: .missingIssuer,
    X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT: .selfSignedLeaf,
    X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN: .selfSignedInChain,
    X509_V_ERR_INVALID_CA: .notAuthority, X509_V_ERR_INVALID_NON_CA: .notAuthority,
    X509_V_ERR_KEYUSAGE_NO_CERTSIGN: .notAuthority,
    X509_V_ERR_KEYUSAGE_NO_DIGITAL_SIGNATURE: .wrongPurpose,
    X509_V_ERR_PATH_LENGTH_EXCEEDED: .pathLength, X509_V_ERR_PROXY_PATH_LENGTH_EXCEEDED: .pathLength,
    X509_V_ERR_CERT_CHAIN_TOO_LONG: .chainTooLong, X509_V_ERR_PATH_LOOP: .chainTooLong,
    X509_V_ERR_INVALID_PURPOSE: .wrongPurpose, X509_V_ERR_CERT_UNTRUSTED: .rejected,
    X509_V_ERR_CERT_REJECTED: .rejected,
    X509_V_ERR_CERT_SIGNATURE_FAILURE: .badSignature,
    X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE: .badSignature,
    X509_V_ERR_UNSUPPORTED_SIGNATURE_ALGORITHM: .signatureAlgorithm,
    X509_V_ERR_SIGNATURE_ALGORITHM_MISMATCH: .signatureAlgorithm,
    X509_V_ERR_SIGNATURE_ALGORITHM_INCONSISTENCY: .signatureAlgorithm,
    X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY: .unreadableKey,
    X509_V_ERR_NO_ISSUER_PUBLIC_KEY: .unreadableKey,
    X509_V_ERR_EE_KEY_TOO_SMALL: .weakKey, X509_V_ERR_CA_KEY_TOO_SMALL: .weakAuthorityKey,
    X509_V_ERR_CA_MD_TOO_WEAK: .weakDigest, X509_V_ERR_EC_KEY_EXPLICIT_PARAMS: .explicitCurve,
    X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION: .unhandledCriticalExtension,
    X509_V_ERR_PROXY_CERTIFICATES_NOT_ALLOWED: .unhandledCriticalExtension,
    X509_V_ERR_INVALID_EXTENSION: .malformedExtension,
    X509_V_ERR_UNSUPPORTED_EXTENSION_FEATURE: .malformedExtension,
    X509_V_ERR_PERMITTED_VIOLATION: .nameConstraints, X509_V_ERR_EXCLUDED_VIOLATION: .nameConstraints,
    X509_V_ERR_UNSUPPORTED_NAME_SYNTAX: .unsupportedNameConstraints,
    X509_V_ERR_SUBTREE_MINMAX: .unsupportedNameConstraints,
    X509_V_ERR_UNSUPPORTED_CONSTRAINT_TYPE: .unsupportedNameConstraints,
    X509_V_ERR_UNSUPPORTED_CONSTRAINT_SYNTAX: .unsupportedNameConstraints,
    X509_V_ERR_HOSTNAME_MISMATCH: .wrongName, X509_V_ERR_EMAIL_MISMATCH: .wrongName,
    X509_V_ERR_IP_ADDRESS_MISMATCH: .wrongName,
    X509_V_ERR_CERT_REVOKED: .revoked, X509_V_ERR_UNABLE_TO_GET_CRL: .revocationListMissing,
    X509_V_ERR_CRL_HAS_EXPIRED: .revocationListExpired,
    X509_V_ERR_CRL_NOT_YET_VALID: .revocationListNotYetValid,
    X509_V_ERR_CRL_SIGNATURE_FAILURE: .revocationListBadSignature,
    X509_V_ERR_UNABLE_TO_DECRYPT_CRL_SIGNATURE: .revocationListBadSignature,
    X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER: .revocationListUnusable,
    X509_V_ERR_ERROR_IN_CRL_LAST_UPDATE_FIELD: .revocationListUnusable,
    X509_V_ERR_ERROR_IN_CRL_NEXT_UPDATE_FIELD: .revocationListUnusable,
    X509_V_ERR_KEYUSAGE_NO_CRL_SIGN: .revocationListUnusable,
    X509_V_ERR_UNHANDLED_CRITICAL_CRL_EXTENSION: .revocationListUnusable,
    X509_V_ERR_DIFFERENT_CRL_SCOPE: .revocationListUnusable,
    X509_V_ERR_CRL_PATH_VALIDATION_ERROR: .revocationListUnusable,
    X509_V_ERR_INVALID_POLICY_EXTENSION: .policy, X509_V_ERR_NO_EXPLICIT_POLICY: .policy,
    X509_V_ERR_PATHLEN_INVALID_FOR_NON_CA: .strictForm,
    X509_V_ERR_PATHLEN_WITHOUT_KU_KEY_CERT_SIGN: .strictForm,
    X509_V_ERR_KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA: .strictForm,
    X509_V_ERR_ISSUER_NAME_EMPTY: .strictForm, X509_V_ERR_SUBJECT_NAME_EMPTY: .strictForm,
    X509_V_ERR_MISSING_AUTHORITY_KEY_IDENTIFIER: .strictForm,
    X509_V_ERR_MISSING_SUBJECT_KEY_IDENTIFIER: .strictForm,
    X509_V_ERR_EMPTY_SUBJECT_ALT_NAME: .strictForm,
    X509_V_ERR_EMPTY_SUBJECT_SAN_NOT_CRITICAL: .strictForm,
    X509_V_ERR_CA_BCONS_NOT_CRITICAL: .strictForm,
    X509_V_ERR_AUTHORITY_KEY_IDENTIFIER_CRITICAL: .strictForm,
    X509_V_ERR_SUBJECT_KEY_IDENTIFIER_CRITICAL: .strictForm,
    X509_V_ERR_CA_CERT_MISSING_KEY_USAGE: .strictForm,
    X509_V_ERR_EXTENSIONS_REQUIRE_VERSION_3: .strictForm,
  ]
}
