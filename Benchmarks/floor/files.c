#include "floor.h"
#include <fcntl.h>
#include <openssl/crypto.h>
#include <sys/stat.h>
#include <unistd.h>

Text read_file(const char *path) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  struct stat status;
  need(file >= 0 && fstat(file, &status) == 0, path);
  Text text = {OPENSSL_malloc((size_t)status.st_size + 1), (size_t)status.st_size};
  need(read(file, text.bytes, text.length) == (ssize_t)text.length, path);
  text.bytes[text.length] = 0;
  close(file);
  return text;
}

void write_file(int folder, const char *name, int mode, Text text) {
  int file = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
  need(file >= 0 && write(file, text.bytes, text.length) == (ssize_t)text.length && close(file) == 0, name);
}

int open_folder(const char *path) {
  int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  need(folder >= 0, path);
  return folder;
}

void make_folder(const char *path, int mode) { need(mkdir(path, (mode_t)mode) == 0, path); }

void sync_descriptor(int descriptor, const char *name) { need(fsync(descriptor) == 0, name); }
