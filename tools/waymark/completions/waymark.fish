# fish completion for waymark

set -l commands check run explain repl eval test mutate fmt help

complete -c waymark -f
complete -c waymark -n "not __fish_seen_subcommand_from $commands" -a check -d "Check pathways"
complete -c waymark -n "not __fish_seen_subcommand_from $commands" -a run -d "Evaluate one patient"
complete -c waymark -n "not __fish_seen_subcommand_from $commands" -a explain -d "Explain one status"
complete -c waymark -n "not __fish_seen_subcommand_from $commands" -a repl -d "Explore a pathway line by line"
complete -c waymark -n "not __fish_seen_subcommand_from $commands" -a eval -d "Evaluate one expression"
complete -c waymark -n "not __fish_seen_subcommand_from $commands" -a test -d "Run scenarios"
complete -c waymark -n "not __fish_seen_subcommand_from $commands" -a mutate -d "Say which mistakes no scenario notices"
complete -c waymark -n "not __fish_seen_subcommand_from $commands" -a fmt -d "Format files"
complete -c waymark -n "not __fish_seen_subcommand_from $commands" -a help -d "Print help"
complete -c waymark -n "not __fish_seen_subcommand_from $commands" -l version -d "Print the version"
complete -c waymark -s h -l help -d "Print help"

complete -c waymark -n "__fish_seen_subcommand_from check run explain repl test mutate fmt" -F
complete -c waymark -n "__fish_seen_subcommand_from check" -l format -x -a "text json sarif github" -d "How to write what was found"
complete -c waymark -n "__fish_seen_subcommand_from repl" -l script -r -F -d "Read the lines from a file"
complete -c waymark -n "__fish_seen_subcommand_from explain" -l format -x -a "text json dot" -d "How to write the explanation"
complete -c waymark -n "__fish_seen_subcommand_from run eval mutate fmt" -l format -x -a "text json" -d "How to write the result"
complete -c waymark -n "__fish_seen_subcommand_from run explain repl eval" -l facts -r -F -d "The patient as JSON, - for standard input"
complete -c waymark -n "__fish_seen_subcommand_from run explain repl eval" -l at -x -d "The moment of the evaluation"
complete -c waymark -n "__fish_seen_subcommand_from run explain repl" -l set -x -d "Set a parameter: PARAMETER=VALUE"
complete -c waymark -n "__fish_seen_subcommand_from run" -l trace -d "Print the decision path as well"
complete -c waymark -n "__fish_seen_subcommand_from run" -l all -d "Print also what is not advised"
complete -c waymark -n "__fish_seen_subcommand_from run" -l require-determined -d "Exit with 1 where anything is undetermined"
complete -c waymark -n "__fish_seen_subcommand_from eval" -l pathway -r -F -d "The pathway whose names the expression uses"
complete -c waymark -n "__fish_seen_subcommand_from test" -l format -x -a "text json junit lcov html" -d "How to write the result"
complete -c waymark -n "__fish_seen_subcommand_from test mutate" -l filter -x -d "Only what fits"
complete -c waymark -n "__fish_seen_subcommand_from test" -l watch -d "Run again after each change"
complete -c waymark -n "__fish_seen_subcommand_from test" -l coverage -d "Say what no scenario reaches"
complete -c waymark -n "__fish_seen_subcommand_from test" -l min -x -d "Exit with 1 where the coverage is less"
complete -c waymark -n "__fish_seen_subcommand_from check run explain repl eval test mutate fmt" -l stdlib -r -F -d "Folder of the standard library"
complete -c waymark -n "__fish_seen_subcommand_from check run explain repl eval test mutate fmt" -l color -x -a "auto always never" -d "When to use color"
complete -c waymark -n "__fish_seen_subcommand_from fmt" -l check -d "Write nothing; name the files that are not formatted"
complete -c waymark -n "__fish_seen_subcommand_from fmt" -l diff -d "Write nothing; show what would change"
