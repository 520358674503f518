test parameter.pathway
prove parameter.pathway
diff parameter.pathway parameter.pathway
cohort parameter.pathway --facts parameter.patients.jsonl
cohort parameter.pathway --facts parameter.patients.jsonl --set lactate_counts=6h
