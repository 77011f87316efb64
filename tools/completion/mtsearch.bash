# shellcheck shell=bash
# mtsearch.bash - Completion of mtsearch in bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# mtsearch says itself what a word can become. What it says comes from notes, so it is quoted.
_mtsearch() {
    local typed=${COMP_LINE:0:COMP_POINT} word before kept candidate line
    word=${typed##*[[:space:]]}
    before=${typed%"$word"}
    before=${before%"${before##*[![:space:]]}"}
    before=${before##*[[:space:]]}
    # readline puts what is given in place of what stands after the last : or =
    kept=${word%"${word##*[:=]}"}
    COMPREPLY=()
    while IFS= read -r line; do
        candidate=${line%%$'\t'*}
        candidate=${candidate#"$kept"}
        [[ $candidate =~ ^[[:alnum:]_.,:=@%+/-]*$ ]] || printf -v candidate %q "$candidate"
        COMPREPLY+=("$candidate")
    done < <(mtsearch --list completions -- "$before" "$word" 2>/dev/null)
    case ${COMPREPLY[*]} in
    *[:=]) compopt -o nospace ;;
    '') compopt -o default ;;
    esac
}
complete -F _mtsearch mtsearch
