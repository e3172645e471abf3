import { protectionFindings } from "../../../lib/inventory/definition/protection-findings";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { cluster, newCluster } from "../../support/definitions/sample-definitions";

const terraform = { accountId: "111122223333", region: "ap-northeast-2" };
const ROWS = { awsAuthRoles: [], awsAuthUsers: [], awsAuthAccounts: [] };
const found = (definition: ClusterDefinition): string[] =>
  protectionFindings(new StagedCluster(definition)).map(
    ({ severity, code, path, message }) => `${severity} ${code} ${path}: ${message}`,
  );

describe("protectionFindings", () => {
  const off = { ...terraform, protect: false };
  const on = { ...terraform, protect: true };
  const open = (what: string, got: string): string[] => [
    `warning protection-off terraform.protect: Terraform does not refuse to destroy ${what}, expected \`true\`, got ${got}`,
  ];

  test("names what `protect: false` leaves open, at each stage and in both stacks", () => {
    const at = (stage: "dual" | "entries" | "done", render: "access" | "resources"): string[] =>
      found(cluster({ stage }, { render, terraform: off }));
    expect(at("dual", "access")).toEqual(open("aws-auth", "`false`"));
    expect(at("entries", "access")).toEqual(open("4 access entries, aws-auth", "`false`"));
    expect(at("done", "access")).toEqual(open("4 access entries", "`false`"));
    expect(at("entries", "resources")).toEqual(open("the cluster, 4 access entries, aws-auth", "`false`"));
  });

  test("tells it when `migration` has left a stack of access alone, and not while it is there", () => {
    const got = "nothing, without `migration` and `adopt`";
    const left = { render: "access", terraform } as const;
    expect(found(newCluster(left))).toEqual(open("4 access entries", got));
    const read = { ...left, authenticationMode: "API_AND_CONFIG_MAP", awsAuth: ROWS } as const;
    expect(found(newCluster(read))).toEqual(open("4 access entries, aws-auth", got));
    expect(found(cluster({ stage: "done" }, left))).toEqual([]);
    expect(found(newCluster({ ...left, adopt: { import: true } }))).toEqual([]);
    expect(found(newCluster({ render: "access", terraform: off, adopt: { import: true } }))).toEqual(
      open("4 access entries", "`false`"),
    );
  });

  test("says nothing of what is protected, holds nobody's access, or may be a new cluster", () => {
    expect(found(newCluster({ render: "access", terraform: on }))).toEqual([]);
    expect(found(newCluster({ render: "access", terraform, accessEntries: {} }))).toEqual([]);
    expect(found(newCluster({ terraform }))).toEqual([]);
    expect(found(newCluster({ terraform: off }))).toEqual(open("the cluster, 4 access entries", "`false`"));
  });
});
