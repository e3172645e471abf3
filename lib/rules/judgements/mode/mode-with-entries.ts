import { isCreated, type PlannedChange } from "../../../plan/objects/planned-change";
import type { Judgement, Seen } from "../judgement";
import { principalNameOf } from "../../../access/principal/principal-name";
import { type ComparedCluster, isLasting } from "../../compared/compared-cluster";
import { servedUntilSwitch } from "../../compared/served-by-rows-alone";

/** Entries in one plan with the switch that makes them possible, or with the one that leaves only them. */
export const modeWithEntries: Judgement = {
  code: "mode-with-entries",
  rule: {
    severity: "blocker",
    rule: "R36",
    meaning:
      "Access entries or policies are made in a plan that starts in mode CONFIG_MAP. A danger where the plan switches to API, and principals that rows alone serve have their entries only made by it.",
    why: "Terraform switches the mode before it makes entries: in mode CONFIG_MAP entries may collide with those EKS makes by itself (409), and from API on nobody reads rows, so that people are without access until their entries are there, for good if one fails",
    help: "switch the mode in a plan of its own: to API_AND_CONFIG_MAP before entries are made, to API after they are there (`aws eks list-access-entries`)",
  },
  judge(compared) {
    return isLasting(compared) ? [...madeTooEarly(compared), ...madeTooLate(compared)] : [];
  },
};

function madeTooEarly({ cluster }: ComparedCluster): Seen[] {
  if (cluster.mode.before !== "CONFIG_MAP") return [];
  const isMade = ({ change }: { readonly change?: PlannedChange }): boolean =>
    change !== undefined && isCreated(change);
  const made = [...cluster.entries, ...cluster.associations].filter(isMade).map(({ address }) => address);
  const [first] = made;
  if (first === undefined) return [];
  const message = `access entries or policies are made while the cluster is in mode CONFIG_MAP, expected none, got ${made.length}`;
  return [{ address: first, message, filePath: "migration.stage" }];
}

function madeTooLate(compared: ComparedCluster): Seen[] {
  const { cluster } = compared;
  const people = servedUntilSwitch(compared);
  if (people.length === 0) return [];
  const who = people.map((principal) => principalNameOf(principal, cluster.accountId)).join(", ");
  return [
    {
      address: cluster.address ?? "",
      message: `the mode goes to API before the plan makes the entries of ${who}, whom rows alone serve until then`,
      before: `${people.length} served by aws-auth alone`,
      after: "no access until their entries are made",
      severity: "danger",
      filePath: "migration.stage",
    },
  ];
}
