internal import COpenSSL
internal import Glibc

/// libssl, loaded when it is first asked: linked in, it would cost every command a twentieth of its start-up.
enum LibSSL {
  /// Its functions; nil where it is not there.
  ///
  /// A static program must not load it: it would bring a second libcrypto and libc along.
  static let functions: mkcerts_libssl? = {
    var functions = mkcerts_libssl()
    if unsafe mkcerts_libssl_find(&functions, nil) == 1 { return functions }
    guard getauxval(UInt(AT_BASE)) != 0, let library = unsafe dlopen("libssl.so.3", RTLD_NOW | RTLD_LOCAL),
      unsafe mkcerts_libssl_find(&functions, library) == 1
    else { return nil }
    return functions
  }()
}
