import { compareVersions } from "../../module/module-version";
import { isNoneInObject } from "../../module/none-value";
import { attributesOf, type HclValue } from "../root/hcl-value";

type Body = Readonly<Record<string, HclValue>>;

/** A value that the later version takes in another way. */
interface ValueEdit {
  readonly argument: string;
  readonly does: string;
  /** Where it is said: `["addons"]` */
  readonly within: readonly string[];
}

/**
 * Values of the module's own arguments that mean something else in v21: `{}`, which was none and is a setting now, and add-ons that
 * leave their version to the default, which was the usual one and is the newest.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v21.0.0/docs/UPGRADE-21.0.md
 */
export function valueEdits(body: Body, { from, to }: { readonly from: string; readonly to: string }): ValueEdit[] {
  if (compareVersions(from, "19.0.0") < 0) return conflictEdits(body);
  if (!from.startsWith("20.") || !to.startsWith("21.")) return [];
  return [...noneEdits(body, to), ...addonEdits(body)];
}

function noneEdits(body: Body, to: string): ValueEdit[] {
  return Object.entries(body).flatMap(([argument, value]) => {
    const does = noneWords(argument, to, value);
    return does === undefined ? [] : [{ argument, within: [argument], does }];
  });
}

/** Of an expression, which may come to `{}`: only where that cannot be undone. */
function noneWords(argument: string, to: string, value: HclValue): string | undefined {
  const means = MEANS[argument];
  if (isNoneInObject(argument, to, value))
    return `write null in place of ${Array.isArray(value) ? "[]" : "{}"}: {} ${means ?? "is a setting now"}`;
  return means === undefined || typeof value !== "string" ? undefined : `write null where it comes to {}: {} ${means}`;
}

/** What `{}` does in v21, where that cannot be undone. */
const MEANS: Readonly<Record<string, string>> = {
  cluster_encryption_config: "encrypts Secrets by a key from v21 on, which cannot be undone",
  outpost_config: "makes a cluster on an Outpost, and the one that is there anew",
};

function addonEdits({ cluster_addons: addons }: Body): ValueEdit[] {
  const where = addonsWithout(addons, ["most_recent", "addon_version"], "each add-on that says no version");
  if (where === undefined) return [];
  const does = `write it as false into ${where}, where the version has to stay: the default was false and is true`;
  return [{ argument: "cluster_addons.most_recent", within: ["cluster_addons"], does }];
}

/** v18 passed none on where an add-on says nothing of conflicts: what others changed in its objects stayed. */
function conflictEdits({ cluster_addons: addons }: Body): ValueEdit[] {
  const where = addonsWithout(addons, ["resolve_conflicts"], "each add-on without resolve_conflicts");
  if (where === undefined) return [];
  const does = `write it and resolve_conflicts_on_create as null into ${where}, where changes of others to the add-on have to stay: it was none, and is "OVERWRITE" by default`;
  return [{ argument: "cluster_addons.resolve_conflicts_on_update", within: ["cluster_addons"], does }];
}

/** Which add-ons say none of some fields; undefined where there is none of them. */
function addonsWithout(addons: HclValue | undefined, fields: readonly string[], open: string): string | undefined {
  if (typeof addons === "string") return open;
  const without = Object.entries(attributesOf(addons)).flatMap(([name, addon]) =>
    fields.some((field) => field in attributesOf(addon)) ? [] : [name],
  );
  return without.length === 0 ? undefined : without.join(", ");
}
