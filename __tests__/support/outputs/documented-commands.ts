import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A run of the command line: its arguments, and the file that is its standard input, if any. */
export interface DocumentedCommand {
  readonly args: readonly string[];
  readonly input?: string;
}

const SAID = /(?:^|[\s|(])(?:\$ )?(?:npm run --silent eks-access -- |eks-access )([^|`\n]*)/g;
const COMMANDS = ["import", "check", "explain", "advance", "back", "review"];

/**
 * Every command that README and docs show, in blocks and in sentences; the help of each; and each command that takes a cluster
 * file, on each sample.
 */
export function documentedCommands(root: string, samples: readonly string[]): readonly DocumentedCommand[] {
  const shown = pages(root).flatMap(commandsIn);
  const helps = [[], ...COMMANDS.map((command) => [command])].map((args) => ({ args: [...args, "--help"] }));
  const onSamples = samples.flatMap((name) => {
    const file = `clusters/${name}`;
    return [
      ["check", file],
      ["explain", file],
      ["advance", file, "--dry-run"],
      ["back", file, "--dry-run"],
    ].map((args) => ({ args }));
  });
  const all = [
    ...helps,
    ...onSamples,
    { args: ["check", "--format", "json"] },
    { args: ["explain", "--format", "json"] },
    ...shown,
  ];
  return [...new Map(all.map((command) => [JSON.stringify(command), command])).values()];
}

function pages(root: string): readonly string[] {
  const docs = readdirSync(join(root, "docs")).filter(
    (name) => name.endsWith(".md") && name !== "intended-differences.md",
  );
  return ["README.md", ...docs.map((name) => join("docs", name))].map((name) => readFileSync(join(root, name), "utf8"));
}

function commandsIn(page: string): readonly DocumentedCommand[] {
  const code = [...page.matchAll(/```(?:console|sh|bash)\n([\s\S]*?)```/g), ...page.matchAll(/`([^`\n]+)`/g)].map(
    ([, text = ""]) => text,
  );
  return code.flatMap((text) => [...text.matchAll(SAID)].flatMap(([, words = ""]) => commandOf(words)));
}

/** The words of a command that the shell would pass; none for what names no command, or ends with `...`. */
function commandOf(words: string): readonly DocumentedCommand[] {
  const args = [...words.replace(/<\([^)]*\)/g, "aws-auth.yaml").matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? "",
  );
  const [command = ""] = args;
  if (!COMMANDS.includes(command) || args.some((word) => /^<|>$|\.\.\./.test(word))) return [];
  if (!args.includes("-")) return [{ args }];
  return [{ args, input: command === "review" ? "plan.json" : "aws-auth.yaml" }];
}
