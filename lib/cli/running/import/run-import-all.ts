import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { CliContext } from "../../context";
import type { ExitCode } from "../../exit-code";
import { Failure } from "../../failure";
import { liveClusters, type LiveOptions, liveText } from "../../files/live/live-cluster";
import { tellFailure } from "../tell-failure";
import type { SourceText } from "../../../sources/source-documents";

/** What decides how live clusters are imported. */
interface AllOptions extends LiveOptions {
  /** A folder. */
  readonly output?: string;
  readonly regions?: readonly string[];
}

/** One cluster that is imported into a file. */
interface OneOfAll extends LiveOptions {
  readonly name: string;
  readonly output: string;
}

/** Imports one cluster of what was read of it. */
type ImportOne = (one: OneOfAll, texts: readonly SourceText[]) => Promise<ExitCode>;

/**
 * Imports every live cluster of the account, a file each: `demo.yaml`, or in a folder of its region where several have the name. A
 * region or a cluster that cannot be read is said, and does not keep the others from being imported.
 */
export async function importAll(context: CliContext, options: AllOptions, importOne: ImportOne): Promise<ExitCode> {
  const { output = "", regions = [options.region], ...rest } = options;
  const folder = await folderAt(context, output);
  const found: { readonly cluster: string; readonly region?: string }[] = [];
  const codes: ExitCode[] = [];
  for (const region of regions) {
    const place = region === undefined ? {} : { region };
    const code = await codeOf(context, `region ${region ?? "of the environment"}`, async () => {
      const names = await liveClusters({ ...rest, ...place });
      found.push(...names.map((cluster) => ({ cluster, ...place })));
      return 0;
    });
    codes.push(code);
  }
  if (found.length === 0 && codes.every((code) => code === 0)) context.stderr.write("no cluster in these regions\n");
  for (const { cluster, ...place } of found) {
    const isTwice = found.filter((other) => other.cluster === cluster).length > 1;
    const own = isTwice ? await folderAt(context, join(folder, place.region ?? "")) : folder;
    const file = join(own, `${cluster}.yaml`);
    const code = await codeOf(context, file, async () => {
      const live = await liveText(context, cluster, { ...rest, ...place });
      return importOne({ ...rest, ...place, name: cluster, output: file }, [live]);
    });
    codes.push(code);
  }
  return codes.reduce((worst, code) => (code > worst ? code : worst), 0);
}

/** What work comes to; where it fails, that is said. */
async function codeOf(context: CliContext, what: string, work: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    tellFailure(context, what, error);
    return error.exitCode;
  }
}

async function folderAt({ cwd }: CliContext, output: string): Promise<string> {
  try {
    await mkdir(resolve(cwd, output), { recursive: true });
    return output;
  } catch {
    throw new Failure(`--output ${output}: expected a folder, in which each cluster gets its file`);
  }
}
