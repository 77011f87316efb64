" quickfix.vim - :MtSearch fills the quickfix list and goes to the first; see tools/check-surfaces
" SPDX-License-Identifier: GPL-2.0-or-later
execute 'source' $SHELL_DIR . '/mtsearch.vim'
MtSearch Ronnie Borker
let s:first = getqflist()[0]
call writefile([len(getqflist()) . ' places', bufname(s:first.bufnr) . ':' . s:first.lnum . ':' .
    \ s:first.col, expand('%') . ':' . line('.') . ' ' . (getline('.') =~# 'Ronnie Borker')], $OUT)
qa!
