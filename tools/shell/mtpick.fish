# mtpick.fish - Alt-M picks a moment, in fish
# SPDX-License-Identifier: GPL-2.0-or-later
#
#     source /usr/share/mtsearch/shell/mtpick.fish        # in ~/.config/fish/config.fish
bind \em 'mtpick; commandline -f repaint'
