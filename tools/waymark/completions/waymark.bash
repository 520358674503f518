# bash completion for waymark

_waymark() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}
  local words=""
  COMPREPLY=()

  [[ $command == check && $previous == --binding ]] && previous=""
  case $previous in
    --format)
      words="text json"
      [[ $command == check || $command == prove ]] && words="text json sarif github"
      [[ $command == diff ]] && words="text markdown json"
      [[ $command == test ]] && words="text json junit lcov html"
      [[ $command == explain ]] && words="text json dot"
      [[ $command == graph ]] && words="dot json mermaid svg"
      [[ $command == doc ]] && words="md html pdf"
      [[ $command == run ]] && words="text json fhir"
      ;;
    --color) words="auto always never" ;;
    --facts-format) words="json fhir" ;;
    --facts | --binding | --readings | --pathway | --script | --emit-scenarios | --cohort | --out | --single | --app | --patients | --store | --tls-cert | --tls-key | --summary | --rejects | --merge)
      compopt -o filenames
      mapfile -t COMPREPLY < <(compgen -f -- "$current")
      return
      ;;
    --stdlib | --emit-smt2)
      compopt -o filenames
      mapfile -t COMPREPLY < <(compgen -d -- "$current")
      return
      ;;
    --at | --from | --to | --set | --since | --filter | --min | --only | --now | --part | --where | --group-by | --threads | --max-rejects | --host | --port | --allow-issuer | --audience | --allow-origin | --allow-fhir | --max-body | --max-connections | --max-seconds) return ;;
  esac

  if [[ -z $words && $COMP_CWORD -eq 1 ]]; then
    words="check run explain repl eval test prove diff cohort bind replay adherence mutate fmt dump doc graph page export lsp serve feedback help --help --version"
  elif [[ -z $words && $COMP_CWORD -eq 2 && $command == export ]]; then
    words="plandefinition"
  elif [[ -z $words && $current == -* ]]; then
    words="--format --stdlib --color --help"
    [[ $command == run ]] && words+=" --facts --facts-format --binding --at --set --trace --all --require-determined --exact --questions --as-scenario"
    [[ $command == explain ]] && words+=" --facts --facts-format --binding --at --set"
    [[ $command == repl ]] && words="--stdlib --color --help --script --facts --facts-format --binding --at --set"
    [[ $command == test ]] && words+=" --filter --watch --coverage --min --emit-scenarios --force"
    [[ $command == check ]] && words+=" --prove --binding"
    [[ $command == prove ]] && words+=" --only --strict --time-limit --emit-smt2 --emit-scenarios --force"
    [[ $command == diff ]] && words+=" --fail-on-change --cohort --emit-scenarios --force"
    [[ $command == cohort ]] &&
      words+=" --facts --facts-format --binding --readings --at --now --part --set --where --group-by --threads --out --summary --rejects --max-rejects --merge"
    [[ $command == bind ]] && words+=" --facts --binding --at"
    [[ $command == replay ]] && words+=" --facts --facts-format --binding --at --set --from --to"
    [[ $command == adherence ]] && words+=" --facts --readings --set --to --group-by --out --max-rejects"
    [[ $command == mutate ]] && words+=" --filter --emit-scenarios --force"
    [[ $command == eval ]] && words+=" --pathway --facts --facts-format --binding --at"
    [[ $command == fmt ]] && words+=" --check --diff"
    [[ $command == graph ]] && words+=" --facts --facts-format --binding --at --set --since --changed --cohort"
    [[ $command == doc ]] && words+=" --out --prove --since"
    [[ $command == page ]] && words="--out --single --app --no-app --patients --cohort --prove --since --stdlib --color --help"
    [[ $command == export ]] && words="--binding --stdlib --color --help"
    [[ $command == lsp ]] && words="--stdio --stdlib --help"
    [[ $command == serve ]] &&
      words="--host --port --store --app --allow-issuer --audience --allow-origin --allow-fhir --tls-cert --tls-key --max-body --max-connections --max-seconds --stdlib --color --help"
    [[ $command == feedback ]] && words+=" --store"
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
