# bash completion for waymark

_waymark() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}
  local words=""
  COMPREPLY=()

  case $previous in
    --format)
      words="text json"
      [[ $command == check || $command == prove ]] && words="text json sarif github"
      [[ $command == diff ]] && words="text markdown json"
      [[ $command == test ]] && words="text json junit lcov html"
      [[ $command == explain ]] && words="text json dot"
      ;;
    --color) words="auto always never" ;;
    --facts | --readings | --pathway | --script | --emit-scenarios | --cohort | --out | --summary | --rejects | --merge)
      compopt -o filenames
      mapfile -t COMPREPLY < <(compgen -f -- "$current")
      return
      ;;
    --stdlib | --emit-smt2)
      compopt -o filenames
      mapfile -t COMPREPLY < <(compgen -d -- "$current")
      return
      ;;
    --at | --from | --to | --set | --filter | --min | --only | --now | --part | --where | --group-by | --threads | --max-rejects) return ;;
  esac

  if [[ -z $words && $COMP_CWORD -eq 1 ]]; then
    words="check run explain repl eval test prove diff cohort replay adherence mutate fmt dump help --help --version"
  elif [[ -z $words && $current == -* ]]; then
    words="--format --stdlib --color --help"
    [[ $command == run ]] && words+=" --facts --at --set --trace --all --require-determined --exact"
    [[ $command == explain ]] && words+=" --facts --at --set"
    [[ $command == repl ]] && words="--stdlib --color --help --script --facts --at --set"
    [[ $command == test ]] && words+=" --filter --watch --coverage --min --emit-scenarios --force"
    [[ $command == check ]] && words+=" --prove"
    [[ $command == prove ]] && words+=" --only --strict --emit-smt2 --emit-scenarios --force"
    [[ $command == diff ]] && words+=" --fail-on-change --cohort --emit-scenarios --force"
    [[ $command == cohort ]] &&
      words+=" --facts --at --now --part --set --where --group-by --threads --out --summary --rejects --max-rejects --merge"
    [[ $command == replay ]] && words+=" --facts --at --set --from --to"
    [[ $command == adherence ]] && words+=" --facts --readings --set --to --group-by --out --max-rejects"
    [[ $command == mutate ]] && words+=" --filter --emit-scenarios --force"
    [[ $command == eval ]] && words+=" --pathway --facts --at"
    [[ $command == fmt ]] && words+=" --check --diff"
    [[ $command == dump ]] && words="--what --stdlib --color --help"
  fi

  if [[ -n $words ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
  elif [[ $command != eval ]]; then
    compopt -o filenames
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
  fi
}

complete -F _waymark waymark
