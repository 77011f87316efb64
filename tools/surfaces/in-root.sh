# shellcheck shell=sh
# in-root.sh - What README.md tells somebody who has just installed the package
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Run by tools/check-surfaces in a root where nothing of ours ever was; ~/notes is the sample.
set -ex
cd
mtindex ~/notes || [ $? = 1 ]
mtindex status || [ $? = 1 ]
mtindex check
cd ~/notes/Meetings/2025/10
mtsearch --per-meeting 0 "Ronnie Borker" | tee ~/found
grep -q '^7 moments in 1 meeting' ~/found
mtsearch -n 1 -C 1 in:transcript Borker
mtsearch -f vimgrep surge
mtsearch -f jsonl surge
mtsearch --list people
mtsearch --list completions -- speaker:da | grep Dana-Reyes
mtpick --rows Borker | grep Borker
for page in mtindex mtsearch mtpick mtsearch-query; do
    man -w "$page"
done
for file in bash-completion/completions/mtsearch zsh/vendor-completions/_mtsearch \
    fish/vendor_completions.d/mtsearch.fish mtsearch/shell/mtpick.bash mtsearch/shell/mtsearch.vim \
    mtsearch/shell/mtsearch.el mtsearch/results.schema.json mtsearch/reports.schema.json \
    doc/mtsearch/README.md systemd/user/mtindex.service systemd/user/mtindex.timer; do
    test -s "/usr/share/$file"
done
[ "$(stat -c %a ~/.local/share/mtsearch/index)" = 700 ]
printf '%s\n' '{"jsonrpc":"2.0","id":1,"method":"ping"}' | mtsearch --mcp | grep '"result"'
