// Written by `make embed` from the files of templates/; a test compares the two.
#include "defaults.h"
#include <stddef.h>

const struct fupan_file fupan_files[] = {
  {NULL, NULL, 0},
};
