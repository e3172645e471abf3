import type { CompletedCommand, CompletedOption, CompletedProgram, CompletedValue } from "./completed-command";

/** The completion for zsh: a file `_eks-access` in a folder of `fpath`, or a text to source after `compinit`. */
export function zshCompletion({ name, options, commands }: CompletedProgram): string {
  const described = commands.map((one) => `    ${quoted(`${one.name}:${one.summary}`)}`);
  return `#compdef ${name}
_${name}() {
local context state state_descr line
typeset -A opt_args
local -a described
_arguments -C ${[...options.flatMap(optionSpecs), "'1: :->command'", "'*:: :->rest'"].join(" \\\n  ")}
case $state in
  command)
    described=(
${described.join("\n")}
    )
    _describe command described
    ;;
  rest)
    case $words[1] in
${commands.map(commandCase).join("\n")}
    esac
    ;;
esac
}
if [[ "$funcstack[1]" == _${name} ]]; then
  _${name} "$@"
else
  compdef _${name} ${name}
fi
`;
}

function commandCase({ name, options, value }: CompletedCommand): string {
  const own = value === "none" ? [] : [quoted(`*:${action(value)}`)];
  return `      ${name}) _arguments ${[...options.flatMap(optionSpecs), ...own].join(" \\\n        ")} ;;`;
}

/** One for each way to write an option. */
function optionSpecs({ flags, description, value }: CompletedOption): string[] {
  const others = flags.length > 1 ? `(${flags.join(" ")})` : "";
  const text = `[${description.replace(/[\\[\]:]/g, "\\$&")}]`;
  return flags.map((flag) => quoted(`${others}${flag}${text}${value === "none" ? "" : `:${action(value)}`}`));
}

function action(value: CompletedValue): string {
  if (value === "file") return "file:_files";
  return typeof value === "string" ? "value: " : `value:(${value.join(" ")})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
