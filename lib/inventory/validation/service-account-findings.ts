import { type Finding, findingsIn } from "../../finding/finding";
import type { ClusterDefinition } from "../definition/cluster-definition";
import { variableUnused } from "../definition/module/unused-variables";
import { needsOidcProvider } from "../definition/pod-identity-findings";
import { serviceAccountFindings } from "../definition/section-checks";

const finding = findingsIn("file");

/** Service accounts whose roles could not be made, or whom IAM could not trust. */
export function accountFindings(definition: ClusterDefinition): Finding[] {
  return [
    ...serviceAccountFindings(definition.clusterName, definition.serviceAccounts),
    ...withoutIdentityProvider(definition),
    ...identityProviderUnused(definition),
  ];
}

/** Where something else manages the cluster, `enable_irsa` makes the provider that service accounts trust. */
function identityProviderUnused({ render, serviceAccounts = {}, enableIrsa }: ClusterDefinition): Finding[] {
  const isUsed = render !== "access" || needsOidcProvider(serviceAccounts);
  return enableIrsa === undefined || isUsed ? [] : [variableUnused("enable_irsa", render)];
}

function withoutIdentityProvider({
  render,
  serviceAccounts = {},
  enableIrsa,
  outpostConfig,
}: ClusterDefinition): Finding[] {
  if (Object.keys(serviceAccounts).length === 0) return [];
  if (outpostConfig !== undefined) {
    return [
      finding("service-accounts-without-irsa", "service_accounts", {
        message: "a cluster on an Outpost has no identity provider, expected no service accounts with roles",
        help: "delete service_accounts: IAM could trust none of them",
      }),
    ];
  }
  if (enableIrsa !== false || render !== "resources" || !needsOidcProvider(serviceAccounts)) return [];
  return [
    finding("service-accounts-without-irsa", "enable_irsa", {
      message: "expected `true` beside service_accounts, got `false`",
      help: "their roles trust the cluster's OIDC provider: leave `enable_irsa` out, or give each account `pod_identity: true`",
    }),
  ];
}
