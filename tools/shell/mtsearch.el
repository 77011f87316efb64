;;; mtsearch.el --- M-x mtsearch: moments of meetings as a compilation list  -*- lexical-binding: t -*-
;; SPDX-License-Identifier: GPL-2.0-or-later
;;
;;     (load "/usr/share/mtsearch/shell/mtsearch.el")      ; in ~/.emacs

(require 'compile)

(define-compilation-mode mtsearch-mode "mtsearch"
  "Moments that mtsearch found; RET goes there, `next-error' to the next."
  (setq-local compilation-error-regexp-alist '(mtsearch))
  (setq-local compilation-error-regexp-alist-alist
              '((mtsearch "^\\(.+?\\):\\([0-9]+\\):\\([0-9]+\\):" 1 2 3))))

(defun mtsearch (query)
  "Find the moments of meetings that answer QUERY."
  (interactive "sWhat was said? ")
  (compilation-start (concat "mtsearch -f vimgrep -n 100 -- " (shell-quote-argument query))
                     #'mtsearch-mode))

(provide 'mtsearch)
;;; mtsearch.el ends here
