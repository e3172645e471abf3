import { cli } from "./in-process";
import { roleArn } from "./story-dumps";

/** Types a command in a folder; what it prints. Throws what it says where it fails. */
export async function typed(cwd: string, command: string): Promise<string> {
  const { exitCode, stdout, stderr } = await cli(command.split(" "), { cwd });
  if (exitCode !== 0) throw new Error(`${command}: ${exitCode}\n${stdout}${stderr}`);
  return stdout;
}

/** Answers what an imported file asks, and nothing else: the creator, and acceptances as their comments tell to write them. */
export function answered(text: string, creator: string): string {
  return text
    .replace(/ {2}# R37 creator-unknown: .*\n {2}expected:\n/, `  expected:\n    - ${roleArn(creator)}\n`)
    .replace(/ {2}# R37 creator-unknown: .*\n(?! {2}expected)/, `  expected: [${roleArn(creator)}]\n`)
    .replace(/^# accept:\n(?:#.*\n)+/m, (asked) => `accept:\n${asked.split("\n").flatMap(written).join("\n")}\n`);
}

/** A line of a comment that tells what to write, written. */
function written(line: string): string[] {
  const told = /^# {3}(- code: .*| {2}(?:principal|reason|until): .*)$/.exec(line)?.[1];
  if (told === undefined) return [];
  return [`  ${told.replace(/reason: .*/, "reason: looked at").replace(/until: .*/, "until: 2027-01-31")}`];
}
