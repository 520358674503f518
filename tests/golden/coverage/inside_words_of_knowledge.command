test --coverage inside_words_of_knowledge.pathway
