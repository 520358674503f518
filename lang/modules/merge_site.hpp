#pragma once

#include "lang/modules/module.hpp"

namespace waymark {

// Makes the pathway and the site that adapts it one module: its files are those of both, and what the site
// changes stands in the pathway's declarations and statements, with the places where the site says it. The
// pathway's scenarios are left out. Reports adaptations of what is not there, those without a reason, doubled
// ones, and those that a site cannot make. Both have files of their own.
void merge_site(Module pathway, Module& site, const Sources& sources, Diagnostics& diagnostics);

// Says that `adapt` and `withdraw` stand in sites only.
void refuse_adaptations(const Module& module, Diagnostics& diagnostics);

}  // namespace waymark
