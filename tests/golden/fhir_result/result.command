run course.pathway --facts all.json --at 2026-11-23T08:30:00Z --format fhir
run course.pathway --facts sparse.json --at 2026-11-23T08:30:00Z --format fhir
run course.pathway --facts not_for.json --at 2026-11-23T08:30:00Z --format fhir
run course.pathway --facts record.json --at 2026-11-23T08:30:00Z --format fhir
run course.pathway --facts wrong.json --at 2026-11-23T08:30:00Z --format fhir
run course.pathway --facts all.json --questions --at 2026-11-23T08:30:00Z --format fhir
