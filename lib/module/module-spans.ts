import { knownVersions, type ModulePart } from "./module-table";

/** Whether a version lies between two others, of a part of the module whose versions are known. */
export function isWithin(part: ModulePart, version: string, [first, last]: readonly unknown[]): boolean {
  const versions = knownVersions(part);
  const [at, from, to] = [version, first, last].map((each) => versions.findIndex((known) => known === each));
  return at !== undefined && from !== undefined && to !== undefined && from >= 0 && from <= at && at <= to;
}
