graph no_such_folder
graph clinic.pathway --at 2026-11-23
graph clinic.pathway --format png
graph clinic.pathway --facts no_such_file
