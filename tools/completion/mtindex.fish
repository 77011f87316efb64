# mtindex.fish - Completion of mtindex in fish
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Commands and options are what mtindex --help says.
for name in (mtindex --help | sed -nE 's/^ +(-.*[ ,])?--([a-z-]+)=?.*/\2/p')
    complete -c mtindex -l $name
end
complete -c mtindex -n __fish_use_subcommand -a "(mtindex --help | sed -nE '/^ *Commands:/,/^\$/s/^  ([a-z]+) +(.*)/\1\t\2/p')"
complete -c mtindex -n '__fish_seen_subcommand_from forget' -f -a '(mtsearch --list archives 2>/dev/null)'
