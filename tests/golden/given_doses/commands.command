prove proved.pathway --only Q6
test valid.pathway
run proved.pathway --facts much.json
