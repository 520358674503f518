export plandefinition ward.pathway
