import { createHash } from "node:crypto";
import { awsAuthOf } from "../../lib/access/aws-auth/aws-auth";
import { encodeAwsAuth } from "../../lib/access/aws-auth/aws-auth-encode";
import { pendingWrites, writtenHash } from "../../lib/guards/written";
import type { ClusterDefinition } from "../../lib/inventory/definition/cluster-definition";
import { StagedDefinition } from "../../lib/migration/staged-definition";
import { role } from "../support/definitions/arns";
import { stackOf } from "../support/guards/compiled-guards";
import { DEV_ROW } from "../support/definitions/definitions";
import { unread } from "../support/guards/guard-cases";
import { valueWith } from "../support/guards/read-guards";
import { fieldsOf } from "../support/terraform/provider-schema";
import { cluster, withEntry } from "../support/definitions/sample-definitions";

const hash = (definition: ClusterDefinition): string => writtenHash(new StagedDefinition(definition));
const whole = cluster({ stage: "entries" });
const rowsOf = (...awsAuthRoles: (typeof DEV_ROW)[]): Pick<ClusterDefinition, "awsAuth"> => ({
  awsAuth: { awsAuthRoles, awsAuthUsers: [], awsAuthAccounts: [] },
});

describe("writtenHash", () => {
  test("is the same for the same content in another order of keys", () => {
    const turned = Object.fromEntries(Object.entries(whole.accessEntries).reverse());
    expect(hash({ ...whole, accessEntries: turned })).toBe(hash(whole));
    expect(hash(whole)).toMatch(/^[0-9a-f]{64}$/);
  });

  test("is the same whatever is not access: tags of the cluster, acceptances, the bucket of the state", () => {
    const other = { ...whole, tags: { team: "a" }, accept: [], clusterVersion: "1.32" };
    expect(hash(other)).toBe(hash(whole));
  });

  test("is the SHA-256 of the content as JSON, keys in order", () => {
    const { awsAuth: _, migration: __, ...rest } = whole;
    const accessEntries = { dev: { userName: "dev", principalArn: role("dev"), kubernetesGroups: ["b", "a"] } };
    const rows = `"mapAccounts":"[]\\n","mapRoles":"[]\\n","mapUsers":"[]\\n","mode":"API"`;
    const entries = `{"dev":{"kubernetesGroups":["b","a"],"principalArn":"${role("dev")}","userName":"dev"}}`;
    const content = `{"create":false,"creatorAdmin":false,"entries":${entries},"manage":false,${rows}}`;
    const own = { ...rest, accessEntries, authenticationMode: "API" } as const;
    expect(hash(own)).toBe(createHash("sha256").update(content).digest("hex"));
  });

  test.each([
    ["the mode", cluster({ stage: "api" })],
    ["a group", withEntry(whole, "dev", { kubernetesGroups: ["viewers"] })],
    ["a username", withEntry(whole, "dev", { userName: "developer:{{SessionName}}" })],
    ["a principal", withEntry(whole, "dev", { principalArn: role("other") })],
    ["a policy", withEntry(whole, "admin", { policyAssociations: {} })],
    ["a row", { ...whole, ...rowsOf(DEV_ROW) }],
    ["a wave", cluster({ stage: "entries", wave: 1 })],
  ])("is another one for another content: %s", (_, other) => {
    expect(hash(other)).not.toBe(hash(whole));
  });
});

describe("what makes the guards read again", () => {
  const atApply = (definition: ClusterDefinition) => {
    const { data, locals, resource } = stackOf(definition);
    const { aws_eks_cluster: clusters } = fieldsOf(data);
    const again = fieldsOf(fieldsOf(clusters).at_apply);
    return {
      name: again.name,
      dependsOn: again.depends_on,
      pending: fieldsOf(locals).writes_pending,
      marker: fieldsOf(resource).terraform_data,
    };
  };

  test("of an EksStack are the marker, a mode and rows that differ", () => {
    const { name, dependsOn, pending } = atApply(whole);
    expect(dependsOn).toEqual(["terraform_data.stage"]);
    expect(name).toBe('${local.writes_pending ? join("", ["demo", substr(timestamp(), 0, 0)]) : "demo"}');
    expect(pending).toMatch(/authentication_mode.* != "API_AND_CONFIG_MAP" \|\| length\(\[for section, hash in/);
  });

  test("of an AccessStack are the marker and rows, of one that writes none the marker alone", () => {
    expect(atApply(cluster({ stage: "entries" }, { render: "access" })).pending).not.toContain("authentication_mode");
    const none = atApply(unread("entries"));
    expect([none.name, none.pending, none.dependsOn]).toEqual(['${"demo"}', undefined, ["terraform_data.stage"]]);
  });

  test("of a stack that adopts a module is no marker, of one that imports it is", () => {
    const accept = [...(whole.accept ?? []), { code: "adopt-whole-state", reason: "looked at", until: "2099-12-31" }];
    const adopted = atApply({ ...whole, accept, adopt: { module: "module.eks" } });
    expect([adopted.marker, adopted.dependsOn]).toEqual([undefined, undefined]);
    expect(adopted.pending).toContain("sha256(");
    expect(atApply({ ...whole, adopt: { import: true } }).marker).toHaveProperty("stage.input.writes");
  });
});

describe("pendingWrites", () => {
  const ROWS = "data.kubernetes_config_map_v1.config_map_unread_grant_get_or_accept";
  const of = (create: boolean, manage: boolean, awsAuth = true): string => {
    const rows = { awsAuthRoles: [DEV_ROW], awsAuthUsers: [], awsAuthAccounts: [] };
    const own = { ...rows, createAwsAuthConfigmap: create, manageAwsAuthConfigmap: manage };
    return pendingWrites(new StagedDefinition(cluster({ stage: "dual" }, { render: "access", awsAuth: own })), {
      awsAuth,
    });
  };
  const written = encodeAwsAuth(awsAuthOf([DEV_ROW]));
  const value = (expression: string, data: object, exists = true): unknown =>
    valueWith({}, `\${${expression}}`, { "local.live_config_map_exists": exists, [ROWS]: { data } });

  test("are a ConfigMap that is not there and that the stack makes", () => {
    expect(value(of(true, false), {}, false)).toBe(true);
    expect(value(of(true, false), {}, true)).toBe(false);
  });

  test("are rows of which one section differs, or is not there", () => {
    expect(value(of(false, true), written)).toBe(false);
    expect(value(of(false, true), { ...written, mapUsers: "- userarn: x" })).toBe(true);
    const { mapRoles: _, ...rest } = written;
    expect(value(of(false, true), rest)).toBe(true);
  });

  test("are none where the stack writes no rows, or nobody reads them", () => {
    expect([of(false, false), of(true, true, false)]).toEqual(["", ""]);
  });
});
