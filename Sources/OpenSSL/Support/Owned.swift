/// One C object, freed when its owner lets go of it.
///
/// OpenSSL's structs all import as the same `OpaquePointer`; what is inside is said by the name of the
/// variable and by the function that frees it.
@safe struct Owned<Pointer>: ~Copyable {
  /// Valid for as long as this value lives; nobody else frees it.
  let pointer: Pointer
  private let free: (Pointer) -> Void

  /// Takes over `pointer`, which must come with a reference of its own.
  init(_ pointer: Pointer, freedBy free: @escaping (Pointer) -> Void) {
    self.pointer = pointer
    self.free = free
  }

  deinit { free(pointer) }
}
