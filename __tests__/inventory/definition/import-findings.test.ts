import { importedByName } from "../../../lib/inventory/definition/import-findings";
import { judgeParsed } from "../../../lib/inventory/fleet";
import { parseClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import { accepting } from "../../support/definitions/definitions";
import { newCluster } from "../../support/definitions/sample-definitions";
import { stackFor } from "../../support/definitions/sample-stacks";
import { refusalOf } from "../../stacks/stack-json";

const SECTIONS = {
  rbacBindings: {
    viewers: { group: "viewers", clusterRole: "view" },
    edit: { group: "dev", clusterRole: "edit", namespace: "shop", name: "editors" },
  },
  serviceAccounts: {
    agent: { namespace: "monitoring", name: "agent" },
    there: { namespace: "monitoring", name: "there", create: false, roleName: "there-role" },
  },
} as const;
const IMPORT = { import: true };
const ADOPT_YAML = "adopt: { import: true }\n";
const FILE = `cluster_name: demo
render: access
authentication_mode: API
access_entries: { dev: { principal_arn: "arn:aws:iam::111122223333:role/dev", kubernetes_groups: [developers] } }
terraform: { region: eu-west-1, account_id: "111122223333", protect: true }
`;
const BINDINGS = "rbac_bindings: { viewers: { group: viewers, cluster_role: view } }\n";

const said = (text: string): string[] =>
  judgeParsed(parseClusterFile("demo.yaml", text), "2026-11-22").map(
    ({ code, path, line, accepted }) =>
      `${code} ${path} in line ${line ?? 0}${accepted === undefined ? "" : ", accepted"}`,
  );

describe("importedByName", () => {
  test("names what a stranger may have made, five of it, and what to do", () => {
    const [found, ...others] = importedByName(newCluster({ ...SECTIONS, render: "access", adopt: IMPORT }));
    expect(others).toEqual([]);
    expect(found).toMatchObject({ code: "import-by-name", severity: "blocker", path: "adopt.import" });
    expect(found?.message).toBe(
      "the plan takes over by name ClusterRoleBinding `viewers`, RoleBinding `shop/editors`, IAM role `demo-monitoring-agent`, service account `monitoring/agent`, IAM role `there-role`, whoever made them, and changes them to what this file says, expected what your team made, got names alone",
    );
    const iamRoles = { audit: { name: "audit", assumedBy: { services: ["ec2.amazonaws.com"] } } };
    expect(importedByName(newCluster({ ...SECTIONS, iamRoles, adopt: IMPORT }))[0]?.message).toContain(" and 1 more, ");
  });

  test.each([
    ["nothing is imported", { ...SECTIONS }],
    ["entries are, whose identity decides", { adopt: { ...IMPORT, imported: ["admin"] } }],
    ["the rest comes out of a module's state", { ...SECTIONS, adopt: { ...IMPORT, module: "module.eks" } }],
    ["what a stopped run left is imported", { ...SECTIONS, adopt: { importedWithoutAssociations: ["admin"] } }],
  ])("finds nothing where %s", (_, rest) => {
    expect(importedByName(newCluster(rest))).toEqual([]);
  });

  test("names the roles that are rendered with the cluster, by names that are known", () => {
    const named = { createIamRole: true, iamRoleName: "shared", iamRoleUseNamePrefix: false, adopt: IMPORT };
    const auto = { clusterComputeConfig: { enabled: true }, nodeIamRoleUseNamePrefix: false };
    const of = (rest: object) => importedByName(newCluster({ ...named, ...rest }))[0]?.message ?? "";
    expect(of({})).toMatch(/^the plan takes over by name IAM role `shared`, whoever/);
    expect(of(auto)).toMatch(/^the plan takes over by name IAM role `shared`, IAM role `demo-eks-auto`, whoever/);
    expect(of({ createIamRole: false, iamRoleArn: "arn:aws:iam::111122223333:role/shared" })).toBe("");
    expect(of({ iamRoleUseNamePrefix: true })).toBe("");
    expect(of({ render: "access" })).toBe("");
  });

  test("is accepted in the file, and refuses it until then", () => {
    expect(said(FILE + BINDINGS)).toEqual([]);
    expect(said(FILE + ADOPT_YAML)).toEqual([]);
    expect(said(FILE + BINDINGS + ADOPT_YAML)).toEqual(["import-by-name adopt.import in line 7"]);
    const accept = "accept: [{ code: import-by-name, reason: ours, until: 2027-01-31 }]\n";
    expect(said(FILE + BINDINGS + ADOPT_YAML + accept)).toEqual(["import-by-name adopt.import in line 7, accepted"]);
  });

  test.each(["access", "resources"] as const)("is told by the stack too, with `render: %s`", (render) => {
    const definition = newCluster({ rbacBindings: SECTIONS.rbacBindings, render, adopt: IMPORT });
    const named = { iamRoleName: "demo", iamRoleUseNamePrefix: false };
    const whole = render === "access" ? definition : { ...definition, ...named };
    expect(refusalOf(() => stackFor(whole)).code).toBe("import-by-name");
    expect(() => stackFor({ ...whole, accept: [accepting("import-by-name")] })).not.toThrow();
  });
});
