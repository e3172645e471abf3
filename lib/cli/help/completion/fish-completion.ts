import type { CompletedCommand, CompletedOption, CompletedProgram, CompletedValue } from "./completed-command";

/** The completion for fish: `eks-access completion fish | source`. */
export function fishCompletion({ name, options, commands }: CompletedProgram): string {
  const complete = `complete -c ${name}`;
  const first = `${complete} -n __fish_use_subcommand`;
  const lines = [
    `# fish completion of ${name}: ${name} completion fish | source`,
    `${complete} -f`,
    ...options.map((option) => `${first} ${optionArguments(option)}`),
    ...commands.map((one) => `${first} -a ${one.name} -d ${quoted(one.summary)}`),
    ...commands.flatMap((one) => commandLines(complete, one)),
  ];
  return `${lines.join("\n")}\n`;
}

function commandLines(complete: string, { name, options, value }: CompletedCommand): string[] {
  const inside = `${complete} -n '__fish_seen_subcommand_from ${name}'`;
  return [
    ...options.map((option) => `${inside} ${optionArguments(option)}`),
    ...(value === "file" ? [`${inside} -F`] : []),
    ...(typeof value === "string" ? [] : [`${inside} -a ${quoted(value.join(" "))}`]),
  ];
}

function optionArguments({ flags, description, value }: CompletedOption): string {
  const names = flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  return [...names, ...valueArguments(value), `-d ${quoted(description)}`].join(" ");
}

function valueArguments(value: CompletedValue): string[] {
  if (value === "none") return [];
  if (value === "file") return ["-r", "-F"];
  return value === "text" ? ["-x"] : ["-x", `-a ${quoted(value.join(" "))}`];
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
