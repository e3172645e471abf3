import { Argument, Command } from "commander";
import { examples } from "../help/command-help";
import { SHELLS } from "../help/completion/shells";
import type { Runner } from "./runner";

const DESCRIPTION = "Prints the script by which a shell completes commands, options and their values.";

const EXAMPLES = {
  "source <(eks-access completion bash)": "in ~/.bashrc",
  'eks-access completion zsh > "${fpath[1]}/_eks-access"': "once, before compinit runs",
  "eks-access completion fish > ~/.config/fish/completions/eks-access.fish": "once",
};

/** `eks-access completion` */
export function completionCommand(run: Runner): Command {
  const command = new Command("completion");
  return command
    .summary("completion for bash, zsh or fish")
    .description(DESCRIPTION)
    .addArgument(new Argument("<shell>", "the shell").choices(SHELLS))
    .addHelpText("after", examples(EXAMPLES))
    .action(async (shell: (typeof SHELLS)[number]) =>
      run(async ({ stdout }) => {
        const { completion } = await import("../help/completion/completion.js");
        stdout.write(completion(shell, command.parent ?? command));
        return 0;
      }),
    );
}
