import type { Argument, Command, Option } from "commander";

/** What may follow an option, or stand as an argument: nothing, a path, one of some words, or a text that nobody can complete. */
export type CompletedValue = "none" | "file" | "text" | readonly string[];

/** One option of a command. */
export interface CompletedOption {
  /** `-h`, `--help` */
  readonly flags: readonly string[];
  readonly description: string;
  readonly value: CompletedValue;
}

/** A command, or the whole command line, as a shell completes it. */
export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  /** What its arguments are. */
  readonly value: CompletedValue;
}

/** What a shell completes: the program's own options, and its commands. */
export interface CompletedProgram extends CompletedCommand {
  readonly commands: readonly CompletedCommand[];
}

/** Placeholders that stand for a path: `<file>`, `[files...]`. */
const PATH = /^(files?|folders?|sources?|plans?|root|dumps?)$/;

/** Reads commands and options off commander's own, as help shows them. */
export function completedProgram(program: Command): CompletedProgram {
  const commands = program.createHelp().visibleCommands(program).map(completed);
  const names = commands.map(({ name }) => name);
  const withHelp = commands.map((one) => (one.name === "help" ? { ...one, value: names } : one));
  return { ...completed(program), value: names, commands: withHelp };
}

function completed(command: Command): CompletedCommand {
  const help = command.createHelp();
  const argument = command.registeredArguments.map(valueOfArgument).find((value) => value !== "text");
  return {
    name: command.name(),
    summary: help.subcommandDescription(command),
    options: help.visibleOptions(command).map(completedOption),
    value: argument ?? (command.registeredArguments.length > 0 ? "text" : "none"),
  };
}

function completedOption(option: Option): CompletedOption {
  const { short, long, description, argChoices, flags } = option;
  const takesValue = option.required || option.optional;
  const value = takesValue ? valueOf(/[<[]([^>\].]+)/.exec(flags)?.[1] ?? "", argChoices) : "none";
  return { flags: [short, long].flatMap((flag) => flag ?? []), description, value };
}

function valueOfArgument(argument: Argument): CompletedValue {
  return valueOf(argument.name(), argument.argChoices);
}

function valueOf(placeholder: string, choices: readonly string[] | undefined): CompletedValue {
  return choices ?? (PATH.test(placeholder) ? "file" : "text");
}
