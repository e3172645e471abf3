import { type AccessEntry, defaultUserName } from "../access/access-entry/access-entry";
import { ACCESS_ENTRY_TYPE_FACTS } from "../access/access-entry/access-entry-type";
import { readsAccessEntries, readsConfigMap } from "../access/access-entry/authentication-mode";
import { parseArn } from "../access/principal/arn";
import { principalIdOf } from "../access/principal/principal-id";
import { entryOf } from "../live/live-entries";
import { isLeaving } from "../migration/leaving";
import type { LiveEntryWithPolicies } from "../sources/live-data";
import { creatorDeviations, creatorEntry } from "./verify-creator";
import { madeRoles } from "./made-roles";
import { policyDeviations } from "./verify-policies";
import { applyStage, orAsLive } from "./apply-stage";
import {
  because,
  type Deviation,
  deviation,
  type Held,
  modeOf,
  quotedList,
  nameIn,
  sameSet,
  tell,
} from "./verify-finding";

/** Entries: those that are missing, of somebody else, or not as the file declares them, with their policies. */
export function entryDeviations(held: Held): Deviation[] {
  const { staged, live } = held;
  if (!readsAccessEntries(staged.rendering.mode) || live.cluster?.mode === "CONFIG_MAP") return creatorDeviations(held);
  if (live.entryPrincipals === undefined) {
    const message = `not known: which access entries there are${because(live, ["eks:ListAccessEntries"])}`;
    return [
      deviation("verify-unknown", "access_entries", { message, help: tell(held, "aws eks list-access-entries") }),
    ];
  }
  const rendered = Object.entries(staged.rendering.entries).flatMap(([key, entry]) =>
    renderedDeviations(held, key, entry),
  );
  return [...rendered, ...expectedDeviations(held), ...otherDeviations(held), ...creatorDeviations(held)];
}

function renderedDeviations(held: Held, key: string, wanted: AccessEntry): Deviation[] {
  const path = `access_entries.${key}`;
  const found = lookedFor(held, wanted.principalArn, path);
  if ("problem" in found) return [found.problem];
  const { live } = found;
  if (live.principalArn !== wanted.principalArn) return [otherPath(held, path, { wanted, live })];
  const type = wanted.type ?? "STANDARD";
  if (live.type !== type) return [typeDiffers(held, path, { live, wanted: type })];
  return [...identityDiffers(held, { path, wanted, live }), ...policyDeviations(held, { path, wanted, live })];
}

/** The plan deletes that entry and makes its own: EKS takes ARNs as they are written. */
function otherPath(held: Held, path: string, { wanted, live }: Pick<Compared, "live" | "wanted">): Deviation {
  const { principalArn } = wanted;
  const message = `${nameIn(held, principalArn)} has no live access entry by the ARN of the file: one by the same name has another path or case, expected \`${principalArn}\`, got \`${live.principalArn}\``;
  const kind = principalArn.includes(":user/") ? "user" : "role";
  const name = principalArn.split("/").at(-1) ?? "";
  const help = `\`aws iam get-${kind} --${kind}-name ${name} --query ${kind === "user" ? "User" : "Role"}.Arn --output text\` prints the ARN: write it as \`principal_arn\` into the file; where the file has it right already, ${applyStage(held)}, which replaces the entry`;
  return deviation("verify-entry-missing", path, { principal: principalArn, message, help });
}

/** The live entry of a principal, or why it is not to be had. */
function lookedFor(
  held: Held,
  principalArn: string,
  path: string,
): { readonly live: LiveEntryWithPolicies } | { readonly problem: Deviation } {
  const { live } = held;
  const parsed = parseArn(principalArn);
  const entry = "arn" in parsed ? entryOf(live, parsed.arn) : "absent";
  const about = { principal: principalArn };
  if (entry === "absent") {
    const message = `${nameIn(held, principalArn)} has no live access entry: ${readsConfigMap(modeOf(held)) ? "only a row of aws-auth lets it in" : "the cluster refuses it"}`;
    const help = `${applyStage(held)}: it also makes an entry again that somebody deleted`;
    return { problem: deviation("verify-entry-missing", path, { ...about, message, help }) };
  }
  if (entry === "unknown") {
    const reason = because(live, ["eks:DescribeAccessEntry"], principalArn);
    const message = `not known: what the entry of ${nameIn(held, principalArn)} gives${reason}`;
    return {
      problem: deviation("verify-unknown", path, {
        ...about,
        message,
        help: tell(held, "aws eks describe-access-entry", `--principal-arn ${principalArn}`),
      }),
    };
  }
  return { live: entry };
}

interface Compared {
  readonly path: string;
  readonly wanted: AccessEntry;
  readonly live: LiveEntryWithPolicies;
}

/** A live entry, and the type or types that it should have. */
interface OtherType {
  readonly live: LiveEntryWithPolicies;
  readonly wanted: string;
}

