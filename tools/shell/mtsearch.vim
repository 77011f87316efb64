" mtsearch.vim - :MtSearch QUERY puts the moments into the quickfix list
" SPDX-License-Identifier: GPL-2.0-or-later
"
"     source /usr/share/mtsearch/shell/mtsearch.vim       " in ~/.vimrc
"
" The query is one argument of the program, never a part of a command line.
function! s:MtSearch(query) abort
    let l:command = 'mtsearch -f vimgrep -n 100 -- ' . shellescape(a:query)
    call setqflist([], ' ', {'title': 'mtsearch ' . a:query,
        \ 'lines': systemlist(l:command . ' 2>' . (has('win32') ? 'NUL' : '/dev/null')),
        \ 'efm': '%f:%l:%c:%m'})
    if empty(getqflist())
        echo 'mtsearch: nothing found'
    else
        cwindow
        cfirst
    endif
endfunction
command! -nargs=+ MtSearch call s:MtSearch(<q-args>)
