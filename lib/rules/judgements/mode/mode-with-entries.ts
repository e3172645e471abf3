import { isCreated, type PlannedChange } from "../../../plan/objects/planned-change";
import { listOf, recordOf } from "../../../plan/reading/plan-shape";
import type { PlannedCluster } from "../../../plan/cluster/planned-cluster";
import { type PlannedEntry, principalOfSide } from "../../../plan/cluster/planned-entry";
import { namesPrincipal } from "../../../access/principal/principal-id";
import { isOwnPlan } from "../../compared/own-plan";
import { isMadeByEks } from "../../compared/entry-of-eks";
import type { Judgement, Seen } from "../judgement";
import { principalNameOf } from "../../../access/principal/principal-name";
import { type ComparedCluster, isLasting } from "../../compared/compared-cluster";
import { servedUntilSwitch } from "../../compared/served-by-rows-alone";

/** Entries in one plan with the switch that makes them possible, or with the one that leaves only them. */
export const modeWithEntries: Judgement = {
  code: "mode-with-entries",
  rule: {
    why: "Terraform switches the mode before it makes entries: in mode CONFIG_MAP entries may collide with those EKS makes by itself (409), and from API on nobody reads rows, so that people are without access until their entries are there, for good if one fails",
    help: "switch the mode in a plan of its own: to API_AND_CONFIG_MAP before entries are made (`migration.stage: dual` in the cluster file; without one `authentication_mode` alone, and `access_entries` in the next plan), to API after they are there (`aws eks list-access-entries`)",
  },
  judge(compared) {
    return isLasting(compared) ? [...madeTooEarly(compared), ...madeTooLate(compared)] : [];
  },
};

function madeTooEarly(compared: ComparedCluster): Seen[] {
  const { cluster } = compared;
  if (cluster.mode.before !== "CONFIG_MAP") return [];
  const isMade = ({ change }: { readonly change?: PlannedChange }): boolean =>
    change !== undefined && isCreated(change);
  const made = [...cluster.entries, ...cluster.associations].filter(isMade).map(({ address }) => address);
  const [first] = made;
  if (first === undefined) return [];
  const message = `access entries or policies are made while the cluster is in mode CONFIG_MAP, expected none, got ${made.length}`;
  const about = { address: first, message, filePath: "migration.stage" };
  const isOurs = (compared.staged !== undefined && isOwnPlan(compared)) || cluster.guards.present;
  if (isOurs || cluster.mode.after === "CONFIG_MAP") return [about];
  const byEks = cluster.entries.find((entry) => isMade(entry) && collides(cluster, entry));
  if (byEks === undefined) return [{ ...about, severity: "warning" }];
  return [
    {
      ...about,
      address: byEks.address,
      message: `${message}; EKS makes the entry of one by itself at the switch (409)`,
    },
  ];
}

/** EKS makes entries of its node groups, and of the creator of a cluster, when the mode is switched (R37). */
function collides({ nodes, change }: PlannedCluster, { callerDerived, after }: PlannedEntry): boolean {
  const principal = principalOfSide(after);
  const config = recordOf(listOf(change?.before?.access_config)[0]);
  if (callerDerived) return config.bootstrap_cluster_creator_admin_permissions !== false;
  return nodes.some((node) => {
    const arn = node.role.after ?? node.role.before;
    return isMadeByEks(node) && principal !== undefined && arn !== undefined && namesPrincipal([arn], principal);
  });
}

function madeTooLate(compared: ComparedCluster): Seen[] {
  const { cluster } = compared;
  const people = servedUntilSwitch(compared);
  if (people.length === 0) return [];
  const who = people.map((principal) => principalNameOf(principal, cluster.accountId)).join(", ");
  return [
    {
      address: cluster.address ?? "",
      message: `the mode goes to API before the plan makes the entries of ${who}, and until then rows alone serve them`,
      before: `${people.length} served by aws-auth alone`,
      after: "no access until their entries are made",
      severity: "danger",
      filePath: "migration.stage",
    },
  ];
}
