#!/usr/bin/env bash
# Measures what docs/measurements.md shows, beside openpyxl, exceljs and LibreOffice, in one run on an idle machine.
# `bench.sh peers` does only the 20,000-row job; RUNS says how often (5).
set -euo pipefail
cd "$(dirname "$0")/../.."
bin=target/release/kotae
work=target/bench
mkdir -p "$work"
# Left by a run that was stopped, it keeps LibreOffice from opening the file.
rm -f "$work"/.~lock*
runs=${RUNS:-5}
tests/tools/packages.sh test bench
[ -d "$work/python" ] || python3 -m pip install --quiet --disable-pip-version-check --target "$work/python" openpyxl==3.1.5
[ -d tests/tools/node_modules/exceljs ] || (cd tests/tools && npm ci --no-audit --no-fund)
openpyxl() { PYTHONPATH=$PWD/$work/python python3 tests/tools/peer_openpyxl.py "$@"; }
cargo run --release -q -p acceptance --example large -- "$work/large.xlsx" 20000

echo "== 20,000 rows: inspect"
peer_inspect="env PYTHONPATH=$PWD/$work/python python3 tests/tools/peer_openpyxl.py inspect $work/large.xlsx"
hyperfine --warmup 1 --runs "$runs" -N -n Kotae "$bin inspect $work/large.xlsx --json" -n openpyxl "$peer_inspect"
echo "Kotae:    $(python3 tests/tools/peak.py $bin inspect $work/large.xlsx --json)"
echo "openpyxl: $(python3 tests/tools/peak.py $peer_inspect)"

echo "== 20,000 rows: fill 40,000 cells"
given="$work/large.xlsx.answers.json"
declare -A fill=(
  [Kotae]="$bin fill $work/large.xlsx --output $work/filled.xlsx --answers $given --force -q"
  [openpyxl]="env PYTHONPATH=$PWD/$work/python python3 tests/tools/peer_openpyxl.py fill $work/large.xlsx $work/openpyxl.xlsx $given"
  [exceljs]="node tests/tools/peer_exceljs.js $work/large.xlsx $work/exceljs.xlsx $given"
  [LibreOffice]="/usr/bin/python3 tests/tools/peer_libreoffice.py $work/large.xlsx $work/libreoffice.xlsx $given"
)
order=(Kotae openpyxl exceljs LibreOffice)
commands=()
# LibreOffice takes minutes: once, with its memory.
for who in "${order[@]:0:3}"; do commands+=(-n "$who" "${fill[$who]}"); done
hyperfine --warmup 1 --runs "$runs" -N "${commands[@]}"
for who in "${order[@]}"; do
  # Of several processes (LibreOffice), the largest one's memory.
  echo "$who: $(python3 tests/tools/peak.py ${fill[$who]})"
done
for who in openpyxl exceljs libreoffice; do
  echo "$who wrote: $(python3 tests/tools/check_fill.py "$work/large.xlsx" "$work/$who.xlsx" "$given" --no-lo --no-validator | sed -n 1p)"
done
echo "Kotae wrote: $(python3 tests/tools/check_fill.py "$work/large.xlsx" "$work/filled.xlsx" "$given" --no-lo --no-validator | sed -n 1p)"
[ "${1:-}" != peers ] || exit 0

echo "== fidelity beside openpyxl"
for set in tests/workbooks/shared tests/workbooks; do
  rm -rf "$work/ours" "$work/theirs"; mkdir -p "$work/ours" "$work/theirs"
  for answers in "$set"/answers/*.json; do
    name=$(basename "$answers" .json)
    file=$(python3 -c 'import json,sys; print(json.load(open(sys.argv[1]))["file"])' "$set/truth/$name.json")
    case "$file" in *.xlsx|*.xlsm) ;; *) continue ;; esac
    $bin fill "$set/$file" --output "$work/ours/$file" --answers "$answers" -q || true
    openpyxl fill "$set/$file" "$work/theirs/$file" "$answers" 2>/dev/null || true
  done
  for who in ours theirs; do
    echo "$set, $who: $(OOXML_VALIDATOR=$(tests/tools/validator.sh) python3 tests/tools/check_fill.py --batch "$set" "$work/$who" -v 0 | tail -1)"
  done
done

echo "== detection"
for set in tests/workbooks/shared tests/workbooks; do
  echo "$set: $(python3 tests/tools/inspect_score.py $bin $set | tail -1)"
done

echo "== matching"
# The sets number their questions each from one: a table of statuses belongs to its own set.
score() { python3 tests/tools/score.py --bin $bin "$@"; }
score tests/eval/dev_ja.jsonl | tail -1
score --status tests/eval/dev_status.jsonl -- tests/eval/dev_en.jsonl tests/eval/dev_noisy.jsonl | head -2
score --status tests/eval/dev2_status.jsonl -- tests/eval/dev2.jsonl | tail -1

cargo bench -q -p acceptance --bench engine -- --noplot
