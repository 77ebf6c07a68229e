#!/bin/sh
# Prints Sources/CDefaults/defaults.c: every file of templates/, sorted, by #embed.
set -eu
cd "$(dirname "$0")/.."
files=$(git ls-files --cached --others --exclude-standard templates | LC_ALL=C sort)
echo '// Written by `make embed` from the files of templates/; a test compares the two.'
echo '#include "defaults.h"'
echo '#include <stddef.h>'
number=0
for file in $files; do
  number=$((number + 1))
  printf '\nstatic const unsigned char file_%s[] = {\n#embed "../../%s"\n};\n' "$number" "$file"
done
printf '\nstatic const struct fupan_file files[] = {\n'
number=0
for file in $files; do
  number=$((number + 1))
  printf '  {"%s", file_%s, sizeof file_%s},\n' "${file#templates/}" "$number" "$number"
done
printf '  {NULL, NULL, 0},\n};\n\nconst struct fupan_file *fupan_files(void) { return files; }\n'
