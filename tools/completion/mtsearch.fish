# mtsearch.fish - Completion of mtsearch in fish
# SPDX-License-Identifier: GPL-2.0-or-later
#
# mtsearch says itself what a word can become, with a tab before what it is, as fish wants it.
function __mtsearch_candidates
    set -l before (commandline -opc)[-1]
    set -l word (commandline -ct)
    if string match -qr -- '^--[a-z-]+=' $word
        set before (string replace -r -- '=.*' '' $word)
        set word (string replace -r -- '^[^=]*=' '' $word)
    else if string match -q -- '--*' $word
        return # fish knows the options, see below
    end
    mtsearch --list completions -- "$before" "$word" 2>/dev/null
end

for line in (mtsearch --list completions -- -- 2>/dev/null)
    set -l parts (string split \t -- $line)
    set -l name (string replace -r -- '^--' '' $parts[1])
    if string match -q -- '*=' $name
        complete -c mtsearch -l (string trim -r -c = -- $name) -d $parts[2] -xa '(__mtsearch_candidates)'
    else
        complete -c mtsearch -l $name -d $parts[2]
    end
end
complete -c mtsearch -f -a '(__mtsearch_candidates)'
