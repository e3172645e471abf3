import { type Platform, PLATFORMS } from "../../../module/ami-types";
import { attributesOf, type HclMap, type HclValue, literalText } from "../../root/hcl-value";
import { soleExpression } from "../../root/template";
import type { UserDataInputs } from "./user-data-text";

/** What a group says with what all groups share; undefined where an expression makes it, and nobody knows. */
export type GroupFields = HclMap | undefined;

/** The fields of a group, with those that all groups share. */
export function groupFields(group: HclValue | undefined, shared: HclValue | undefined): GroupFields {
  if (group === undefined || typeof group === "string" || typeof shared === "string") return undefined;
  return { ...attributesOf(shared), ...attributesOf(group) };
}

/** What makes the user data of a group, in every way that its expressions can come to. */
export function possibleInputs(fields: GroupFields, isManaged: boolean): UserDataInputs[] {
  const isSaid = (name: string): readonly boolean[] => (fields === undefined ? EITHER : saidBy(fields[name]));
  const joins = isManaged ? (fields === undefined ? EITHER : truthOf(fields.enable_bootstrap_user_data)) : [true];
  const all = {
    platform: platforms(fields),
    amiType: amiTypesOf(fields),
    joins,
    pre: isSaid("pre_bootstrap_user_data"),
    extra: isSaid("bootstrap_extra_args"),
    template: isSaid("user_data_template_path"),
    cloudinit: isSaid("cloudinit_pre_nodeadm"),
  };
  return all.platform.flatMap((platform) =>
    all.amiType.flatMap((amiType) =>
      all.joins.flatMap((joins) => flags(all).map((each) => ({ isManaged, platform, amiType, joins, ...each }))),
    ),
  );
}

const EITHER: readonly boolean[] = [true, false];

type Flags = Pick<UserDataInputs, "cloudinit" | "extra" | "pre" | "template">;

function flags(all: Readonly<Record<keyof Flags, readonly boolean[]>>): Flags[] {
  return all.pre.flatMap((pre) =>
    all.extra.flatMap((extra) =>
      all.template.flatMap((template) => all.cloudinit.map((cloudinit) => ({ pre, extra, template, cloudinit }))),
    ),
  );
}

/** Whether a text or a list has something in it: of an expression nobody knows. */
function saidBy(value: HclValue | undefined): readonly boolean[] {
  if (value === undefined || value === null) return [false];
  if (Array.isArray(value)) return [value.length > 0];
  if (typeof value !== "string") return [true];
  return soleExpression(value) === undefined ? [value !== ""] : EITHER;
}

function truthOf(value: HclValue | undefined): readonly boolean[] {
  const text = literalText(value);
  if (typeof value !== "string") return [value === true];
  return text === undefined ? EITHER : [text === "true"];
}

function platforms(fields: GroupFields): readonly (Platform | undefined)[] {
  if (fields === undefined) return [undefined, ...PLATFORMS];
  const { platform } = fields;
  if (platform === undefined || platform === null) return [undefined];
  const known = PLATFORMS.filter((each) => each === literalText(platform));
  return known.length > 0 ? known : PLATFORMS;
}

/** One AMI type of each platform stands for all where an expression tells it. */
const OF_EACH = ["AL2_x86_64", "BOTTLEROCKET_x86_64", "WINDOWS_CORE_2022_x86_64", "AL2023_x86_64_STANDARD"];

function amiTypesOf(fields: GroupFields): readonly (string | undefined)[] {
  if (fields === undefined) return [undefined, ...OF_EACH];
  const { ami_type: amiType } = fields;
  if (amiType === undefined || amiType === null) return [undefined];
  const text = literalText(amiType);
  return text === undefined ? [undefined, ...OF_EACH] : [text];
}
