explain sources.pathway --facts sources.shock.json s.fluids
explain sources.pathway --facts sources.shock.json early --no-sources
explain sources.pathway --facts sources.shock.json s.lungs --format json
run sources.pathway --facts sources.shock.json --no-sources
check sources.pathway
