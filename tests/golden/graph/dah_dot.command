graph pathways/dah --format dot
graph pathways/dah --facts pathways/dah/patients/aav_hypoxemic.json --format dot
