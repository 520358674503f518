prove proved.pathway
prove unknown_cells.pathway
diff proved.pathway proved_after.pathway
test --coverage proved.pathway
explain insulin.pathway correction --facts insulin.open.json
explain heparin.pathway --facts heparin.short.json step
explain heparin.pathway --facts heparin.short.json infusion.bolus
explain heparin.pathway --facts heparin.short.json step --format json --no-sources
explain heparin.pathway --facts heparin.nothing.json step
explain heparin.pathway --facts heparin.short.json --at 2026-11-23T08:30:00Z step.bolus
