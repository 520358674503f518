bind ward.pathway --facts ward.all.json --at 2026-11-23T08:30:00Z
bind ward.pathway --facts ward.complete.json --at 2026-11-23T08:30:00Z --format json
check ward.pathway --binding
run ward.pathway --facts ward.complete.json --at 2026-11-23T08:30:00Z --binding wrong/names.binding
run ward.pathway --facts ward.complete.json --at 2026-11-23T08:30:00Z --binding wrong/other.binding
run ward.pathway --facts ward.complete.json --at 2026-11-23T08:30:00Z --binding wrong/syntax.binding
run ward.pathway --facts ward.complete.json --at 2026-11-23T08:30:00Z --binding wrong/absent.binding
eval creatinine --pathway ward.pathway --facts ward.all.json --at 2026-11-23T08:30:00Z --format json
explain ward.pathway --facts ward.all.json --at 2026-11-23T08:30:00Z s.nephrology
run ward.pathway --facts ward.all.json --facts-format json
check loose/loose.pathway --binding
check uses/uses.pathway --binding
