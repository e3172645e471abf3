import { BY_AMI_TYPE, type Platform } from "../../../module/ami-types";
import { compareVersions } from "../../../module/module-version";
import { attributesOf } from "../../root/hcl-value";
import { seenBlock } from "../../root/seen-block";
import type { Bumped } from "../call/bumped";
import type { ModuleState } from "../call/module-state";
import { type GroupFields, groupFields, possibleInputs } from "./group-inputs";
import { nodesPlatform, type UserDataInputs, type UserDataText, userDataText } from "./user-data-text";

/** Groups whose launch template the module writes, by argument, and the sub-module that does. */
const KINDS = [
  { groups: "eks_managed_node_groups", call: "eks_managed_node_group", isManaged: true },
  { groups: "self_managed_node_groups", call: "self_managed_node_group", isManaged: false },
] as const;

type Kind = (typeof KINDS)[number];

const ROLLED = "the launch template gets a version, and the nodes are replaced one after the other";

/** Groups whose user data is another text by the bump: each by its name, of those that the state has a launch template of. */
export function userDataChanges({ root, block, state, from, to }: Bumped): string[] {
  const { body } = seenBlock(block, root.locals, root.objects);
  const lines = KINDS.flatMap((kind) => {
    const groups = attributesOf(body[kind.groups]);
    const shared = body[`${kind.groups.slice(0, -1)}_defaults`];
    return groupsWithTemplate(state, kind).flatMap((key) => {
      const does = changeWords(groupFields(groups[key], shared), { kind, from, to });
      return does === undefined ? [] : [{ group: `${kind.groups}.${key}`, does }];
    });
  });
  const words = [...new Set(lines.map(({ does }) => does))];
  return words.map((does) => {
    const names = lines.filter((line) => line.does === does).map(({ group }) => group);
    return `${names.join(", ")}: ${does}`;
  });
}

function groupsWithTemplate({ address, addresses }: ModuleState, { call }: Kind): string[] {
  const prefix = `${address}.module.${call}["`;
  const keys = addresses.flatMap((each) => {
    const rest = each.startsWith(prefix) ? each.slice(prefix.length) : "";
    const [, key] = /^(.*)"\]\.aws_launch_template\.this\b/.exec(rest) ?? [];
    return key === undefined ? [] : [key];
  });
  return [...new Set(keys)];
}

interface Change {
  readonly before: UserDataText;
  readonly now: UserDataText;
  /** Where the two versions take the nodes for another kind: the later one's. */
  readonly other: Platform | undefined;
}

function changeWords(
  fields: GroupFields,
  { kind, from, to }: Pick<Bumped, "from" | "to"> & { readonly kind: Kind },
): string | undefined {
  const rolled = `${ROLLED}${kind.isManaged ? "" : " where instance_refresh is left to its default"}`;
  const all = possibleInputs(fields, kind.isManaged).map((inputs) => changeOf(inputs, { from, to }));
  const changed = all.filter(({ before, now }) => before !== now);
  const [one] = changed;
  if (one === undefined) return undefined;
  const isSole = changed.length === all.length && changed.every((each) => isSame(each, one));
  if (!isSole)
    return `user data may be another text, for an expression makes what tells it (the table of docs/upgrade-module.md has each case): then ${rolled}`;
  return `user data was ${one.before}, and is ${one.now}${reason(one)}: ${rolled}`;
}

function isSame(one: Change, other: Change): boolean {
  return one.before === other.before && one.now === other.now && one.other === other.other;
}

/** With the edit of `platform` made, which a self-managed group has in another argument from then on. */
function changeOf(inputs: UserDataInputs, { from, to }: Pick<Bumped, "from" | "to">): Change {
  const isMoved = !inputs.isManaged && inputs.platform !== undefined && compareVersions(from, BY_AMI_TYPE) < 0;
  const after = isMoved ? { ...inputs, amiType: OF_PLATFORM } : inputs;
  const [was, is] = [nodesPlatform(from, inputs), nodesPlatform(to, after)];
  return {
    before: userDataText(from, inputs),
    now: userDataText(to, after),
    other: was === is ? undefined : is,
  };
}

/** Tells no platform by itself. */
const OF_PLATFORM = "CUSTOM";

function reason({ before, other }: Change): string {
  if (other === undefined) return "";
  const isLost = other === "al2023" && before === "pre_bootstrap_user_data in MIME";
  const instead = isLost ? "; AL2023 takes cloudinit_pre_nodeadm in its place" : "";
  return `, for ami_type tells the kind of nodes from ${BY_AMI_TYPE} on${instead}`;
}
