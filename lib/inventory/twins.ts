import { resolve } from "node:path";
import { type LocatedFinding, locatedAt } from "./finding/located-finding";
import type { ParsedClusterFile } from "./cluster-file/parse-cluster-file";
import { isShared, stateOf, stateShared } from "./definition/shared-state";
import { statePathFindings } from "./definition/state-path";
import { nameTwice, sameFolder } from "./definition/stack-name";

/** A file, as far as its name and its state go. */
export type IdentifiedFile = Pick<ParsedClusterFile, "clusterName" | "state"> & { readonly file: string };

/** Files that come before all others, and the folder of the output. */
export interface Before {
  readonly before: readonly IdentifiedFile[];
  readonly outdir: string;
}

/** Files whose name or state an earlier one has, each at its place in the later file. */
export function twinFindings(files: readonly IdentifiedFile[], { before, outdir }: Before): LocatedFinding[] {
  const states = statesShared(files, { before, outdir });
  return [...namedTwice(files, before), ...states, ...statesUnfit(files, { before, outdir })];
}

function namedTwice(files: readonly IdentifiedFile[], before: readonly IdentifiedFile[]): LocatedFinding[] {
  return files.flatMap(({ file, clusterName }, i) => {
    const first = [...before, ...files.slice(0, i)].find((other) => isTwin(other, clusterName));
    if (clusterName === undefined || first?.clusterName === undefined) return [];
    const problem = nameTwice(clusterName.text, { name: first.clusterName.text, what: first.file });
    return [locatedAt(file, problem, clusterName.at)];
  });
}

function isTwin({ clusterName: one }: IdentifiedFile, other: IdentifiedFile["clusterName"]): boolean {
  return one !== undefined && other !== undefined && sameFolder(one.text, other.text);
}

/** Of one name and no backend, two files share their state by the name alone, which is refused as such. */
function statesShared(files: readonly IdentifiedFile[], { before, outdir }: Before): LocatedFinding[] {
  const stacks = [...before, ...files].flatMap((one, i) => statefulStack(one, outdir, i >= before.length));
  return stacks.flatMap((one, i) => {
    const hasTwinState = (other: typeof one): boolean =>
      sameFolder(other.name, one.name) && other.isDefault && one.isDefault;
    const first = stacks.slice(0, i).find((other) => isShared(other.state, one.state) && !hasTwinState(other));
    if (!one.isAsked || first === undefined) return [];
    const states = [one.state, first.state] as const;
    return [locatedAt(one.file, stateShared({ other: `the stack of ${first.file}`, each: "file", states }), one.at)];
  });
}

/** Local states on a file of the folder, in the output, or on no file at all. */
function statesUnfit(files: readonly IdentifiedFile[], { before, outdir }: Before): LocatedFinding[] {
  const read = [...before, ...files].map(({ file }) => file);
  return files
    .flatMap((one) => statefulStack(one, outdir, true))
    .flatMap(({ file, at, state }) =>
      statePathFindings(state, { outdir, files: read }).map((finding) => locatedAt(file, finding, at)),
    );
}

function statefulStack({ file, clusterName, state }: IdentifiedFile, outdir: string, isAsked: boolean) {
  if (clusterName === undefined || state === undefined) return [];
  const { at, backend = { local: {} } } = state;
  const name = clusterName.text;
  const isDefault = "local" in backend && backend.local.path === undefined;
  const folder = resolve(outdir, "stacks", name);
  return [{ file, at, name, isDefault, isAsked, state: stateOf({ name, folder, backend }) }];
}
