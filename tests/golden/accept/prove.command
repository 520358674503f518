prove findings.pathway
prove findings.pathway --only Q4 --format json
prove open.pathway
prove open.pathway --format github
check findings.pathway --prove
