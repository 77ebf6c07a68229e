#!/usr/bin/env bash
# Runs Swift's tests and the Python tests, both whatever fails, and ends with the counts of each.
# usage: FUPAN=PROGRAM Tests/run.sh PYTHON
set -uo pipefail
cd "$(dirname "$0")/.."
python=$1
log=$(mktemp)
trap 'rm -f "$log"' EXIT
failed=0

# More than one word may stand for Swift, as in a wrapper.
read -ra swift <<<"${SWIFT:-swift}"
"${swift[@]}" test 2>&1 | tee "$log" || failed=1
# A run that found no test is no success.
swift_line=$(grep -E 'Test run with [0-9]+ tests?' "$log" | tail -1)
swift_count=$(grep -oE 'with [0-9]+ test' <<<"$swift_line" | grep -oE '[0-9]+' || echo 0)
[ "$swift_count" -gt 0 ] || failed=1

"$python" -m pytest -c Tests/pytest.ini Tests/Browser Tests/Recompute Tests/Exports 2>&1 | tee "$log" || failed=1
python_line=$(tail -1 "$log")

echo
echo "Swift:  ${swift_line:-no test was run}"
echo "Python: ${python_line:-no test was run}"
[ "$failed" = 0 ] && echo "make test: passed" || echo "make test: FAILED"
exit "$failed"
