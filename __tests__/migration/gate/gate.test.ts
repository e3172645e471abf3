import type { RoleRow } from "../../../lib/access/aws-auth/aws-auth";
import { SEVERITIES } from "../../../lib/finding/severity";
import type { JudgedFinding } from "../../../lib/migration/acceptance";
import type { AccessDefinition, MigrationDefinition } from "../../../lib/migration/definition";
import { isRefused } from "../../../lib/migration/gate/refusal";
import { gate } from "../../../lib/migration/gate/gate";
import { type Stage, STAGES } from "../../../lib/migration/stage";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { role } from "../../support/definitions/arns";
import {
  accepting,
  ADMIN_ROW,
  BREAK_GLASS,
  CREATOR,
  definition,
  DEV_ROW,
  NODE_ROW,
} from "../../support/definitions/definitions";

const TODAY = "2026-11-22";
const { migration: _, ...SETTLED } = definition({}, { accept: [] });
const { awsAuth: ___, ...ROWLESS } = SETTLED;
const { node: __, ...PEOPLE } = definition().accessEntries;

const judge = (migration: Partial<MigrationDefinition> = {}, rest: Partial<AccessDefinition> = {}): JudgedFinding[] =>
  gate(new StagedCluster(definition(migration, rest)), TODAY).filter(({ code }) => code !== "masters-by-name");
const codesOf = (findings: readonly JudgedFinding[]): string[] =>
  findings.map(({ code, severity, path }) => `${severity} ${code} ${path}`);
const codes = (migration: Partial<MigrationDefinition> = {}, rest: Partial<AccessDefinition> = {}): string[] =>
  codesOf(judge(migration, rest));
const rows = (...awsAuthRoles: RoleRow[]): Pick<AccessDefinition, "awsAuth" | "accept"> => ({
  awsAuth: { awsAuthRoles, awsAuthUsers: [], awsAuthAccounts: [] },
  accept: awsAuthRoles.includes(ADMIN_ROW) ? [accepting("masters-by-name")] : [],
});
const refused = (rest: Partial<AccessDefinition>, migration: Partial<MigrationDefinition> = {}): Stage[] =>
  STAGES.filter((stage) => isRefused(judge({ stage, ...migration }, rest)));
const FROM_RETIRE = ["retire", "api", "done"];

