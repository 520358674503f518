-- Neovim's own client with the configuration of docs/editors.md: diagnostics, hover, definition, completion, rename and
-- formatting of a copy of a pathway. Run by .ci/editors; the folder of the copy is in WAYMARK_PATHWAY.
local folder = os.getenv("WAYMARK_PATHWAY")

-- For what comes at once, but not on a machine that does other things too.
local patience = 60000

-- How often the server has told the mistakes of a file.
local told = 0
local tell = vim.lsp.handlers["textDocument/publishDiagnostics"]
vim.lsp.handlers["textDocument/publishDiagnostics"] = function(...)
  told = told + 1
  return tell(...)
end

local function check(what, holds)
  if holds then
    print("ok: " .. what)
    return
  end
  print("FAILED: " .. what)
  vim.cmd("cquit 1")
end

local function lines() return vim.api.nvim_buf_get_lines(0, 0, -1, false) end

-- The place of a text in the buffer, counted from 0.
local function place_of(text)
  for number, line in ipairs(lines()) do
    local column = line:find(text, 1, true)
    if column then return number - 1, column - 1 end
  end
  check("there is " .. text, false)
end

-- What the server answers about the place `ahead` bytes behind the beginning of a text.
local function ask(method, text, more, ahead)
  local line, column = place_of(text)
  vim.api.nvim_win_set_cursor(0, { line + 1, column + (ahead or 0) })
  local params = vim.tbl_extend("force", vim.lsp.util.make_position_params(), more or {})
  local answers = vim.lsp.buf_request_sync(0, "textDocument/" .. method, params, patience)
  check(method .. " is answered", answers ~= nil)
  local _, answer = next(answers)
  return answer.result, answer.err or answer.error
end

local function errors()
  return vim.diagnostic.get(0, { severity = vim.diagnostic.severity.ERROR })
end

local function try()
  vim.cmd("edit " .. folder .. "/prognosis.pathway")
  check("the file is one of waymark", vim.bo.filetype == "waymark")
  check("the server is attached", vim.wait(patience, function()
    local client = vim.lsp.get_active_clients()[1]
    return client ~= nil and client.initialized
  end))

  check("a sound pathway is told about", vim.wait(patience, function() return told > 0 end))
  check("and has no error", #errors() == 0)
  check("completion is asked for", vim.wait(patience, function() return vim.bo.omnifunc == "v:lua.vim.lsp.omnifunc" end))
  for _, keys in ipairs({ "K", "gd", "gr", "]d", "\\r", "\\a", "\\f" }) do
    check(keys .. " is a key of this buffer", vim.fn.maparg(keys, "n", false, true).buffer == 1)
  end
  check("nothing is complained about", vim.fn.execute("messages"):find("E%d+:") == nil)
  check("lenses are shown", vim.wait(patience, function()
    vim.cmd("doautocmd CursorHold")
    vim.wait(200)
    return #vim.lsp.codelens.get(0) > 0
  end))

  -- A mistake, and its taking back.
  local line, column = place_of("hypoxemia,")
  vim.api.nvim_buf_set_text(0, line, column, line, column + 9, { "hypoxemai" })
  check("a mistake is shown", vim.wait(patience, function() return #errors() == 1 end))
  check("at its place", errors()[1].lnum == line and errors()[1].col == column)
  check("with its code", errors()[1].code == "PW0201")
  -- The range of the mistake, and what the server said of it.
  local mistake = errors()[1].user_data.lsp
  local range = { start = { line = line, character = column }, ["end"] = { line = line, character = column + 9 } }
  local actions = ask("codeAction", "hypoxemai", { range = range, context = { diagnostics = { mistake } } })
  check("a code action offers the fix", #actions > 0 and actions[1].edit ~= nil)
  vim.lsp.util.apply_workspace_edit(actions[1].edit, "utf-16")
  check("which puts it right", vim.wait(patience, function() return #errors() == 0 end) and lines()[line + 1]:find("hypoxemia,", 1, true) ~= nil)
  vim.api.nvim_buf_set_text(0, line, column, line, column + 9, { "hypoxemai" })
  check("a mistake is shown again", vim.wait(patience, function() return #errors() == 1 end))
  vim.api.nvim_buf_set_text(0, line, column, line, column + 9, { "hypoxemia" })
  check("and not shown any more", vim.wait(patience, function() return #errors() == 0 end))

  local hover = ask("hover", "hypoxemia,")
  check("hover says what it is", hover.contents.value:find("hypoxemia", 1, true) ~= nil)

  local definition = ask("definition", "hypoxemia,")
  check("definition leads to a file", definition.uri:find(".pathway", 1, true) ~= nil)

  local function has_label(result, label)
    for _, item in ipairs(result.items) do
      if item.label == label then return true end
    end
    return false
  end
  check("completion offers a member", has_label(ask("completion", "aav and", nil, 3), "aav"))
  check("completion offers a definition", has_label(ask("completion", "hypoxemia,", nil, 4), "hypoxemia"))

  local rename, refused = ask("rename", "hypoxemia,", { newName = "if" })
  check("a reserved word is refused", rename == nil and refused ~= nil)
  rename, refused = ask("rename", "hypoxemia,", { newName = "low_oxygen" })
  check("a name of the standard library is refused", rename == nil and refused ~= nil)
  rename, refused = ask("rename", "lung_area_involved", { newName = "lung_area" })
  check("another name is accepted " .. (refused and refused.message or ""), rename ~= nil)
  check("rename edits several files", vim.tbl_count(rename.changes) > 1)
  told = 0
  vim.lsp.util.apply_workspace_edit(rename, "utf-16")
  place_of("lung_area >")
  check("and leaves no error", vim.wait(patience, function() return told > 0 and #errors() == 0 end))

  vim.cmd("silent! wall")
  vim.api.nvim_buf_set_lines(0, 0, 1, false, { '   section prognosis "Prognosis and complications"    when acute {' })
  local before = lines()[1]
  vim.lsp.buf.formatting_sync(nil, patience)
  check("formatting lays the file out", lines()[1] ~= before and lines()[1]:find("^section prognosis") ~= nil)
end

-- An error of the script ends the editor too, which would wait for its user.
local ran, problem = pcall(try)
check("the script runs to its end: " .. tostring(problem), ran)
print("ok: all of it")
vim.cmd("qall!")
