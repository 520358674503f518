prove proved.pathway
diff proved.pathway proved_after.pathway
test --coverage proved.pathway
explain insulin.pathway correction --facts insulin.open.json
