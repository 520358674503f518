cohort pressure.pathway --facts people.csv --readings readings.txt
cohort pressure.pathway --facts same.ndjson
cohort pressure.pathway --facts refused.csv --readings readings.txt --max-rejects 1
cohort pressure.pathway --facts refused_two.csv --readings readings.txt --max-rejects 5
cohort pressure.pathway --facts people.csv --readings wrong.txt --max-rejects 9
cohort pressure.pathway --facts people.csv --readings people.csv
cohort pressure.pathway --facts people.csv --readings nowhere.txt
cohort --merge a.json --readings readings.txt
