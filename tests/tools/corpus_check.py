#!/usr/bin/env python3
"""Holds the filled workbooks that the corpus test left against other programs: corpus_check.py FILLED [--checks …]

FILLED has NAME.xlsx (or .xlsm) and NAME.json {original, name, answers} each. For every pair: check_fill.py's own
look at parts, sheets and values; LibreOffice's conversion, which must show the answers in their cells; findings of
the Open XML validator (env OOXML_VALIDATOR) that the original does not have.
"""
import argparse, csv, io, json, os, re, shutil, signal, subprocess, sys, tempfile, zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import check_fill

SOFFICE = os.environ.get("SOFFICE") or shutil.which("soffice")
VALIDATOR = os.environ.get("OOXML_VALIDATOR", "")
AT_ONCE = 30
# All sheets, UTF-8, values as they are and not as their format shows them.
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"


def jobs(folder):
    for note in sorted(folder.glob("*.json")):
        job = json.loads(note.read_text())
        book = next(p for p in (note.with_suffix(".xlsx"), note.with_suffix(".xlsm")) if p.exists())
        yield {"book": book, **job}


def fidelity(job):
    try:
        result = check_fill.check(job["original"], str(job["book"]), job["answers"], lo=False, val=False)
    except Exception as e:  # The checker reads XML by patterns; what stops it is told, not hidden.
        return f"checker stopped: {e!r}"
    # check_fill.py knows no emptied cells: that they are empty is all there is to see.
    problems = [p for p in result["problems"] if not p.endswith(("no cell, wanted ''", "written as empty None, wanted text ''"))]
    return "; ".join(problems[:3]) or None


def findings(job):
    if not os.access(VALIDATOR, os.X_OK):
        return "left out"
    try:
        after = check_fill.validate(str(job["book"]))
        new = after - check_fill.validate(job["original"]) if after else {}
    except subprocess.TimeoutExpired:
        return "left out: over 300 s"
    return "; ".join(f"{n} × {path}: {text[:120]}" for (path, text), n in list(new.items())[:3]) or None


def convert(books, out, seconds):
    """Has LibreOffice write every sheet of these workbooks as CSV."""
    with tempfile.TemporaryDirectory() as profile:
        command = [SOFFICE, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", CSV, "--outdir", str(out)]
        # The program that is started starts another: all of them have to end.
        office = subprocess.Popen([*command, *map(str, books)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            office.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(office.pid, signal.SIGKILL)
            office.wait()


def shown(job, out):
    """What LibreOffice does not show as it was written; None when all is right."""
    norm = lambda s: s.replace("\r\n", "\n").replace("\r", "\n").strip()
    sheets = {p.name[len(job["book"].stem) + 1:-4]: p for p in out.glob(job["book"].stem + "-*.csv")}
    if not sheets:
        return "left out: not converted"
    csv.field_size_limit(1 << 30)
    wrong, found = [], 0
    for sheet, cells in job["answers"].items():
        if sheet not in sheets:
            continue
        rows = list(csv.reader(io.StringIO(sheets[sheet].read_text(encoding="utf8", errors="replace"), newline="")))
        for at, text in cells.items():
            row, column = check_fill.split(at)
            try:
                got = rows[row - 1][column - 1]
            except IndexError:
                got = ""
            found += 1
            if norm(got) != norm(text):
                wrong.append(f"{sheet}!{at}: {got[:40]!r}, not {text[:40]!r}")
    if not found:
        return "left out: no sheet of this name"
    return "; ".join(wrong[:3]) or None


def heavy(book):
    """Does a sheet reach its last row, or hold very much? LibreOffice may take forever: by itself, with a limit."""
    with zipfile.ZipFile(book) as z:
        sheets = [i for i in z.infolist() if re.search(r"sheet[^/]*\.xml$", i.filename)]
        return any(i.file_size > 5_000_000 or b"1048576" in z.open(i).read(3000) for i in sheets)


def libreoffice(all_jobs):
    results = {}
    for n in range(0, len(all_jobs), AT_ONCE):
        some = all_jobs[n:n + AT_ONCE]
        with tempfile.TemporaryDirectory() as work:
            out = Path(work)
            convert([j["book"] for j in some if not heavy(j["book"])], out, 240)
            for job in some:
                if not any(out.glob(job["book"].stem + "-*.csv")):
                    convert([job["book"]], out, 40)
                results[job["book"]] = shown(job, out)
        print(f"LibreOffice: {min(n + AT_ONCE, len(all_jobs))} of {len(all_jobs)}", file=sys.stderr, flush=True)
    return results


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("filled", type=Path)
    parser.add_argument("--checks", default="check_fill,libreoffice,validator")
    parser.add_argument("--some", type=int, help="only every so many-th workbook")
    given = parser.parse_args()
    all_jobs = list(jobs(given.filled))[:: given.some or 1]
    # The largest package last, so that a run that is stopped has seen the others.
    all_jobs.sort(key=lambda j: j["name"].startswith("libexcel"))
    results = {}
    with ThreadPoolExecutor(2) as pool:
        office = pool.submit(libreoffice, all_jobs) if SOFFICE and "libreoffice" in given.checks else None
        if "validator" in given.checks:
            results["validator"] = dict(zip((j["book"] for j in all_jobs), pool.map(findings, all_jobs)))
        if "check_fill" in given.checks:
            results["check_fill"] = {j["book"]: fidelity(j) for j in all_jobs}
        if office:
            results["libreoffice"] = office.result()
    bad = 0
    for title, found in results.items():
        left = {b: r for b, r in found.items() if r and r.startswith("left out")}
        wrong = {b: r for b, r in found.items() if r and b not in left}
        print(f"{title}: {len(found) - len(left) - len(wrong)} right, {len(wrong)} not, {len(left)} left out, of {len(all_jobs)}")
        names = {j["book"]: j["name"].replace("\t", " ") for j in all_jobs}
        for book, why in [*wrong.items(), *left.items()]:
            print(f"  {names[book]}: {why}")
        bad += len(wrong)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
