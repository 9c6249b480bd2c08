#!/usr/bin/env bash
# Measures what docs/measurements.md shows. Needs hyperfine and openpyxl (installed into a folder of its own).
set -euo pipefail
cd "$(dirname "$0")/../.."
bin=target/release/kotae
work=target/bench
mkdir -p "$work"
command -v hyperfine >/dev/null || { export DEBIAN_FRONTEND=noninteractive; apt-get install -y -qq hyperfine >/dev/null; }
[ -d "$work/python" ] || python3 -m pip install --quiet --disable-pip-version-check --target "$work/python" openpyxl
export PYTHONPATH=$PWD/$work/python
cargo run --release -q -p acceptance --example large -- "$work/large.xlsx" 20000

echo "== 20,000 rows: inspect"
hyperfine --warmup 1 --runs 5 -N "$bin inspect $work/large.xlsx --json" "python3 tests/tools/peer_openpyxl.py inspect $work/large.xlsx"
echo "kotae:    $(python3 tests/tools/peak.py $bin inspect $work/large.xlsx --json)"
echo "openpyxl: $(python3 tests/tools/peak.py python3 tests/tools/peer_openpyxl.py inspect $work/large.xlsx)"

echo "== 20,000 rows: fill 40,000 cells"
hyperfine --warmup 1 --runs 5 -N \
  "$bin fill $work/large.xlsx --output $work/filled.xlsx --answers $work/large.xlsx.answers.json --force -q" \
  "python3 tests/tools/peer_openpyxl.py fill $work/large.xlsx $work/peer.xlsx $work/large.xlsx.answers.json"
echo "kotae:    $(python3 tests/tools/peak.py $bin fill $work/large.xlsx --output $work/filled.xlsx --answers $work/large.xlsx.answers.json --force -q)"
echo "openpyxl: $(python3 tests/tools/peak.py python3 tests/tools/peer_openpyxl.py fill $work/large.xlsx $work/peer.xlsx $work/large.xlsx.answers.json)"

echo "== fidelity beside openpyxl"
for set in tests/workbooks/shared tests/workbooks; do
  rm -rf "$work/ours" "$work/theirs"; mkdir -p "$work/ours" "$work/theirs"
  for answers in "$set"/answers/*.json; do
    name=$(basename "$answers" .json)
    file=$(python3 -c 'import json,sys; print(json.load(open(sys.argv[1]))["file"])' "$set/truth/$name.json")
    case "$file" in *.xlsx|*.xlsm) ;; *) continue ;; esac
    $bin fill "$set/$file" --output "$work/ours/$file" --answers "$answers" -q || true
    python3 tests/tools/peer_openpyxl.py fill "$set/$file" "$work/theirs/$file" "$answers" 2>/dev/null || true
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
python3 tests/tools/score.py --bin $bin --status tests/eval/dev_status.jsonl tests/eval/dev2_status.jsonl -- \
  tests/eval/dev_ja.jsonl tests/eval/dev_en.jsonl tests/eval/dev_noisy.jsonl tests/eval/dev2.jsonl

cargo bench -q -p acceptance --bench engine -- --noplot
