import { printArn } from "../access/principal/arn";
import { arnsOf } from "../access/principal/arn-list";
import { principalIdOf } from "../access/principal/principal-id";
import { principalName } from "../access/principal/principal-name";
import type { Finding } from "../finding/finding";
import type { ClusterDefinition } from "../inventory/definition/cluster-definition";
import { filePath } from "../migration/file-path";
import { unimportedEntries } from "../migration/guard/entries/entry-conflict";
import { isFrom } from "../migration/stage";
import type { StagedCluster } from "../migration/staged-cluster";
import { lostByType, mendType, otherTypes } from "../migration/translation/other-type";
import type { LiveData } from "../sources/live-data";
import { liveFinding } from "./live-finding";

type Staged = StagedCluster<ClusterDefinition>;

/** What no guard can ask, for the AWS provider reads none of it, and live data tell. */
export function liveEksFindings(staged: Staged, live: LiveData): Finding[] {
  return [
    ...otherTypeFindings(staged, live),
    ...capabilityFindings(staged, live),
    ...localCluster(staged, live),
    ...podIdentityAgent(staged, live),
  ];
}

/** @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html */
function podIdentityAgent({ definition }: Staged, { addons }: LiveData): Finding[] {
  const { clusterName, serviceAccounts = {}, clusterComputeConfig } = definition;
  const [first] = Object.entries(serviceAccounts).filter(([, { podIdentity = false }]) => podIdentity);
  if (first === undefined || addons === undefined || clusterComputeConfig?.enabled === true) return [];
  if (addons.includes(AGENT)) return [];
  return [
    liveFinding("pod-identity-agent", `service_accounts.${first[0]}.pod_identity`, {
      message: `the cluster lacks the add-on ${AGENT}: its pods get no role`,
      help: `\`aws eks create-addon --cluster-name ${clusterName} --addon-name ${AGENT}\`; Auto Mode has it built in`,
    }),
  ];
}

const AGENT = "eks-pod-identity-agent";

/** @see DOMAIN R43 */
function otherTypeFindings({ definition, translation }: Staged, { entries }: LiveData): Finding[] {
  const typed = entries.flatMap(({ principalArn, type }) =>
    arnsOf([principalArn]).map((principal) => ({ principal, type })),
  );
  return otherTypes(translation, typed).map(({ principal, place, wanted, live }) => {
    const arn = printArn(principal);
    return liveFinding("node-type-differs", filePath(place), {
      message: `the live entry of ${principalName(principal, definition.accountId)} is of another type, expected ${wanted}, got \`${live}\`: ${lostByType({ wanted, live })}`,
      help: mendType(definition.clusterName, arn, wanted),
    });
  });
}

/** @see DOMAIN R41 */
function capabilityFindings(staged: Staged, { capabilities = [] }: LiveData): Finding[] {
  return unimportedEntries(staged).flatMap(({ key, principalArn }): Finding[] => {
    const own = capabilities.find(({ roleArn }) => principalIdOf(roleArn) === principalIdOf(principalArn));
    if (own === undefined) return [];
    return [
      liveFinding("entry-of-eks", `access_entries.${key}`, {
        message: `EKS has made the entry of the role of capability ${own.name} already, and answers 409 to this one: the plan would fail`,
        help: `delete this key from \`access_entries\`, and add \`${principalArn}\` to the list \`migration.expected\`: guards then look for the entry of EKS`,
      }),
    ];
  });
}

/** @see DOMAIN R42 */
function localCluster({ definition }: Staged, { isLocalCluster, cluster }: LiveData): Finding[] {
  const stage = definition.migration?.stage;
  if (isLocalCluster !== true || cluster?.mode !== "CONFIG_MAP" || definition.outpostConfig !== undefined) return [];
  if (stage !== undefined && !isFrom(stage, "dual")) return [];
  return [
    liveFinding("live-local-cluster", stage === undefined ? "authentication_mode" : "migration.stage", {
      message: "a local cluster on an Outpost, expected stage config-map: AWS refuses another mode",
      help: "write outpost_config into the file, as describe-cluster shows it, and go back to config-map",
    }),
  ];
}
