doc dose_table.pathway --format html
