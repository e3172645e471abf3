import { stateLockFindings } from "../../../../lib/inventory/definition/state-place/state-lock";
import type { ClusterDefinition } from "../../../../lib/inventory/definition/cluster-definition";

const BUCKET = { bucket: "states", key: "eks/demo", region: "ap-northeast-2" } as const;
const told = (
  backend?: ClusterDefinition["terraform"]["backend"],
  render: ClusterDefinition["render"] = "resources",
): string[] =>
  stateLockFindings({
    render,
    terraform: { region: "ap-northeast-2", ...(backend === undefined ? {} : { backend }) },
  }).map(({ severity, code, path, message }) => `${severity} ${code} ${path}: ${message}`);

describe("stateLockFindings", () => {
  const open = (path: string, got: string): string[] => [
    `warning state-unlocked terraform.backend.s3${path}: nothing locks the state while Terraform runs, expected \`use_lockfile: true\` or \`dynamodb_table\`, got ${got}`,
  ];

  test.each(["resources", "module", "access"] as const)(
    "names a bucket without a lock, with `render: %s`",
    (render) => {
      expect(told({ s3: BUCKET }, render)).toEqual(open("", "neither"));
      expect(told({ s3: { ...BUCKET, useLockfile: false } }, render)).toEqual(
        open(".use_lockfile", "`use_lockfile: false`"),
      );
    },
  );

  test("says nothing of a bucket with either lock, or both", () => {
    expect(told({ s3: { ...BUCKET, useLockfile: true } })).toEqual([]);
    expect(told({ s3: { ...BUCKET, dynamodbTable: "locks" } })).toEqual([]);
    expect(told({ s3: { ...BUCKET, useLockfile: false, dynamodbTable: "locks" } })).toEqual([]);
  });

  test("says nothing of states that Terraform locks by itself, nor of an overlay, whose root has the backend", () => {
    expect(told()).toEqual([]);
    expect(told({ local: {} })).toEqual([]);
    expect(told({ cloud: { organization: "example", workspaces: { name: "demo" } } })).toEqual([]);
    expect(told({ remote: { organization: "example", workspaces: { prefix: "eks-" } } })).toEqual([]);
    expect(told({ s3: BUCKET }, "overlay")).toEqual([]);
  });
});
