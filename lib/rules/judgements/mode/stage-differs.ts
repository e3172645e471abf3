import { PLAN_AGAIN } from "../plan-again";
import type { Judgement, Seen } from "../judgement";
import { namesPrincipal } from "../../../access/principal/principal-id";
import { principalNameOf } from "../../../access/principal/principal-name";
import { type PlannedEntry, principalOfSide } from "../../../plan/cluster/planned-entry";
import type { PlannedCluster } from "../../../plan/cluster/planned-cluster";
import { addressOfModule } from "../../../plan/reading/module-path";
import { isOwnPlan } from "../../compared/own-plan";
import type { ComparedCluster } from "../../compared/compared-cluster";

/** The plan is not what the cluster file says. */
export const stageDiffers: Judgement = {
  code: "stage-differs",
  rule: {
    why: "what was reviewed in the file is not what will be applied: the plan is old, or made from something else",
    help: `write the Terraform JSON again from the cluster file that is being reviewed: \`eks-access synth\`; then ${PLAN_AGAIN}`,
  },
  judge(compared) {
    const { staged } = compared;
    return staged === undefined || !compared.cluster.access.after.exists || !isOwnPlan(compared)
      ? []
      : [...stageSeen(compared, staged), ...modeSeen(compared, staged), ...entriesSeen(compared, staged)];
  },
};

type Staged = NonNullable<ComparedCluster["staged"]>;

function stageSeen({ cluster }: ComparedCluster, { definition: { migration } }: Staged): Seen[] {
  const { after } = cluster.guards.stage;
  const expected = migration?.stage;
  if (after === undefined || expected === undefined || after === expected) return [];
  const message = `the plan is for another stage, expected \`${expected}\`, got \`${after}\``;
  return [{ address: "terraform_data.stage", message, before: expected, after, filePath: "migration.stage" }];
}

/** Where somebody else makes the cluster, the mode is not ours to compare. */
function modeSeen({ cluster }: ComparedCluster, { rendering }: Staged): Seen[] {
  const { mode } = rendering;
  const { address } = cluster;
  if (address === undefined || cluster.mode.after === "unknown" || cluster.mode.after === mode) return [];
  const message = `the plan leads to another mode than the file, expected \`${mode}\`, got \`${cluster.mode.after}\``;
  return [{ address, message, before: mode, after: cluster.mode.after, filePath: "migration.stage" }];
}

function entriesSeen({ cluster }: ComparedCluster, { rendering }: Staged): Seen[] {
  const { entries, creatorAdmin } = rendering;
  const nameOf = (principal: string): string => principalNameOf(principal, cluster.accountId);
  const declared = Object.values(entries).map(({ principalArn }) => principalArn);
  const planned = cluster.entries
    .filter((entry) => isOfFile(cluster, entry))
    .flatMap(({ address, after, callerDerived }) => {
      const principal = principalOfSide(after);
      return principal === undefined ? [] : [{ address, principal, callerDerived }];
    });
  const isOpen = cluster.entries.some(({ after }) => after !== undefined && after.principal.kind !== "value");
  const known = planned.map(({ principal }) => principal);
  const missing = isOpen ? [] : declared.filter((arn) => !namesPrincipal(known, arn));
  const extra = planned.filter(
    (one) => !namesPrincipal(declared, one.principal) && !(creatorAdmin && one.callerDerived),
  );
  return [
    ...missing.map((principal) => ({
      address: cluster.address ?? "",
      principal,
      message: `the file's stage has an entry for ${nameOf(principal)}, and the plan has none`,
    })),
    ...extra.map(({ address, principal }) => ({
      address,
      principal,
      message: `the plan has an entry for ${nameOf(principal)}, and the file's stage has none`,
      filePath: "migration.stage",
    })),
  ];
}

/** Beside an overlay a root module has entries of its own: those of the cluster's own module, and ours, are the file's. */
function isOfFile({ guards: { overlay }, address: own = "" }: PlannedCluster, { address }: PlannedEntry): boolean {
  if (overlay === undefined) return true;
  return (
    addressOfModule(address) === addressOfModule(own) &&
    (addressOfModule(own) !== "" || address.includes(".eks_access_"))
  );
}
