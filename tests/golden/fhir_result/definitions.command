export plandefinition course.pathway
export plandefinition nowhere.pathway
