# shellcheck shell=bash
# mtindex.bash - Completion of mtindex in bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Commands and options are what mtindex --help says.
_mtindex() {
    local word=${COMP_WORDS[COMP_CWORD]} line
    COMPREPLY=()
    case "${COMP_WORDS[1]-} $word" in
    *' -'*)
        mapfile -t COMPREPLY < <(compgen -W "$(mtindex --help |
            sed -nE 's/^ +(-.*[ ,])?(--[a-z-]+=?).*/\2/p')" -- "$word")
        [[ ${COMPREPLY[*]} != *= ]] || compopt -o nospace
        return
        ;;
    'forget '*)
        while IFS= read -r line; do
            printf -v line %q "$line"
            COMPREPLY+=("$line")
        done < <(mtsearch --list archives -- "$word" 2>/dev/null)
        return
        ;;
    esac
    if [ "$COMP_CWORD" = 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W "$(mtindex --help |
            sed -nE '/^ *Commands:/,/^$/s/^  ([a-z]+) .*/\1/p')" -- "$word")
    fi
    [ ${#COMPREPLY[@]} -gt 0 ] || compopt -o default -o dirnames
}
complete -F _mtindex mtindex
