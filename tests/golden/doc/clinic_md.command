doc tests/golden/graph/clinic.pathway --format md --prove
