# shellcheck shell=bash
# mtpick.bash - Alt-M picks a moment, in bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
#     source /usr/share/mtsearch/shell/mtpick.bash        # in ~/.bashrc
bind -x '"\em": mtpick'
