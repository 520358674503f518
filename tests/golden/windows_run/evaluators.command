prove fluid_bolus.pathway
prove blood_pressure.pathway --only property,conflict
cohort blood_pressure.pathway --facts many.ndjson --at 2026-11-23T08:00Z
cohort vaccines.pathway --facts vaccinated.csv --at 2026-09-01 --max-rejects 1
diff blood_pressure.pathway blood_pressure_later.pathway
mutate blood_pressure.pathway
test --coverage vaccines.pathway
explain blood_pressure.pathway --facts blood_pressure.once.json --at 2026-11-23T08:00Z diagnosis.treatment
