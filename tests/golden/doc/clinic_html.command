doc tests/golden/graph/clinic.pathway --format html --prove
