diff elapsed_in_hours.pathway elapsed_in_minutes.pathway
diff elapsed_in_hours.pathway elapsed_in_minutes.pathway --cohort elapsed.patients.jsonl
