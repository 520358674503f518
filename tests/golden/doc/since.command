doc dose_table.pathway --since no_such_folder
doc no_such_folder
doc dose_table.pathway --format docx
page dose_table.pathway
page dose_table.pathway --out a --single b
