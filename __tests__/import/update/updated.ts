import { importCluster, type Imported } from "../../../lib/app/import/import-cluster";
import { printLocated } from "../../../lib/inventory/finding/located-finding";
import { ACCOUNT, role, user } from "../../support/definitions/arns";
import { configMapJson, describeCluster } from "../../support/cli/source-texts";

export const rows = (roles: readonly object[], users: readonly object[] = []): string =>
  configMapJson({ mapRoles: JSON.stringify(roles), mapUsers: JSON.stringify(users) });
export const CONFIG_MAP = describeCluster("CONFIG_MAP");
export const DEV = { rolearn: role("dev"), username: "dev", groups: ["developers"] };
export const OPS = { rolearn: role("ops"), username: "ops", groups: ["system:masters"] };
export const ANN = { userarn: user("ann"), username: "ann", groups: ["a"] };

export function update(existing: string, ...texts: readonly string[]): Imported {
  const named = texts.map((text, i) => ({ name: `${i + 1}.txt`, text }));
  return importCluster({ texts: named, answers: {}, file: "demo.yaml", existing, today: "2026-11-22" });
}
export const told = ({ findings }: Imported, code: string): string[] =>
  findings.filter((finding) => finding.code === code).map(printLocated);

export const BY_HAND = `# our cluster
cluster_name: demo   # not prod
render: access

terraform: { account_id: "${ACCOUNT}", region: eu-west-1 }

migration:
  stage: config-map # until spring
  expected: [${role("creator")}]
  # nobody knows why
  role_paths: { ${role("dev")}: ${role("team/dev")} }

aws_auth:
  aws_auth_users: []
  aws_auth_roles:
    # the developers
    - {rolearn: "${role("dev")}", username: dev, groups: [developers]}   # since 2020

access_entries:
  our_developers:
    principal_arn: ${role("team/dev")}
    kubernetes_groups: [developers]
    user_name: dev
leaving:
# gone in May
- ${role("old")}
`;
