test parameter.pathway
prove parameter.pathway
diff parameter.pathway parameter.pathway
cohort parameter.pathway --facts patients.ndjson
cohort parameter.pathway --facts patients.ndjson --set lactate_counts=6h
