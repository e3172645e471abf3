import { isNoneInObject } from "../../module/none-value";
import { attributesOf, type HclValue, isLiteralMap } from "../root/hcl-value";

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
export function valueEdits(
  body: Readonly<Record<string, HclValue>>,
  { from, to }: { readonly from: string; readonly to: string },
): ValueEdit[] {
  if (!from.startsWith("20.") || !to.startsWith("21.")) return [];
  return [...noneEdits(body, to), ...addonEdits(body)];
}

function noneEdits(body: Readonly<Record<string, HclValue>>, to: string): ValueEdit[] {
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

function addonEdits({ cluster_addons: addons }: Readonly<Record<string, HclValue>>): ValueEdit[] {
  if (addons === undefined || addons === null) return [];
  const open = Object.entries(attributesOf(addons)).flatMap(([name, addon]) => {
    const own = attributesOf(addon);
    return "most_recent" in own || "addon_version" in own ? [] : [name];
  });
  if (isLiteralMap(addons) && open.length === 0) return [];
  const where = isLiteralMap(addons) ? open.join(", ") : "each add-on that says no version";
  const does = `write it as false into ${where}, where the version has to stay: the default was false and is true`;
  return [{ argument: "cluster_addons.most_recent", within: ["cluster_addons"], does }];
}
