graph pathways/dah --format mermaid
graph pathways/dah --facts pathways/dah/patients/aav_hypoxemic.json --format mermaid
