#!/usr/bin/env python3
"""Runs a command once and prints its seconds, peak memory and seconds of processor: peak.py [--json] COMMAND ARGS…
--json: one object with status, wall and processor seconds, peak in MB and what was said on standard error;
the command is stopped at 3 GB of addresses, 30 s of processor time or 300 s."""
import json, resource, subprocess, sys, time

as_json = sys.argv[1] == "--json"
command = sys.argv[2:] if as_json else sys.argv[1:]
start = time.perf_counter()


def bounds():
    resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if as_json:
    try:
        done = subprocess.run(command, capture_output=True, stdin=sys.stdin, preexec_fn=bounds, timeout=300)
        status, said = done.returncode, done.stderr.decode(errors="replace")
    except subprocess.TimeoutExpired:
        status, said = None, "300 s"
else:
    status = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
seconds = time.perf_counter() - start
use = resource.getrusage(resource.RUSAGE_CHILDREN)
peak, cpu = use.ru_maxrss / 1024, use.ru_utime + use.ru_stime
if as_json:
    print(json.dumps({"status": status, "wall": seconds, "cpu": cpu, "peak": peak, "said": said}))
else:
    print(f"{seconds:.2f} s, {peak:.0f} MB, exit {status}, {cpu:.2f} s of processor")
