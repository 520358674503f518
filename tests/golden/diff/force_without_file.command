diff elapsed_in_hours.pathway elapsed_in_minutes.pathway --force
mutate elapsed_in_hours.pathway --force
prove elapsed_in_hours.pathway --force
test elapsed_in_hours.pathway --coverage --force
