import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { differencesOf } from "./differences";
import { documentedCommands } from "./documented-commands";
import { intendedDifferences, kindOf } from "./intended-differences";
import { inputsOf, type Outputs, recordOutputs, samplesIn } from "./record-outputs";

const ROOT = join(__dirname, "../../..");

/** Runs git in this repository; throws what it says where it fails. */
function git(...args: readonly string[]): void {
  const { status, stderr } = spawnSync("git", args, { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
}

/** What an earlier commit and the working tree make of the samples and documents of that commit. */
function both(commit: string): readonly [Outputs, Outputs] {
  const folder = mkdtempSync(join(tmpdir(), "eks-access-commit-"));
  const checkout = join(folder, "checkout");
  git("worktree", "add", "--detach", checkout, commit);
  const inputs = inputsOf(join(checkout, "clusters"));
  try {
    symlinkSync(join(ROOT, "node_modules"), join(checkout, "node_modules"));
    const commands = documentedCommands(checkout, samplesIn(inputs));
    return [recordOutputs(checkout, inputs, commands), recordOutputs(ROOT, inputs, commands)];
  } finally {
    git("worktree", "remove", "--force", checkout);
    for (const path of [folder, inputs]) rmSync(path, { recursive: true, force: true });
  }
}

/** `npm run outputs -- COMMIT`: prints what no entry of docs/intended-differences.md covers; the exit code. */
function main(commit: string): number {
  const known = intendedDifferences(readFileSync(join(ROOT, "docs/intended-differences.md"), "utf8"));
  const [before, now] = both(commit);
  const counts = new Map<string, number>();
  let [same, unintended] = [0, 0];
  for (const name of new Set([...before.keys(), ...now.keys()])) {
    const lines = differencesOf(before.get(name) ?? "", now.get(name) ?? "");
    if (lines.length === 0) same += 1;
    for (const line of lines) {
      const kind = kindOf(known, name, line);
      if (kind !== undefined) counts.set(kind, (counts.get(kind) ?? 0) + 1);
      else {
        unintended += 1;
        process.stdout.write(`${name}\n  ${line}\n`);
      }
    }
  }
  for (const [kind, count] of counts) process.stdout.write(`intended: ${kind}: ${count} lines\n`);
  process.stdout.write(`${now.size} outputs, ${same} the same, ${unintended} lines that nobody intended\n`);
  return unintended === 0 ? 0 : 1;
}

process.exitCode = main(process.argv[2] ?? "ede7d9a");
