#!/usr/bin/env python3
"""Runs a command once and prints its seconds and peak memory: peak.py COMMAND ARGS…"""
import resource, subprocess, sys, time

start = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
print(f"{seconds:.2f} s, {peak:.0f} MB, exit {code}")
