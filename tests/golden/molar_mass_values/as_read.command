run as_read.pathway --facts patient_as_read.json --trace
run as_read.pathway --facts patient_as_read.json --format json
explain as_read.pathway care.r --facts patient_as_read.json
eval creatinine --pathway as_read.pathway --facts patient_as_read.json
eval creatinine*2 --pathway as_read.pathway --facts patient_as_read.json
repl as_read.pathway --script as_read.script
