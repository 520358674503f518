cohort house.pathway --facts bundles.ndjson --at 2026-11-23T08:30:00Z
cohort house.pathway --facts documents.ndjson --at 2026-11-23T08:30:00Z
cohort house.pathway --facts table.csv --at 2026-11-23T08:30:00Z
test house.pathway
check house.pathway --binding
explain house.pathway --facts house.unconfirmed.json --at 2026-11-23T08:30:00Z s.hydroxychloroquine
