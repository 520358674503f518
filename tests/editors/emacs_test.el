;;; Eglot with the configuration of docs/editors.md: diagnostics, hover, completion, code actions, rename and formatting
;;; of a copy of a pathway. Run by .ci/editors; the folder of the copy is in WAYMARK_PATHWAY.  -*- lexical-binding: t -*-
(require 'cl-lib)
(require 'eglot)
(require 'flymake)

(defvar folder (getenv "WAYMARK_PATHWAY"))

;; What comes at once does not on a machine that does other things too.
(setq jsonrpc-default-request-timeout 60
      eglot-connect-timeout 60)

(defvar told 0 "How often the server has told the mistakes of a file.")
(advice-add 'eglot-handle-notification :before
            (lambda (_server method &rest _)
              (when (eq method 'textDocument/publishDiagnostics) (setq told (1+ told)))))

(defun check (what holds)
  "Say that WHAT was tried; end with a failure unless HOLDS."
  (message "%s: %s" (if holds "ok" "FAILED") what)
  (unless holds (kill-emacs 1)))

(defun wait-for (predicate)
  "Whether PREDICATE comes to hold before too long, while the server is heard."
  (let ((begin (float-time)))
    (while (and (not (funcall predicate)) (< (- (float-time) begin) 60))
      (accept-process-output nil 0.05))
    (funcall predicate)))

(defun go-to (text &optional ahead)
  "Put point AHEAD characters behind the beginning of TEXT."
  (goto-char (point-min))
  (check (concat "there is " text) (search-forward text nil t))
  (goto-char (+ (match-beginning 0) (or ahead 0))))

(defun diagnostics-now ()
  "What Flymake shows once it has begun anew."
  (flymake-start)
  (flymake-diagnostics))

(defun labels ()
  "What completion offers at point."
  (let ((at (eglot-completion-at-point)))
    (mapcar #'substring-no-properties
            (all-completions (buffer-substring-no-properties (nth 0 at) (nth 1 at)) (nth 2 at)))))

(find-file (expand-file-name "prognosis.pathway" folder))
(check "the file is one of waymark" (eq major-mode 'waymark-mode))
(run-hooks 'post-command-hook) ; what a user's first key does, at which Eglot begins
(check "the server is attached" (wait-for #'eglot-current-server))
(wait-for (lambda () (eglot-managed-p)))
(check "a sound pathway is told about" (wait-for (lambda () (> told 0))))
(check "and has no error" (null (diagnostics-now)))

(go-to "hypoxemia,")
(delete-char 9)
(insert "hypoxemai")
(eglot--signal-textDocument/didChange)
(check "a mistake is shown" (wait-for (lambda () (= 1 (length (diagnostics-now))))))
(let ((mistake (car (diagnostics-now))))
  (go-to "hypoxemai")
  (check "at its place" (= (point) (flymake-diagnostic-beg mistake)))
  (check "with its words" (string-match-p "hypoxemai" (flymake-diagnostic-text mistake))))

;; The first of the fixes that are offered is taken.
(cl-letf (((symbol-function 'completing-read)
           (lambda (_prompt choices &rest _) (car (all-completions "" choices)))))
  (eglot-code-actions (point) (+ (point) 9) "quickfix" t))
(go-to "hypoxemia,")
(check "a code action makes the fix" t)
(eglot--signal-textDocument/didChange)
(check "and no mistake is left" (wait-for (lambda () (null (diagnostics-now)))))

(go-to "hypoxemia," 2)
(let (said)
  (eglot-hover-eldoc-function (lambda (text &rest _) (setq said text)))
  (check "hover says what it is" (and (wait-for (lambda () said)) (string-match-p "hypoxemia" said))))

(go-to "aav and" 3)
(check "completion offers a member" (member "aav" (labels)))
(go-to "hypoxemia," 4)
(check "completion offers a definition" (member "hypoxemia" (labels)))

(go-to "lung_area_involved")
(check "a reserved word is refused" (condition-case nil (progn (eglot-rename "if") nil) (error t)))
;; Eglot asks where files are edited that no buffer shows yet; the user agrees.
(cl-letf (((symbol-function 'y-or-n-p) (lambda (&rest _) t)))
  (setq told 0)
  (eglot-rename "lung_area"))
(go-to "lung_area >")
(check "rename edits the text" t)
(check "and other files"
       (with-current-buffer (find-file-noselect (expand-file-name "facts.pathway" folder))
         (goto-char (point-min))
         (search-forward "fact lung_area " nil t)))
(save-some-buffers t)
(eglot--signal-textDocument/didChange)
(check "and leaves no error" (wait-for (lambda () (and (> told 0) (null (diagnostics-now))))))

(goto-char (point-min))
(delete-region (point) (line-end-position))
(insert "   section prognosis \"Prognosis and complications\"    when acute {")
(eglot-format-buffer)
(goto-char (point-min))
(check "formatting lays the file out" (looking-at "section prognosis \"Prognosis and complications\" when acute {"))
(set-buffer-modified-p nil)

(eglot-shutdown (eglot-current-server))
(message "ok: all of it")
