# lib.sh - What the cases of tests/cli share; sourced before each
# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash

# Shows a command as typed, its output, and its exit status when that is not 0.
try() {
    local status=0
    echo "\$ ${*@Q}" | sed "s/'\([A-Za-z0-9_.,:=@%+/-]*\)'/\1/g"
    "$@" || status=$?
    [ $status = 0 ] || echo "[exit $status]"
    return 0
}

# A private copy of the sample archive in ./notes, indexed into the default index. One of its notes
# is broken on purpose, so mtindex ends with 1.
sample() {
    cp -r "$CORPORA/sample" notes
    chmod -R u+w notes
    mtindex --quiet notes >/dev/null 2>&1
    [ $? = 1 ] || echo "sample: mtindex did not end with 1"
}
