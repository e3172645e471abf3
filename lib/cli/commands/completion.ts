import { Argument, Command } from "commander";
import { helpEnd } from "../help/command-help";
import { SHELLS } from "../help/completion/shells";
import type { Runner } from "./runner";

const DESCRIPTION = ["Prints a script with which the shell completes commands, options and their values."].join("\n\n");

const END = helpEnd({
  reads: "nothing",
  writes: "the script on standard output",
  exitCodes: {
    0: "the script is printed",
    2: "wrong usage",
  },
  examples: {
    "source <(eks-access completion bash)": "in ~/.bashrc",
    'eks-access completion zsh > "${fpath[1]}/_eks-access"': "once, before compinit runs",
    "eks-access completion fish > ~/.config/fish/completions/eks-access.fish": "once",
  },
});

/** `eks-access completion` */
export function completionCommand(run: Runner): Command {
  const command = new Command("completion");
  return command
    .summary("prints the completion script of bash, zsh or fish")
    .description(DESCRIPTION)
    .addArgument(new Argument("<shell>", "the shell").choices(SHELLS))
    .addHelpText("after", END)
    .action(async (shell: (typeof SHELLS)[number]) =>
      run(async ({ stdout }) => {
        const { completion } = await import("../help/completion/completion.js");
        stdout.write(completion(shell, command.parent ?? command));
        return 0;
      }),
    );
}
