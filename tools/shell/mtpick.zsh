# mtpick.zsh - Alt-M picks a moment, in zsh
# SPDX-License-Identifier: GPL-2.0-or-later
#
#     source /usr/share/mtsearch/shell/mtpick.zsh         # in ~/.zshrc
mtpick-widget() {
    zle -I
    mtpick </dev/tty
}
zle -N mtpick-widget
bindkey '^[m' mtpick-widget
