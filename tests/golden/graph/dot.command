graph clinic.pathway --format dot
graph clinic.pathway --facts allergic.facts --format dot
graph clinic.pathway --facts little_known.facts --format dot
