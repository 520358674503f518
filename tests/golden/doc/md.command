doc dose_table.pathway --format md
