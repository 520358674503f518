check careful.pathway bold.pathway
test careful.pathway --coverage
explain careful.pathway --facts careful.between.json scan.control
explain careful.pathway --facts careful.between.json scan.fluid
explain careful.pathway --facts careful.between.json poor_kidneys
prove careful.pathway --only Q2,Q11
prove bold.pathway --only Q11
diff libraries/contrast.pathway careful.pathway
diff libraries/contrast.pathway careful.pathway --format json
diff libraries/contrast.pathway bold.pathway --format markdown
cohort careful.pathway --facts careful.ndjson
fmt --check careful.pathway
check --prove bold.pathway
