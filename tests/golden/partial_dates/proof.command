prove run.pathway
prove run.pathway --only Q5 --format json
check --prove run.pathway
diff run.pathway run.pathway
diff run.pathway rewritten.pathway
diff run.pathway rewritten.pathway --format json
diff run.pathway rewritten.pathway --format markdown
