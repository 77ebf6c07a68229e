#ifndef FUPAN_DEFAULTS_H
#define FUPAN_DEFAULTS_H

/// A file of `templates/` as it was when the program was built.
struct fupan_file {
  const char *name;
  const unsigned char *bytes;
  unsigned long size;
};

/// The first of them, sorted by name; the last has a null name.
const struct fupan_file *fupan_files(void);

#endif
