explain oxygen.pathway --facts oxygen.worked_out.json --at 2026-11-23T08:30:00Z risk --no-sources
explain oxygen.pathway --facts oxygen.worked_out.json --at 2026-11-23T08:30:00Z factor --no-sources
explain oxygen.pathway --facts oxygen.worked_out.json --at 2026-11-23T08:30:00Z ratio --no-sources
explain oxygen.pathway --facts oxygen.worked_out.json --at 2026-11-23T08:30:00Z ratio --format json
explain oxygen.pathway --facts oxygen.old.json --at 2026-11-23T08:30:00Z s.oxygen --no-sources
explain oxygen.pathway --facts oxygen.later.json --at 2026-11-23T08:30:00Z s.oxygen --no-sources
explain oxygen.pathway --facts oxygen.disagreeing.json --at 2026-11-23T08:30:00Z low --no-sources
explain oxygen.pathway --facts oxygen.old.json --at 2026-11-23T08:30:00Z spo2
explain pathways/dah --facts pathways/dah/patients/site_parameters.json platelet_target
explain pathways/dah --facts pathways/dah/patients/infection.json platelet_target
run pathways/dah --facts pathways/dah/patients/disagreeing.json --no-sources
run pathways/dah --facts pathways/dah/patients/implausible.json --no-sources
