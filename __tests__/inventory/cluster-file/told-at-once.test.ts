import { parseClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import { ACCESS_ONLY, WHOLE_CLUSTER } from "../cluster-yaml";

const SECTIONS = `iam_roles:
  auditors: { name: auditors, assumed_by: { services: [eks.amazonaws.com] }, policies: { read: "arn:aws:iam::aws:policy/ReadOnlyAccess" } }
service_accounts:
  app: { namespace: default, name: app, policies: { read: "arn:aws:iam::aws:policy/ReadOnlyAccess" } }
`;
const ROLES =
  "delete it; where this state was applied with `render: resources`, first run `terraform state rm aws_iam_role.iam_role_auditors aws_iam_role_policy_attachment.iam_role_auditors`, or the next plan destroys them";
function told(text: string) {
  const { findings } = parseClusterFile("clusters/demo.yaml", text);
  return findings.map(({ line, code, path, help }) => [line, code, path, help]);
}

describe("parseClusterFile, of a file with errors", () => {
  const unused = "delete the key: whatever manages the cluster (eksctl, another root module) sets it there";

  test("tells what leaves the state beside the variables that are of no use", () => {
    expect(told(`${ACCESS_ONLY}create_iam_role: true\n${SECTIONS}`)).toEqual([
      [4, "variable-unused", "create_iam_role", unused],
      [5, "variable-unused", "iam_roles", ROLES],
    ]);
  });

  test("tells it of a file that has another shape, too, as far as the sections can be read", () => {
    const broken = `${ACCESS_ONLY}cluster_version: [1]\n${SECTIONS.replace("name: app,", "")}`;
    expect(told(broken).map(([line, code, path]) => [line, code, path])).toEqual([
      [4, "type-wrong", "cluster_version"],
      [4, "variable-unused", "cluster_version"],
      [5, "variable-unused", "iam_roles"],
      [8, "key-missing", "service_accounts.app.name"],
    ]);
  });

  test("leaves it to the judgement of a file without errors: told once", () => {
    expect(told(`${ACCESS_ONLY}${SECTIONS}`)).toEqual([]);
  });

  test("and says nothing of sections that a whole cluster takes", () => {
    expect(told(`${WHOLE_CLUSTER}${SECTIONS}x: 1\n`).map(([, code, path]) => [code, path])).toEqual([
      ["key-unknown", "x"],
    ]);
  });

  test("tells misspelt and missing keys within arguments of the module beside a missing key of an entry", () => {
    const file = `cluster_name: demo
render: module
module: { version: 20.37.2 }
terraform: { region: ap-northeast-2, account_id: "111122223333" }
access_entries:
  admin:
    principal_arn: arn:aws:iam::111122223333:role/admin
    policy_associations: { view: { access_scope: { type: cluster } } }
eks_managed_node_groups:
  blue:
    min_szie: 1
    taints: { own: { key: dedicated } }
modules:
  karpenter: { source: terraform-aws-modules/eks/aws//modules/karpenter, clustername: demo }
`;
    const found = told(file).map(([line, code, path]) => [line, code, path]);
    expect(found).toEqual([
      [8, "key-missing", "access_entries.admin.policy_associations.view.policy_arn"],
      [11, "key-unknown", "eks_managed_node_groups.blue.min_szie"],
      [12, "key-missing", "eks_managed_node_groups.blue.taints.own.effect"],
      [14, "key-unknown", "modules.karpenter.clustername"],
    ]);
    const unknown = file.replace("20.37.2", "20.99.0");
    expect(told(unknown).map(([line]) => line)).toEqual([8]);
  });
});
