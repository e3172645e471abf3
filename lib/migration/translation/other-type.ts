import type { AccessEntryType } from "../../access/access-entry/access-entry-type";
import type { IamArn } from "../../access/principal/arn";
import { principalId } from "../../access/principal/principal-id";
import type { Place } from "../../access/aws-auth/aws-auth";
import type { Translation } from "./translation";

/** A live entry of another type than its row stands for. */
interface OtherType {
  readonly principal: IamArn;
  readonly place: Place;
  /** What the row stands for. */
  readonly wanted: AccessEntryType;
  readonly live: AccessEntryType;
}

/** A live entry, as far as it is asked here. */
interface TypedEntry {
  readonly principal: IamArn;
  readonly type: AccessEntryType;
}

/**
 * Rows of nodes whose live entries are of another type: the entry overrides the row as soon as the mode knows entries.
 * @see DOMAIN R43
 */
export function otherTypes({ outcomes }: Translation, entries: readonly TypedEntry[]): OtherType[] {
  const types = new Map(entries.map(({ principal, type }) => [principalId(principal), type]));
  return outcomes.flatMap((outcome): OtherType[] => {
    if (outcome.kind !== "entry" && outcome.kind !== "expected") return [];
    const { principal, place, entry } = outcome;
    const live = types.get(principalId(principal));
    const wanted = entry.type ?? "STANDARD";
    return live === undefined || wanted === "STANDARD" || live === wanted ? [] : [{ principal, place, wanted, live }];
  });
}

/** What such nodes lose, in words. */
export function lostByType({ wanted, live }: Pick<OtherType, "wanted" | "live">): string {
  if (wanted === "EC2_WINDOWS" && live === "EC2_LINUX")
    return "Windows nodes lose their network: the entry overrides the row, and lacks the group eks:kube-proxy-windows";
  return `nodes of type ${wanted} do not join by an entry of type ${live}, which overrides the row`;
}

/** How to mend it: a type cannot be changed. */
export function mendType(cluster: string, principal: string, wanted: AccessEntryType): string {
  const of = `--cluster-name ${cluster} --principal-arn ${principal}`;
  return `first look which nodes use the role (\`aws eks describe-nodegroup --cluster-name ${cluster} --nodegroup-name NAME\` prints nodeRole and amiType). Where they are of type ${wanted}: the type of an entry cannot be changed, so \`aws eks delete-access-entry ${of}\`, then at once \`aws eks create-access-entry ${of} --type ${wanted}\`; where they are of another type, correct the row`;
}