describe("gate", () => {
  test.each(STAGES)("lets a file pass that is ready for %s", (stage) => {
    expect(judge({ stage })).toEqual([]);
  });

  test("lets the end state pass, and a new cluster", () => {
    expect(gate(new StagedCluster({ ...ROWLESS, authenticationMode: "API" }), TODAY)).toEqual([]);
    expect(gate(new StagedCluster({ clusterName: "new", accessEntries: {} }), TODAY)).toEqual([]);
  });

  test("shows what is accepted, as accepted", () => {
    const accept = [{ ...accepting("masters-by-name"), principal: role("admin") }];
    const found = gate(new StagedCluster(definition({ stage: "retire" }, { accept })), TODAY);
    expect(found).toEqual([
      expect.objectContaining({ code: "masters-by-name", severity: "blocker", accepted: accept[0] }),
    ]);
    expect(isRefused(found)).toBe(false);
  });

  test("counts again what was accepted up to yesterday", () => {
    const until = (day: string) => [{ ...accepting("masters-by-name"), until: day }];
    const found = gate(new StagedCluster(definition({ stage: "retire" }, { accept: until("2026-11-21") })), TODAY);
    expect(codesOf(found)).toEqual([
      "blocker masters-by-name access_entries.admin",
      "warning accept-expired accept[0].until",
    ]);
    expect(isRefused(found)).toBe(true);
    expect(isRefused(gate(new StagedCluster(definition({ stage: "retire" }, { accept: until(TODAY) })), TODAY))).toBe(
      false,
    );
  });

  test("takes an acceptance of what only Terraform meets, and none of a rule that has no exception", () => {
    const found = gate(
      new StagedCluster(definition({}, { accept: [accepting("row-changed"), accepting("row-unknown")] })),
      TODAY,
    );
    expect(codesOf(found)).toEqual([
      "error accept-refused accept[1].code",
      "blocker masters-by-name access_entries.admin",
    ]);
  });

  test("sorts what it finds, worst first", () => {
    const found = judge({ stage: "retire", expected: [] }, { ...rows(ADMIN_ROW, DEV_ROW), accessEntries: PEOPLE });
    const order = found.map(({ severity }) => SEVERITIES.indexOf(severity));
    expect(order.length).toBeGreaterThan(1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  test("points to rows by their place in the cluster file", () => {
    const dead = { ...DEV_ROW, rolearn: role("team/dev") };
    expect(codes({}, rows(ADMIN_ROW, dead, NODE_ROW))).toEqual(["warning row-dead aws_auth.aws_auth_roles[1]"]);
  });

  test("R36 accepts: without a migration, entries in modes that know them", () => {
    for (const authenticationMode of ["API_AND_CONFIG_MAP", "API"] as const) {
      expect(isRefused(gate(new StagedCluster({ ...ROWLESS, authenticationMode }), TODAY))).toBe(false);
    }
    expect(
      codesOf(gate(new StagedCluster({ ...ROWLESS, accessEntries: {}, authenticationMode: "CONFIG_MAP" }), TODAY)),
    ).toEqual([]);
  });

  test("R36 refuses: without a migration, entries in mode CONFIG_MAP", () => {
    const found = gate(new StagedCluster({ ...SETTLED, authenticationMode: "CONFIG_MAP" }), TODAY);
    expect(found.map(({ code }) => code)).toContain("entry-in-config-map-mode");
    expect(isRefused(found)).toBe(true);
    expect(codes({ stage: "config-map" })).toEqual([]);
  });

  test("R38 accepts: rows that cannot be translated, up to `entries`: some can never leave", () => {
    const masquerade = { rolearn: role("odd"), username: "odd", groups: ["system:basic-user"] };
    const kept = rows(ADMIN_ROW, DEV_ROW, NODE_ROW, masquerade);
    expect(refused(kept)).toEqual(FROM_RETIRE);
    expect(codes({}, kept)).toEqual(["warning row-group-system aws_auth.aws_auth_roles[3].groups[0]"]);
  });

  test("R38 refuses: rows without an entry, and says why they cannot be translated where that is why", () => {
    const odd = { rolearn: role("odd"), username: "odd", groups: ["system:basic-user"] };
    const plain = { rolearn: role("plain"), username: "plain", groups: ["a"] };
    expect(codes({ stage: "retire" }, rows(ADMIN_ROW, DEV_ROW, NODE_ROW, odd, plain))).toEqual([
      "blocker row-group-system aws_auth.aws_auth_roles[3].groups[0]",
      "blocker row-uncovered aws_auth.aws_auth_roles[4]",
    ]);
    expect(codes({ stage: "retire" }, { ...rows(odd), leaving: [role("odd")] })).toEqual([]);
  });

  test("R39 refuses: a row without an entry, though what keeps it from being translated is accepted", () => {
    const reserved = { rolearn: role("x"), username: "system:x", groups: ["system:masters"] };
    const accept = [accepting("row-username-reserved"), accepting("masters-by-name")];
    const found = judge({ stage: "retire" }, { ...rows(ADMIN_ROW, reserved), accept });
    expect(found.map(({ code, accepted }) => `${code} ${accepted === undefined ? "open" : "accepted"}`)).toEqual([
      "row-uncovered open",
      "row-username-reserved accepted",
    ]);
    expect(isRefused(found)).toBe(true);
  });

  test("R39 accepts: rows that are all covered by entries, with an admin that stays", () => {
    expect(refused({})).toEqual([]);
    expect(refused({ accessEntries: { ...PEOPLE }, ...rows(ADMIN_ROW, DEV_ROW) }, { waves: [] })).toEqual([]);
  });

  const expecting = (row: RoleRow): Partial<AccessDefinition> => ({
    accessEntries: PEOPLE,
    ...rows(ADMIN_ROW, DEV_ROW, row),
  });
  const byEks: Partial<MigrationDefinition> = { expected: [CREATOR, role("node")], waves: [["break_glass"]] };

  test("R37 accepts: an expected principal whose row EKS's entry can stand for", () => {
    expect(refused(expecting(NODE_ROW), byEks)).toEqual([]);
    expect(codes({ ...byEks }, expecting(NODE_ROW))).toEqual([]);
  });

  test("R37 refuses: an expected principal whose row gives more than EKS's entry will, from `dual` on", () => {
    const row = { ...NODE_ROW, groups: [...(NODE_ROW.groups ?? []), "system:masters"] };
    expect(refused(expecting(row), byEks)).toEqual(["dual", "entries", "retire", "api", "done"]);
    expect(codes({ ...byEks, stage: "config-map" }, expecting(row))).toEqual([
      "warning row-node-group aws_auth.aws_auth_roles[2].groups[2]",
    ]);
  });

  test("R16 accepts: a session node whose declared entry says what runs there", () => {
    const edge = { rolearn: role("edge"), username: "system:node:{{SessionName}}", groups: ["system:nodes"] };
    const entry = { principalArn: role("edge"), type: "HYBRID_LINUX" } as const;
    const accessEntries = { ...definition().accessEntries, edge: entry };
    expect(codes({ stage: "retire" }, { ...rows(edge), accessEntries })).toEqual([]);
  });

  test("R16 refuses: a session node of which nobody says what runs there", () => {
    const edge = { rolearn: role("edge"), username: "system:node:{{SessionName}}", groups: ["system:nodes"] };
    expect(codes({ stage: "retire" }, rows(edge))).toEqual([
      "blocker row-session-node aws_auth.aws_auth_roles[0].username",
    ]);
  });

  test("does not speak of the gap, nor of translation, without a migration", () => {
    const uncovered = gate(new StagedCluster({ ...SETTLED, accessEntries: { break_glass: BREAK_GLASS } }), TODAY);
    expect(codesOf(uncovered)).toEqual(["warning rows-written-unread aws_auth"]);
  });
});

describe("isRefused", () => {
  const found = (severity: JudgedFinding["severity"]): JudgedFinding => ({
    code: "entry-weaker",
    severity,
    path: "access_entries.dev",
    message: "",
  });

  test.each(SEVERITIES.map((severity) => [severity, ["error", "blocker", "danger"].includes(severity)] as const))(
    "a finding of severity %s refuses the stage: %j",
    (severity, isRefusing) => {
      expect(isRefused([found("note"), found(severity)])).toBe(isRefusing);
    },
  );

  test("an accepted finding refuses nothing, and lets no other pass", () => {
    const accepted = { ...found("blocker"), accepted: accepting("entry-weaker") };
    expect(isRefused([accepted])).toBe(false);
    expect(isRefused([accepted, found("blocker")])).toBe(true);
    expect(isRefused([])).toBe(false);
  });
});
