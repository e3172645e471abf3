import { amiTypeWords, BY_AMI_TYPE, type Platform, platformOf, PLATFORMS } from "../../../module/ami-types";
import { compareVersions } from "../../../module/module-version";
import { refusesPlatform } from "../../../module/refused-platform";
import { attributesOf, type HclMap, type HclValue, literalText } from "../../root/hcl-value";
import type { FieldEdit } from "./field-edits";
import type { PartBump } from "./read-shapes";

const OWN = "self-managed-node-group";
const [GROUPS, DEFAULTS] = ["self_managed_node_groups", "self_managed_node_group_defaults"];

/** `platform` of self-managed groups where the later version has the variable, and refuses each value of it: `ami_type` says it. */
export function platformEdits(body: Readonly<Record<string, HclValue>>, bump: PartBump): FieldEdit[] {
  if (!refusesPlatform(OWN, bump.to)) return [];
  if (bump.part === OWN) return editsIn(body, { path: [], shared: {}, bump });
  if (bump.part !== "eks") return [];
  const shared = attributesOf(body[DEFAULTS]);
  return [
    ...Object.entries(attributesOf(body[GROUPS])).flatMap(([key, group]) =>
      editsIn(attributesOf(group), { path: [GROUPS, key], shared, bump }),
    ),
    ...editsIn(shared, { path: [DEFAULTS], shared: {}, bump }),
  ];
}

/** What to look for in groups that nobody reads. */
export function platformToLookFor({ from, to }: PartBump): { readonly field: string; readonly does: string }[] {
  return refusesPlatform(OWN, to) ? [{ field: "platform", does: wordsFor(undefined, { from, to }) }] : [];
}

function editsIn(
  group: HclMap,
  { path, shared, bump }: { readonly path: readonly string[]; readonly shared: HclMap; readonly bump: PartBump },
): FieldEdit[] {
  const { platform } = group;
  if (platform === undefined || platform === null) return [];
  const within = [...path, "platform"];
  const does = wordsFor(literalText(platform), { ...bump, amiType: literalText(group.ami_type ?? shared.ami_type) });
  return [{ argument: within.join("."), does, within }];
}

interface Beside {
  readonly from: string;
  readonly to: string;
  /** `ami_type` of the group, where it is written and literal. */
  readonly amiType?: string | undefined;
}

function wordsFor(written: string | undefined, { from, to, amiType }: Beside): string {
  const why = "from 20.14.0 on the module refuses platform";
  if (compareVersions(from, BY_AMI_TYPE) >= 0)
    return `delete it: ${from} goes by ami_type alone, AL2_x86_64 where none is written, and ${why}`;
  const platform = PLATFORMS.find((each) => each === written);
  if (platform === undefined)
    return `write ami_type in its place: ${PLATFORMS.map((each) => `${each} is ${typesOf(each, to)}`).join("; ")}; ${why}`;
  if (amiType !== undefined && platformOf(amiType, to) === platform)
    return `delete it: ami_type tells it now, and ${why}`;
  return `write ami_type = ${typesOf(platform, to)} in ${amiType === undefined ? "its place" : "the place of both"}: ${why}`;
}

/** `"AL2_x86_64" (or AL2_ARM_64, AL2_x86_64_GPU, as its image is)` */
function typesOf(platform: Platform, version: string): string {
  const [usual, others] = amiTypeWords(platform, version);
  return `"${usual}" (${others})`;
}
