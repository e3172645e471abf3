import type { Anonymiser } from "../../anonymise/anonymiser";
import type { Rbac } from "../../access/rbac/rbac";
import { parseRbacDump, RBAC_DUMP_COMMAND } from "../../access/rbac/rbac-dump";
import { decodeText } from "../../yaml/text-encoding";
import { painter } from "../../report/text/colour";
import { printable } from "../../report/text/printable";
import type { CliContext } from "../context";
import { Failure } from "../failure";
import { anonymisedTexts } from "./anonymised";
import { inputName, readInput } from "./input";

/** How a dump is read. */
interface RbacReading {
  /** @default 1 */
  readonly exitCode?: 1 | 2;
  /** @default names stay as they are */
  readonly anonymiser?: Anonymiser | undefined;
}

/**
 * What a dump tells of roles and bindings; what it lacks altogether is said on standard error. A dump that cannot be read ends the
 * command with `exitCode`. With an `anonymiser` names are made up before anything reads them.
 */
export async function readRbac(
  context: CliContext,
  path: string,
  { exitCode = 1, anonymiser }: RbacReading = {},
): Promise<Rbac> {
  const name = inputName(path);
  const decoded = decodeText(await readInput(context, path));
  if (!("text" in decoded)) {
    const { line, column } = decoded.badAt;
    throw new Failure(`${name}:${line}:${column}: not UTF-8, expected text in UTF-8 or UTF-16`, { exitCode });
  }
  const [{ text } = decoded] = anonymisedTexts([{ name, text: decoded.text }], anonymiser);
  const parsed = parseRbacDump(text);
  if ("problem" in parsed) {
    const place = parsed.line === undefined ? name : `${name}:${parsed.line}`;
    throw new Failure(`${place}: ${parsed.problem}`, {
      exitCode,
      help: `\`${RBAC_DUMP_COMMAND}\` prints what is expected`,
    });
  }
  const { missing } = parsed.rbac;
  if (missing.length > 0) {
    const warning = painter(context.stderr, context.env)("warning", "yellow");
    context.stderr.write(
      `${warning} ${printable(anonymiser?.path(name) ?? name)}: no ${missing.join(", no ")} in it, which every cluster has: nobody is refused for certain\n`,
    );
    context.stderr.write(`    \`${RBAC_DUMP_COMMAND}\` prints all\n`);
  }
  return parsed.rbac;
}
