import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { CliContext } from "../context";
import type { ExitCode } from "../exit-code";
import { Failure } from "../failure";
import { liveClusters, type LiveOptions, liveText } from "../files/live-cluster";
import type { SourceText } from "../../sources/source-documents";

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

/** Imports every live cluster of the account, a file each: `demo.yaml`, or in a folder of its region where several have the name. */
export async function importAll(context: CliContext, options: AllOptions, importOne: ImportOne): Promise<ExitCode> {
  const { output = "", regions = [options.region], ...rest } = options;
  const folder = await folderAt(context, output);
  const found: { readonly cluster: string; readonly region?: string }[] = [];
  for (const region of regions) {
    const place = region === undefined ? {} : { region };
    const names = await liveClusters({ ...rest, ...place });
    found.push(...names.map((cluster) => ({ cluster, ...place })));
  }
  let worst: ExitCode = 0;
  for (const { cluster, ...place } of found) {
    const isTwice = found.filter((other) => other.cluster === cluster).length > 1;
    const own = isTwice ? await folderAt(context, join(folder, place.region ?? "")) : folder;
    const file = join(own, `${cluster}.yaml`);
    const live = await liveText(context, cluster, { ...rest, ...place });
    const code = await importOne({ ...rest, ...place, name: cluster, output: file }, [live]);
    if (code > worst) worst = code;
  }
  if (found.length === 0) context.stderr.write("no cluster in these regions\n");
  return worst;
}

async function folderAt({ cwd }: CliContext, output: string): Promise<string> {
  try {
    await mkdir(resolve(cwd, output), { recursive: true });
    return output;
  } catch {
    throw new Failure(`--output ${output}: expected a folder, in which each cluster gets its file`);
  }
}
