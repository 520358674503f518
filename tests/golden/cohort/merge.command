cohort --merge first.json second.json --out rows.csv
cohort --merge first.json second.json --rejects rejected.ndjson --max-rejects 5
cohort --merge first.json --at 2026-11-23 --where yes --threads 2
cohort clinic.pathway --facts clinic.plain.csv --merge first.json
cohort clinic.pathway
