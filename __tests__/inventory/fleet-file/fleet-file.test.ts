import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { printLocated } from "../../../lib/inventory/finding/located-finding";
import { readFolder } from "../../../lib/inventory/folder/read-folder";
import { LARGEST_FILE } from "../../../lib/inventory/file-size";
import { mergedSource } from "../../../lib/inventory/inventory";
import { fleetJsonSchema } from "../../../lib/inventory/schema/fleet-file";
import { readFleet } from "../../support/definitions/read-fleet";

const ADMIN = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";
const VIEW = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy";
const ACCOUNT = "111122223333";

function entry(key: string, { role = key, policy = ADMIN, type = "STANDARD", groups = "" } = {}): string {
  const policies =
    policy === ""
      ? ""
      : `\n    policy_associations: { own: { policy_arn: "${policy}", access_scope: { type: cluster } } }`;
  const more = groups === "" ? "" : `\n    kubernetes_groups: [${groups}]`;
  return `  ${key}:\n    type: ${type}\n    principal_arn: arn:aws:iam::${ACCOUNT}:role/${role}${policies}${more}\n`;
}

function cluster(name: string, entries = entry("break_glass", { role: "break-glass" }), more = ""): string {
  const terraform = `terraform: { account_id: "${ACCOUNT}", region: eu-west-1, protect: true }`;
  return `cluster_name: ${name}\nrender: access\nauthentication_mode: API\naccess_entries:\n${entries}${terraform}\n${more}`;
}

describe("fleetJsonSchema", () => {
  test("clusters/fleet.schema.json is as the source says; `npm run schema` writes it", () => {
    expect(readFileSync(join(__dirname, "../../../clusters/fleet.schema.json"), "utf8")).toBe(fleetJsonSchema());
  });
});

