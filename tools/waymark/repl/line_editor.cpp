// The only file that knows libedit.
#include "tools/waymark/repl/line_editor.hpp"

#include <algorithm>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cwchar>
#include <histedit.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "lang/text/display_text.hpp"

namespace waymark {

namespace fs = std::filesystem;

namespace {

constexpr int most_history_lines = 1000;

std::string common_beginning(const std::vector<std::string>& words) {
  auto result = words.front();
  for (const auto& word : words) {
    const auto differs = std::mismatch(result.begin(), result.end(), word.begin(), word.end()).first;
    result.erase(differs, result.end());
  }
  return result;
}

// How much of the word stands at the end of the line already.
std::size_t typed_already(const std::string& line, const std::string& word) {
  for (auto length = std::min(line.size(), word.size()); length > 0; --length) {
    if (line.ends_with(word.substr(0, length))) return length;
  }
  return 0;
}

std::size_t terminal_columns() {
  winsize size{};
  constexpr std::size_t usual = 80;
  return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : usual;
}

void print_choices(const std::vector<std::string>& words) {
  const auto columns = terminal_columns();
  std::string text = "\n";
  std::size_t column = 0;
  for (const auto& given : words) {
    const auto word = within_line(given);
    if (column > 0 && column + word.size() > columns) {
      text += '\n';
      column = 0;
    }
    text += word + "  ";
    column += word.size() + 2;
  }
  std::fputs((text + '\n').c_str(), stdout);
  std::fflush(stdout);
}

}  // namespace

struct LineEditor::Library {
  std::string prompt;
  std::optional<fs::path> file;
  Complete complete;
  EditLine* editor = nullptr;
  History* history = nullptr;
  HistEvent event{};

  static Library& of(EditLine* editor) {
    void* data = nullptr;
    el_get(editor, EL_CLIENTDATA, &data);
    return *static_cast<Library*>(data);
  }

  static char* prompt_of(EditLine* editor) { return of(editor).prompt.data(); }

  static unsigned char complete_word(EditLine* editor, wint_t) {
    const auto* info = el_line(editor);
    const std::string line{info->buffer, info->cursor};
    const auto words = of(editor).complete(line);
    if (words.empty()) return CC_ERROR;
    auto addition = common_beginning(words);
    addition.erase(0, typed_already(line, addition));
    if (words.size() == 1 && !words.front().ends_with('/')) addition += ' ';
    if (!addition.empty()) return el_insertstr(editor, addition.c_str()) == 0 ? CC_REFRESH : CC_ERROR;
    print_choices(words);
    return CC_REDISPLAY;
  }

  // What was typed goes, and a new line begins.
  static unsigned char clear_line(EditLine* editor, wint_t) {
    const auto* info = el_line(editor);
    el_cursor(editor, static_cast<int>(info->lastchar - info->cursor));
    el_deletestr(editor, static_cast<int>(info->lastchar - info->buffer));
    std::fputs("^C\n", stdout);
    std::fflush(stdout);
    return CC_REDISPLAY;
  }

  void open() {
    editor = el_init("waymark", stdin, stdout, stderr);
    history = history_init();
    el_set(editor, EL_CLIENTDATA, this);
    el_set(editor, EL_PROMPT, &Library::prompt_of);
    el_set(editor, EL_EDITOR, "emacs");
    el_set(editor, EL_SETTY, "-d", "-isig", nullptr);  // Ctrl-C is a key like any other
    // Its narrow twin copies the names and never lets go of them.
    el_wset(editor, EL_ADDFN, L"waymark-complete", L"Complete the word", &Library::complete_word);
    el_wset(editor, EL_ADDFN, L"waymark-clear", L"Clear the line", &Library::clear_line);
    el_set(editor, EL_BIND, "^I", "waymark-complete", nullptr);
    el_set(editor, EL_BIND, "^C", "waymark-clear", nullptr);
    el_set(editor, EL_BIND, "^R", "em-inc-search-prev", nullptr);
    el_set(editor, EL_HIST, ::history, history);
    ::history(history, &event, H_SETSIZE, most_history_lines);
    ::history(history, &event, H_SETUNIQUE, 1);
    load();
  }

  void load() {
    if (!file) return;
    std::error_code error;
    fs::create_directories(file->parent_path(), error);
    ::history(history, &event, H_LOAD, file->c_str());
  }

  // After each line, so that nothing is lost whatever happens.
  void remember(const std::string& line) {
    ::history(history, &event, H_ENTER, line.c_str());
    if (file) ::history(history, &event, H_SAVE, file->c_str());
  }

  void close() {
    if (history) history_end(history);
    if (editor) el_end(editor);
  }
};

LineEditor::LineEditor(std::string prompt, std::optional<fs::path> history_file, Complete complete)
    : library_{std::make_unique<Library>()} {
  library_->prompt = std::move(prompt);
  library_->file = std::move(history_file);
  library_->complete = std::move(complete);
  std::setlocale(LC_CTYPE, "");
  std::signal(SIGINT, SIG_IGN);  // what is being worked out is not interrupted; it does not take long
  library_->open();
}

LineEditor::~LineEditor() { library_->close(); }

std::optional<std::string> LineEditor::read() {
  el_set(library_->editor, EL_PREP_TERM,
         1);  // before the prompt: a key typed as it appears is not the terminal's
  int count = 0;
  const char* text = el_gets(library_->editor, &count);
  if (!text || count <= 0) return std::nullopt;
  std::string line{text, static_cast<std::size_t>(count)};
  while (line.ends_with('\n')) line.pop_back();
  if (line.find_first_not_of(" \t") != std::string::npos) library_->remember(line);
  return line;
}

}  // namespace waymark
