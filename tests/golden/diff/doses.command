diff doses_before.pathway doses_after.pathway
diff doses_before.pathway doses_after.pathway --format json
diff doses_before.pathway doses_after.pathway --format markdown
diff doses_before.pathway doses_before.pathway
