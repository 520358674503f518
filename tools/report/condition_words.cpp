#include "tools/report/condition_words.hpp"

namespace waymark {

std::string_view kind_name(model::ConditionKind kind) {
  switch (kind) {
    case model::ConditionKind::withdrawn: return "withdrawn";
    case model::ConditionKind::applies: return "applies";
    case model::ConditionKind::section: return "section";
    case model::ConditionKind::when: return "when";
    case model::ConditionKind::otherwise: return "otherwise";
    case model::ConditionKind::if_unknown: return "if_unknown";
    case model::ConditionKind::own_when: return "when";
    case model::ConditionKind::until: return "until";
    case model::ConditionKind::requires_known: return "requires_known";
    case model::ConditionKind::open: return "open";
    case model::ConditionKind::not_contraindicated: break;
  }
  return "not_contraindicated";
}

}  // namespace waymark
