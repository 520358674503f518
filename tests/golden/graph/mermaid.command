graph clinic.pathway --format mermaid
graph clinic.pathway --facts allergic.facts --format mermaid
graph clinic.pathway --facts little_known.facts --format mermaid
