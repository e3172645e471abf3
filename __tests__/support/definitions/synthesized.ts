import { readFolder } from "../../../lib/inventory/folder/read-folder";
import { synthesize, type SynthesisOptions, type Synthesis } from "../../../stacks/fleet";

/** A folder of cluster files, synthesized into another, as main.ts does. */
export async function synthesizedTo(
  outdir: string,
  folder: string,
  options: Partial<SynthesisOptions> = {},
): Promise<Synthesis> {
  const read = readFolder(folder);
  if ("unreadable" in read) throw new Error(read.reason);
  return synthesize(read, { today: "2026-11-22", outdir, ...options });
}
