#pragma once

#include <string>

#include "lang/model/model.hpp"

namespace waymark {

// What an author wrote, with titles where names stand and words where comparisons do: "at least 2 of (age at
// least 75 years, earlier stroke)".
std::string in_plain_words(const model::Model& model, model::ExprId expr, const std::string& written);

// Titles say more than is needed in a sentence: "SpO2" of "SpO2, oxygen saturation by pulse oximetry".
std::string short_title(const model::Declaration& declared);
// A title that is a sentence of its own, such as `bleeding is controlled`, in quotes, as it stands before
// another verb.
std::string as_subject(const std::string& title);
// The same where it is asked for: "whether bleeding is controlled".
std::string in_question(const std::string& title);

// Whether a title stands for several: "platelets", "causes of the hemorrhage"; not "sepsis".
bool is_plural(const std::string& title);
// "is below" or, of several, "are below".
std::string agreeing(const std::string& title, const std::string& verb);

}  // namespace waymark
