import type { ModulePart } from "./module-table";
import { isWithin } from "./module-spans";
import { compareVersions } from "./module-version";
import REQUIREMENTS from "./tables/requirements.json";

/** Terraform itself, and providers, that versions of the module need. */
export type Requirements = ReadonlyMap<string, string>;

/** As `npm run module:variables` writes it: by part, `[first version, last version, what they need]`. */
const TABLES: Readonly<Record<ModulePart, readonly (readonly unknown[])[]>> = REQUIREMENTS;

/** The first version that says itself that it takes no AWS provider 6, and the first that takes one. */
const [BOUNDED, ON_6] = ["20.37.1", "21.0.0"];

/**
 * Which Terraform (`terraform`) and which providers a version needs, by name: a constraint each; undefined where the version is
 * not known. No version before v21 takes AWS provider 6, whether it says so or not: launch templates there have no
 * `elastic_gpu_specifications` any more, which the groups of each of them write.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v20.37.2/versions.tf
 */
export function moduleRequirements(part: ModulePart, version: string): Requirements | undefined {
  const span = TABLES[part].find((each) => isWithin(part, version, each));
  const needs: unknown = span?.[2];
  if (typeof needs !== "object" || needs === null) return undefined;
  const isUnbounded = compareVersions(version, BOUNDED) < 0 && compareVersions(version, ON_6) < 0;
  return new Map(
    Object.entries(needs).map(([name, constraint]) => {
      const own = String(constraint);
      return [name, name === "aws" && isUnbounded ? `${own}, < 6.0.0` : own];
    }),
  );
}
