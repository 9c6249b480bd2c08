#!/usr/bin/env bash
# Prints where the Open XML validator is, or nothing where it has not been installed.
here=$(cd "$(dirname "$0")" && pwd)
find "$here/node_modules/@xarsh" -type f -perm -u+x -size +1M 2>/dev/null | head -n 1
