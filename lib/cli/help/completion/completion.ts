import type { Command } from "commander";
import { bashCompletion } from "./bash-completion";
import { completedProgram } from "./completed-command";
import { fishCompletion } from "./fish-completion";
import type { SHELLS } from "./shells";
import { zshCompletion } from "./zsh-completion";

const SCRIPTS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

/** The script by which a shell completes the command line. */
export function completion(shell: (typeof SHELLS)[number], program: Command): string {
  return SCRIPTS[shell](completedProgram(program));
}