function typeDiffers(held: Held, path: string, { live: { principalArn, type }, wanted }: OtherType): Deviation {
  const message = `the live entry of ${nameIn(held, principalArn)} is of another type, expected ${wanted}, got \`${type}\``;
  const { clusterName } = held.staged.definition;
  const help = `the type of an entry never changes: \`aws eks delete-access-entry --cluster-name ${clusterName} --principal-arn ${principalArn}\`, then ${applyStage(held)}: it makes the entry again`;
  return deviation("verify-entry-type-differs", path, { principal: principalArn, message, help });
}

function identityDiffers(held: Held, { path, wanted, live }: Compared): Deviation[] {
  if (!ACCESS_ENTRY_TYPE_FACTS[live.type].identity) return [];
  const { principalArn: principal } = wanted;
  const parsed = parseArn(principal);
  const [groups, userName] = [
    wanted.kubernetesGroups ?? [],
    wanted.userName ?? ("arn" in parsed ? defaultUserName(parsed.arn) : ""),
  ];
  const help = orAsLive(held);
  const otherGroups = deviation("verify-entry-groups-differ", path, {
    principal,
    message: `the live entry of ${nameIn(held, principal)} has other groups, expected ${quotedList(groups)}, got ${quotedList(live.groups)}`,
    help,
  });
  const otherName = deviation("verify-entry-username-differs", path, {
    principal,
    message: `the live entry of ${nameIn(held, principal)} has another username, expected \`${userName}\`, got \`${live.userName}\``,
    help,
  });
  return [...(sameSet(groups, live.groups) ? [] : [otherGroups]), ...(userName === live.userName ? [] : [otherName])];
}

/** Entries that EKS makes by itself: there, and of the type that their row stands for. */
function expectedDeviations(held: Held): Deviation[] {
  const { definition, translation } = held.staged;
  return (definition.migration?.expected ?? []).flatMap((arn, i) => {
    const found = lookedFor(held, arn, `migration.expected[${i}]`);
    if ("problem" in found) return [found.problem];
    const typed = translation.outcomes.find(
      (one) => one.kind === "expected" && principalIdOf(one.entry.principalArn) === principalIdOf(arn),
    );
    const made = madeRoles(held.live).find(({ roleArn }) => principalIdOf(roleArn) === principalIdOf(arn))?.types;
    const wanted = typed?.kind === "expected" ? [typed.entry.type ?? "STANDARD"] : (made ?? [found.live.type]);
    if (wanted.some((type) => type === found.live.type)) return [];
    return [typeDiffers(held, `migration.expected[${i}]`, { live: found.live, wanted: wanted.join(" or ") })];
  });
}

/** Entries that neither the stage renders nor EKS makes. */
function otherDeviations(held: Held): Deviation[] {
  const { staged, live } = held;
  const { definition, rendering } = staged;
  const known = new Set(
    [
      ...Object.values(rendering.entries).map(({ principalArn }) => principalArn),
      ...(definition.migration?.expected ?? []),
      ...madeRoles(live).map(({ roleArn }) => roleArn),
      ...[creatorEntry(held)?.principalArn ?? []].flat(),
    ].map(principalIdOf),
  );
  return (live.entryPrincipals ?? [])
    .filter((arn) => !known.has(principalIdOf(arn)) && !isOfService(arn))
    .map((arn) => other(held, arn));
}

function other(held: Held, arn: string): Deviation {
  const {
    staged: { definition },
    live,
  } = held;
  const key = Object.keys(definition.accessEntries).find(
    (each) => principalIdOf(definition.accessEntries[each]?.principalArn ?? "") === principalIdOf(arn),
  );
  if (key !== undefined) {
    const message = `the entry of ${nameIn(held, arn)} is live, and this stage does not render it`;
    const help = `to keep it, \`eks-access advance ${held.file}\` up to the wave that renders it; to go back, ${applyStage(held)}: it deletes an entry that the state has, and the row of the principal serves again. An entry that somebody made by hand: \`aws eks delete-access-entry --cluster-name ${definition.clusterName} --principal-arn ${arn}\``;
    return deviation("verify-entry-early", `access_entries.${key}`, { principal: arn, message, help });
  }
  const parsed = parseArn(arn);
  const leaves = "arn" in parsed && isLeaving(definition, parsed.arn) ? ", though it is in the list leaving" : "";
  const calls = ["eks:ListNodegroups", "eks:DescribeNodegroup", "eks:ListCapabilities", "eks:DescribeCapability"];
  const unless = because(live, [...calls, "eks:ListFargateProfiles", "eks:DescribeFargateProfile"]);
  const made = unless === "" ? "" : `, unless EKS has made it: that is not known${unless}`;
  return deviation("verify-entry-unnamed", "access_entries", {
    principal: arn,
    message: `${nameIn(held, arn)} has a live access entry, and the file does not name it${leaves}${made}`,
    help: `declare an entry for \`${arn}\` under \`access_entries\`; or, where EKS made it, write the ARN under \`migration.expected\`; or delete it: \`aws eks delete-access-entry --cluster-name ${definition.clusterName} --principal-arn ${arn}\``,
  });
}

/** Of services of AWS, which make entries for themselves and let nobody change them. */
function isOfService(arn: string): boolean {
  return /:role\/aws-service-role\//i.test(arn);
}
