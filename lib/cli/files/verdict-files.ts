import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { NO_VERDICT, readVerdicts, type StaleVerdict, type VerifyVerdict } from "../../fleet/verdict";
import { reasonOf } from "../../finding/reason-of";
import type { CliContext } from "../context";
import { Failure } from "../failure";
import { inputName, readInput } from "./input";
import { textOf } from "./source-files";

/** Results of `verify --format json`, and where they stand. */
export interface VerdictFiles {
  /** As it was named: a file, a folder, standard input. */
  readonly name: string;
  readonly verdicts: readonly VerifyVerdict[];
  /** Why a file that was named alone holds none. */
  readonly problem?: StaleVerdict;
}

/**
 * The results of `verify` in a file, in `-`, or in all files `*.json` of a folder: others in it say nothing. Throws a {@link Failure}
 * where something cannot be opened.
 */
export async function readVerdictFiles(context: CliContext, path: string): Promise<VerdictFiles> {
  const name = inputName(path);
  if (path === "-" || !isFolder(context, path)) {
    const verdicts = readVerdicts(await textIn(context, path));
    return verdicts === undefined ? { name, verdicts: [], problem: NO_VERDICT } : { name, verdicts };
  }
  const files = readdirSync(resolve(context.cwd, path)).filter((file) => /^[^.].*\.json$/i.test(file));
  const verdicts: VerifyVerdict[] = [];
  const special = files.find((file) => !statSync(resolve(context.cwd, path, file)).isFile());
  if (special !== undefined) {
    throw new Failure(`${join(path, special)}: not a regular file, expected one`, {
      help: "a pipe is read where it is named itself",
    });
  }
  for (const file of files.sort()) verdicts.push(...(readVerdicts(await textIn(context, join(path, file))) ?? []));
  return { name, verdicts };
}

async function textIn(context: CliContext, path: string): Promise<string> {
  return textOf(inputName(path), await readInput(context, path));
}

function isFolder({ cwd }: CliContext, path: string): boolean {
  try {
    return statSync(resolve(cwd, path)).isDirectory();
  } catch (error) {
    throw new Failure(`${path}: cannot be read: ${reasonOf(error)}`);
  }
}
