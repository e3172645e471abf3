import type { CompletedCommand, CompletedProgram } from "./completed-command";

/** The completion for bash: `source <(eks-access completion bash)`. Without words of ours, bash completes files. */
export function bashCompletion(program: CompletedProgram): string {
  const { name, commands } = program;
  const all = [{ ...program, name: "" }, ...commands];
  return `# bash completion of ${name}: source <(${name} completion bash)
_${identifier(name)}() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command= words= i
  # bash splits --option=value at the sign
  if [[ $word == "=" ]]; then word=; elif [[ $before == "=" ]]; then before=\${COMP_WORDS[COMP_CWORD-2]}; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ \${COMP_WORDS[i]} != -* ]]; then command=\${COMP_WORDS[i]}; break; fi
  done
  COMPREPLY=()
  case "$command $before" in
${all.flatMap(valueCases).join("\n")}
  esac
  if [[ -z $words ]]; then
    case "$command" in
${all.map(wordCase).join("\n")}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _${identifier(name)} ${name}
`;
}

/** What stands after an option that takes a value. */
function valueCases({ name, options }: CompletedCommand): string[] {
  return options.flatMap(({ flags, value }) => {
    if (value === "none") return [];
    const pattern = flags.map((flag) => `"${name} ${flag}"`).join("|");
    if (value === "file") return [`    ${pattern}) return ;;`];
    if (value === "text") return [`    ${pattern}) compopt +o default 2>/dev/null; return ;;`];
    return [`    ${pattern}) words="${value.join(" ")}" ;;`];
  });
}

/** Where an argument or an option may stand: options once a dash is typed. */
function wordCase({ name, options, value }: CompletedCommand): string {
  const flags = options.flatMap((option) => option.flags).join(" ");
  const plain = typeof value === "string" ? "" : value.join(" ");
  return `      "${name}") if [[ $word == -* ]]; then words="${flags}"; else words="${plain}"; fi ;;`;
}

function identifier(name: string): string {
  return name.replace(/[^a-z0-9]/g, "_");
}
