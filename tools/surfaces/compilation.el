;;; compilation.el --- M-x mtsearch makes a list that next-error follows  -*- lexical-binding: t -*-
;; SPDX-License-Identifier: GPL-2.0-or-later
;; See tools/check-surfaces.
(load (concat (getenv "SHELL_DIR") "/mtsearch.el"))
(mtsearch "Ronnie Borker")
(with-current-buffer "*mtsearch*"
  (while (get-buffer-process (current-buffer)) (accept-process-output nil 0.1))
  (goto-char (point-min))
  (compilation-next-error 1)
  (let ((loc (compilation--message->loc (get-text-property (point) 'compilation-message))))
    (princ (format "%s:%s:%s\n" (caar (compilation--loc->file-struct loc))
                   (compilation--loc->line loc) (compilation--loc->col loc)))))
