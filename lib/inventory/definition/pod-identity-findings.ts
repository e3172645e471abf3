import { type Finding, findingsIn } from "../../finding/finding";
import type { ClusterDefinition } from "./cluster-definition";

const finding = findingsIn("file");

/** Whether a role of some account trusts the cluster's OIDC provider: those of Pod Identity do not. */
export function needsOidcProvider(serviceAccounts: Accounts): boolean {
  return Object.values(serviceAccounts).some(({ podIdentity = false }) => !podIdentity);
}

type Accounts = Readonly<Record<string, { readonly podIdentity?: boolean }>>;

/**
 * Service accounts with Pod Identity whose pods get nothing unless the cluster has the agent: no file of ours installs it. Auto
 * Mode has it built in.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
 */
export function podIdentityFindings({
  clusterName,
  serviceAccounts = {},
  clusterComputeConfig,
}: ClusterDefinition): Finding[] {
  const [first] = Object.entries(serviceAccounts).filter(([, { podIdentity = false }]) => podIdentity);
  if (first === undefined || clusterComputeConfig?.enabled === true) return [];
  return [
    finding("pod-identity-agent", `service_accounts.${first[0]}.pod_identity`, {
      message:
        "pods get the role from the add-on eks-pod-identity-agent, and whether the cluster has that add-on is not known from this file",
      help: `\`aws eks list-addons --cluster-name ${clusterName}\` lists the add-ons of the cluster: \`eks-access check FILE --live LIST\` reads that output, and says nothing where the add-on is there; \`aws eks create-addon --cluster-name ${clusterName} --addon-name eks-pod-identity-agent\` installs the add-on`,
    }),
  ];
}
