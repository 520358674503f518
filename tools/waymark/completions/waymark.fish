# fish completion for waymark

set -l commands check run explain eval test fmt help

complete -c waymark -f
complete -c waymark -n "not __fish_seen_subcommand_from $commands" -a check -d "Check pathways"
complete -c waymark -n "not __fish_seen_subcommand_from $commands" -a run -d "Evaluate one patient"
complete -c waymark -n "not __fish_seen_subcommand_from $commands" -a explain -d "Explain one status"
complete -c waymark -n "not __fish_seen_subcommand_from $commands" -a eval -d "Evaluate one expression"
complete -c waymark -n "not __fish_seen_subcommand_from $commands" -a test -d "Run scenarios"
complete -c waymark -n "not __fish_seen_subcommand_from $commands" -a fmt -d "Format files"
complete -c waymark -n "not __fish_seen_subcommand_from $commands" -a help -d "Print help"
complete -c waymark -n "not __fish_seen_subcommand_from $commands" -l version -d "Print the version"
complete -c waymark -s h -l help -d "Print help"

complete -c waymark -n "__fish_seen_subcommand_from check run explain test fmt" -F
complete -c waymark -n "__fish_seen_subcommand_from check" -l format -x -a "text json sarif github" -d "How to write what was found"
complete -c waymark -n "__fish_seen_subcommand_from explain" -l format -x -a "text json dot" -d "How to write the explanation"
complete -c waymark -n "__fish_seen_subcommand_from run eval fmt" -l format -x -a "text json" -d "How to write the result"
complete -c waymark -n "__fish_seen_subcommand_from run explain eval" -l facts -r -F -d "The patient as JSON, - for standard input"
complete -c waymark -n "__fish_seen_subcommand_from run explain eval" -l at -x -d "The moment of the evaluation"
complete -c waymark -n "__fish_seen_subcommand_from run explain" -l set -x -d "Set a parameter: PARAMETER=VALUE"
complete -c waymark -n "__fish_seen_subcommand_from run" -l trace -d "Print the decision path as well"
complete -c waymark -n "__fish_seen_subcommand_from run" -l all -d "Print also what is not advised"
complete -c waymark -n "__fish_seen_subcommand_from run" -l require-determined -d "Exit with 1 where anything is undetermined"
complete -c waymark -n "__fish_seen_subcommand_from eval" -l pathway -r -F -d "The pathway whose names the expression uses"
complete -c waymark -n "__fish_seen_subcommand_from check run explain eval test fmt" -l stdlib -r -F -d "Folder of the standard library"
complete -c waymark -n "__fish_seen_subcommand_from check run explain eval test fmt" -l color -x -a "auto always never" -d "When to use color"
complete -c waymark -n "__fish_seen_subcommand_from test" -l format -x -a "text json junit" -d "How to write the result"
complete -c waymark -n "__fish_seen_subcommand_from test" -l filter -x -d "Only scenarios whose name fits"
complete -c waymark -n "__fish_seen_subcommand_from test" -l watch -d "Run again after each change"
complete -c waymark -n "__fish_seen_subcommand_from fmt" -l check -d "Write nothing; name the files that are not formatted"
complete -c waymark -n "__fish_seen_subcommand_from fmt" -l diff -d "Write nothing; show what would change"