describe("fleet.yaml", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "fleet-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  const told = (): string[] => {
    const fleet = readFleet(folder, "2026-11-22");
    if ("unreadable" in fleet) throw new Error(fleet.reason);
    return fleet.findings.map((found) => {
      const accepted = found.accepted === undefined ? "" : ", accepted";
      return `${found.severity}${accepted} ${found.code} ${printLocated(found).replaceAll(folder, "F")}`;
    });
  };
  const helps = (code: string): (string | undefined)[] => {
    const fleet = readFleet(folder, "2026-11-22");
    if ("unreadable" in fleet) throw new Error(fleet.reason);
    return fleet.findings.filter((found) => found.code === code).map(({ help }) => help?.replaceAll(folder, "F"));
  };
  const REQUIRED = 'require: { principals: [{ principal: "arn:{partition}:iam::{account}:role/break-glass" }] }\n';

  test("that says nothing of a cluster finds nothing", () => {
    write("fleet.yaml", REQUIRED);
    write("shop.yaml", cluster("shop"));
    expect(told()).toEqual([]);
  });

  test("requires a principal of every file, each with its own account", () => {
    write("fleet.yaml", REQUIRED);
    write("shop.yaml", cluster("shop", entry("ops")));
    expect(told()).toEqual([
      "blocker fleet-principal-missing F/shop.yaml:4:1 access_entries: no access entry for role break-glass, which F/fleet.yaml requires of this cluster",
    ]);
  });

  test("requires a policy, a type, and only of the clusters that it names", () => {
    const principal = `principal: "arn:aws:iam::{account}:role/ops*", type: STANDARD, policy: AmazonEKSClusterAdminPolicy`;
    write("fleet.yaml", `require: { principals: [{ ${principal}, clusters: [prod/*] }] }\n`);
    write("prod/shop.yaml", cluster("shop", entry("ops-1", { policy: VIEW })));
    write("prod/ledger.yaml", cluster("ledger", entry("ops-1")));
    write("dev/shop.yaml", cluster("shop", entry("dev"), "").replaceAll(ACCOUNT, "444455556666"));
    expect(told()).toEqual([
      "blocker fleet-principal-missing F/prod/shop.yaml:5:3 access_entries.ops-1: not as F/fleet.yaml requires it of role ops-1, expected type STANDARD and AmazonEKSClusterAdminPolicy for the whole cluster",
    ]);
  });

  test("lets a file accept that a required principal is missing, until a day", () => {
    write("fleet.yaml", REQUIRED);
    const accept = (until: string) =>
      `accept: [{ code: fleet-principal-missing, reason: comes with the next wave, until: ${until} }]\n`;
    write("shop.yaml", cluster("shop", entry("ops"), accept("2026-11-22")));
    write("ledger.yaml", cluster("ledger", entry("ops"), accept("2026-11-21")));
    expect(told().map((line) => line.split(":")[0])).toEqual([
      "blocker fleet-principal-missing F/ledger.yaml",
      "warning accept-expired F/ledger.yaml",
      "blocker, accepted fleet-principal-missing F/shop.yaml",
    ]);
  });

  test("tells who is cluster admin beside those that it lists, by policy or by group", () => {
    write("fleet.yaml", 'admins: { only: ["arn:aws:iam::{account}:role/break-glass"] }\n');
    const entries = [
      entry("break_glass", { role: "ops/break-glass" }),
      entry("viewer", { policy: VIEW }),
      entry("dev"),
      entry("bound", { policy: "", groups: "ops" }),
      entry("grouped", { policy: "", groups: "viewers" }),
    ].join("");
    const more =
      "rbac_bindings:\n  ops: { group: ops, cluster_role: cluster-admin }\n  viewers: { group: viewers, cluster_role: cluster-admin, namespace: dev }\n";
    write("shop.yaml", cluster("shop", entries, more));
    expect(told().filter((line) => line.includes("fleet-"))).toEqual([
      "blocker fleet-admin-unlisted F/shop.yaml:13:3 access_entries.dev: cluster admin by its access policy, expected one of those that F/fleet.yaml lists under admins.only, got role dev",
      "blocker fleet-admin-unlisted F/shop.yaml:17:3 access_entries.bound: cluster admin by group ops, expected one of those that F/fleet.yaml lists under admins.only, got role bound",
    ]);
  });

  test("lets no file accept an admin that it does not list", () => {
    write("fleet.yaml", 'admins: { only: ["arn:aws:iam::{account}:role/break-glass"] }\n');
    const accept = "accept: [{ code: fleet-admin-unlisted, reason: I want to, until: 2027-01-31 }]\n";
    write("shop.yaml", cluster("shop", entry("dev"), accept));
    expect(told().map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual([
      "error accept-refused",
      "blocker fleet-admin-unlisted",
    ]);
  });

  test("finds clusters in no ring and in two, and globs that name nobody", () => {
    write(
      "fleet.yaml",
      "rings:\n  - { name: canary, clusters: [dev/*, shop] }\n  - { name: rest, clusters: [s*, x/*] }\n",
    );
    write("dev/shop.yaml", cluster("shop").replaceAll(ACCOUNT, "444455556666"));
    write("shop.yaml", cluster("shop"));
    write("ledger.yaml", cluster("ledger"));
    expect(told()).toEqual([
      "warning fleet-glob-idle F/fleet.yaml:3 rings[1].clusters[1]: names no cluster of this fleet, got `x/*`",
      "error ring-missing F/ledger.yaml:1:1: in no ring of F/fleet.yaml, expected one that names `ledger`",
      "error ring-ambiguous F/shop.yaml:1:1: in 2 rings of F/fleet.yaml, expected one, got `canary`, `rest`",
    ]);
  });

  test("says what to write for a cluster in no ring, and which name may be meant for it", () => {
    write("fleet.yaml", "rings:\n  - { name: canary, clusters: [prod/shpo, x*] }\n");
    write("prod/shop.yaml", cluster("shop"));
    write("ledger.yaml", cluster("ledger"));
    expect(helps("ring-missing")).toEqual([
      "write `ledger` under `clusters` of one ring in F/fleet.yaml (`canary` in line 2): a cluster in no ring waits for no other",
      "did you mean it by `prod/shpo` of ring `canary`? Then correct that in line 2 of F/fleet.yaml; else write `prod/shop` under `clusters` of one ring in F/fleet.yaml (`canary` in line 2): a cluster in no ring waits for no other",
    ]);
  });

  test("is told at its place once, for however many files, where it is wrong", () => {
    write(
      "fleet.yaml",
      [
        "requires: {}",
        "admins: { only: [ops] }",
        "rings:",
        "  - { name: a, clusters: [], after: { stage: dual } }",
        "  - { name: a, clusters: [x.yaml], after: { wave: 2, verified_days: 0 } }",
        "",
      ].join("\n"),
    );
    write("shop.yaml", cluster("shop"));
    write("ledger.yaml", cluster("ledger"));
    expect(told().map((line) => line.replace(/: .*/, ""))).toEqual([
      "error key-unknown F/fleet.yaml:1:1 requires",
      "error arn-malformed F/fleet.yaml:2:18 admins.only[0]",
      "error value-out-of-range F/fleet.yaml:4:16 rings[0].clusters",
      "error name-invalid F/fleet.yaml:5:27 rings[1].clusters[0]",
      "error value-out-of-range F/fleet.yaml:5:69 rings[1].after.verified_days",
    ]);
  });

  test("refuses two rings of one name, a gate before the first, and a wave of a stage without waves", () => {
    write(
      "fleet.yaml",
      "rings:\n  - { name: a, clusters: [shop], after: { stage: dual } }\n  - { name: a, clusters: [x], after: { wave: 2 } }\n",
    );
    write("shop.yaml", cluster("shop"));
    expect(told().map((line) => line.replace(/: .*/, ""))).toEqual([
      "error ring-gate-unfit F/fleet.yaml:2:34 rings[0].after",
      "error ring-ambiguous F/fleet.yaml:3:13 rings[1].name",
      "error ring-gate-unfit F/fleet.yaml:3:31 rings[1].after",
    ]);
  });

  test("has to be a regular file of bounded size in its folder, as cluster files are", () => {
    write("shop.yaml", cluster("shop"));
    write("fleet.yaml", `#${"x".repeat(LARGEST_FILE)}`);
    expect(told().map((line) => line.split(":")[0])).toEqual(["error file-too-large F/fleet.yaml"]);
    rmSync(join(folder, "fleet.yaml"));
    symlinkSync("/etc/hostname", join(folder, "fleet.yaml"));
    expect(told().map((line) => line.split(":")[0])).toEqual(["error file-outside-folder F/fleet.yaml"]);
  });

  test("stands in what show prints, with its places", () => {
    write(
      "fleet.yaml",
      `${REQUIRED}admins: { only: ["arn:aws:iam::{account}:role/ops-*"] }\nrings:\n  - { name: canary, clusters: ["**"] }\n`,
    );
    write("prod/shop.yaml", cluster("shop"));
    const read = readFolder(folder);
    const [source] = "sources" in read ? read.sources : [];
    const text = source === undefined ? "" : (mergedSource(source) ?? "");
    expect(text.replaceAll(folder, "F").split("\n").slice(0, 4)).toEqual([
      "# ring canary, 1 of 1 (F/fleet.yaml:4)",
      "# requires arn:aws:iam::111122223333:role/break-glass (F/fleet.yaml:1)",
      "# cluster admins only: arn:aws:iam::111122223333:role/ops-* (F/fleet.yaml:2)",
      "cluster_name: shop",
    ]);
  });
});
