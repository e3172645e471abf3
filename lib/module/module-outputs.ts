import { knownVersions, type ModulePart } from "./module-table";
import { isWithin } from "./module-spans";
import OUTPUTS from "./tables/outputs.json";

/** As `npm run module:variables` writes it: by part and name, `[first version, last version]` for each time it was there. */
const TABLES: Readonly<Record<ModulePart, Readonly<Record<string, readonly (readonly string[])[]>>>> = OUTPUTS;

/**
 * What a version of the module passes on, by name; undefined where the version is not known.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v20.37.2/outputs.tf
 */
export function moduleOutputs(part: ModulePart, version: string): readonly string[] | undefined {
  if (!knownVersions(part).includes(version)) return undefined;
  return Object.entries(TABLES[part]).flatMap(([name, spans]) =>
    spans.some((span) => isWithin(part, version, span)) ? [name] : [],
  );
}
