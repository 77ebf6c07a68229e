#!/usr/bin/env bash
# Runs Swift's tests and the Python tests, all whatever fails, and ends with the counts of each.
# usage: FUPAN=PROGRAM Tests/run.sh PYTHON
set -uo pipefail
cd "$(dirname "$0")/.."
python=$1
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
failed=0

# More than one word may stand for Swift, as in a wrapper.
read -ra swift <<<"${SWIFT:-swift}"
"${swift[@]}" test 2>&1 | tee "$logs/swift" || failed=1
# A run that found no test is no success.
swift_line=$(grep -E 'Test run with [0-9]+ tests?' "$logs/swift" | tail -1)
swift_count=$(grep -oE 'with [0-9]+ test' <<<"$swift_line" | grep -oE '[0-9]+' || echo 0)
[ "$swift_count" -gt 0 ] || failed=1

# The browser and what is computed again wait for different things, so they run side by side.
pytest() { "$python" -m pytest -c Tests/pytest.ini "$@"; }
pytest Tests/Recompute Tests/Exports >"$logs/figures" 2>&1 &
figures=$!
pytest Tests/Browser 2>&1 | tee "$logs/browser" || failed=1
wait "$figures" || failed=1
cat "$logs/figures"

echo
echo "Swift:   ${swift_line:-no test was run}"
echo "Browser: $(tail -1 "$logs/browser")"
echo "Figures: $(tail -1 "$logs/figures")"
[ "$failed" = 0 ] && echo "make test: passed" || echo "make test: FAILED"
exit "$failed"
