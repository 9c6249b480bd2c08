#!/usr/bin/env python3
"""Runs a command once and prints its seconds, peak memory and seconds of processor: peak.py COMMAND ARGS…"""
import resource, subprocess, sys, time

start = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
seconds = time.perf_counter() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"{seconds:.2f} s, {used.ru_maxrss / 1024:.0f} MB, exit {code}, {used.ru_utime + used.ru_stime:.2f} s of processor")
