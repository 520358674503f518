test sepsis.pathway vaccines.pathway blood_pressure.pathway paracetamol.pathway transplant.pathway fluid_bolus.pathway heparin.pathway
replay sepsis.pathway --facts sepsis.late.json --to 2026-11-23T12:15:01
replay sepsis.pathway --facts sepsis.late.json --from 2026-11-23T08:49 --to 2026-11-23T08:51 --format json
adherence sepsis.pathway --facts sepsis.late.json --to 2026-11-23T12:00
adherence sepsis.pathway --facts sepsis.ndjson --group-by weight>=100kg --format json
explain sepsis.pathway --facts sepsis.late.json hour_1.cultures
prove sepsis.pathway
adherence sepsis.pathway --facts sepsis.admissions.csv --readings sepsis.readings.txt
adherence sepsis.pathway --facts sepsis.ndjson --readings sepsis.readings.txt
adherence vaccines.pathway --facts vaccines.ndjson
mutate sepsis.pathway --filter deadline
