import type { AuthenticationMode } from "../../../lib/access/access-entry/authentication-mode";
import { AUTHENTICATION_MODES } from "../../../lib/access/access-entry/authentication-mode";
import type { AccessDefinition, AwsAuthDefinition, MigrationDefinition } from "../../../lib/migration/definition";
import { shapeFindings } from "../../../lib/migration/gate/gate-shape";
import { STAGE_FACTS, STAGES } from "../../../lib/migration/stage";
import { role, user } from "../../support/definitions/arns";
import { ADMIN_ROW, BREAK_GLASS, CREATOR, definition, DEV_ROW } from "../../support/definitions/definitions";

const shape = (migration: Partial<MigrationDefinition>, rest: Partial<AccessDefinition> = {}) =>
  shapeFindings(definition(migration, rest));
const codes = (migration: Partial<MigrationDefinition>, rest: Partial<AccessDefinition> = {}): string[] =>
  shape(migration, rest).map(({ code, path }) => `${code} ${path}`);
const awsAuth = (toggles: Partial<AwsAuthDefinition>): { awsAuth: AwsAuthDefinition } => ({
  awsAuth: { awsAuthRoles: [DEV_ROW], awsAuthUsers: [], awsAuthAccounts: [], ...toggles },
});

describe("shapeFindings", () => {
  test.each(STAGES)("finds nothing in a file that agrees with itself, at %s", (stage) => {
    expect(shape({ stage })).toEqual([]);
  });

  const table = STAGES.flatMap((stage) => AUTHENTICATION_MODES.map((mode) => [stage, mode] as const));
  const agrees = ([stage, mode]: (typeof table)[number]): boolean => STAGE_FACTS[stage].mode === mode;

  test.each(table.filter(agrees))("R35 accepts: stage %s beside authentication_mode %s", (stage, mode) => {
    expect(shape({ stage }, { authenticationMode: mode })).toEqual([]);
  });

  test.each(table.filter((pair) => !agrees(pair)))(
    "R35 refuses: stage %s beside authentication_mode %s",
    (stage, authenticationMode: AuthenticationMode) => {
      expect(shape({ stage }, { authenticationMode })).toEqual([
        {
          code: "stage-mode",
          severity: "error",
          path: "authentication_mode",
          message: `contradicts stage ${stage}, expected \`${STAGE_FACTS[stage].mode}\`, got \`${authenticationMode}\``,
          help: "leave `authentication_mode` out, or move the stage: `eks-access advance FILE` and `eks-access back FILE` write both",
        },
      ]);
    },
  );

  test.each(["create", "manage"] as const)("stage-toggle: at done nobody %ss the ConfigMap", (verb) => {
    const toggle = (value: boolean) =>
      awsAuth(verb === "create" ? { createAwsAuthConfigmap: value } : { manageAwsAuthConfigmap: value });
    expect(shape({ stage: "done" }, toggle(true))).toEqual([
      {
        code: "stage-toggle",
        severity: "error",
        path: `aws_auth.${verb}_aws_auth_configmap`,
        message: "contradicts stage done, expected `false`, got `true`",
        help: "write `false`, or leave it out: after stage `done` the file has no ConfigMap",
      },
    ]);
    expect(shape({ stage: "done" }, toggle(false))).toEqual([]);
    expect(shape({ stage: "api" }, toggle(true))).toEqual([]);
  });

  test("R38 refuses: emptying rows that somebody else writes", () => {
    expect(shape({ retire: "empty" }, awsAuth({ manageAwsAuthConfigmap: false }))).toEqual([
      {
        code: "retire-foreign",
        severity: "error",
        path: "migration.retire",
        message:
          "rows that something else writes (`manage_aws_auth_configmap: false`) cannot be emptied by this file, expected `forget`, got `empty`",
        help: "write `retire: forget` under `migration`; or, if this file is to write the rows, `manage_aws_auth_configmap: true` under `aws_auth`",
      },
    ]);
  });

  test("R38 accepts: forgetting rows that somebody else writes, and emptying our own", () => {
    expect(shape({ retire: "forget" }, awsAuth({ manageAwsAuthConfigmap: false }))).toEqual([]);
    expect(shape({}, awsAuth({ manageAwsAuthConfigmap: false }))).toEqual([]);
    expect(shape({ retire: "empty" }, awsAuth({ manageAwsAuthConfigmap: true }))).toEqual([]);
    expect(shape({ retire: "empty" }, awsAuth({}))).toEqual([]);
    expect(shape({ stage: "done", retire: "empty" }, awsAuth({ manageAwsAuthConfigmap: false }))).toEqual([]);
  });

  test("a file without aws_auth has no toggle to contradict", () => {
    const { awsAuth: _, ...bare } = definition({ stage: "done", retire: "empty" });
    expect(shapeFindings(bare)).toEqual([]);
  });

  test.each([
    ["braek_glass", "did you mean `break_glass`?"],
    ["zzzzzzzz", "the keys are break_glass, admin, dev, node"],
  ])("wave-key-unknown: refuses the key %s in a wave", (key, help) => {
    expect(shape({ waves: [["break_glass"], ["admin", key]] })).toEqual([
      {
        code: "wave-key-unknown",
        severity: "error",
        path: "migration.waves[1][1]",
        message: `no access entry \`${key}\``,
        help,
      },
    ]);
  });

  test("wave-key-twice: refuses a key in two waves, or twice in one", () => {
    expect(shape({ waves: [["break_glass"], ["admin", "break_glass"]] })).toEqual([
      {
        code: "wave-key-twice",
        severity: "error",
        path: "migration.waves[1][1]",
        message: "`break_glass` is already in a wave before, or earlier in this one",
        help: "delete the key from one of its places: each entry moves in one wave",
      },
    ]);
    expect(codes({ waves: [["dev", "dev"]] })).toEqual(["wave-key-twice migration.waves[0][1]"]);
  });

  test.each([0, 4, 1.5, -1])("wave-range: of three waves there is no number %j", (wave) => {
    expect(shape({ wave })).toEqual([
      {
        code: "wave-range",
        severity: "error",
        path: "migration.wave",
        message: `a wave that is not there, expected 1 to 3, got \`${wave}\``,
        help: "write under `migration` how many waves of `waves` the plan makes, from `wave: 1` to `wave: 3`, or delete `wave`: then it makes all",
      },
    ]);
  });

  test.each([1, 2, 3])("any of three waves may be the last that is in: %j", (wave) => {
    expect(shape({ wave })).toEqual([]);
  });

  test.each(["retire", "api", "done"] as const)("R38 refuses: %s before all waves are in", (stage) => {
    expect(shape({ stage, wave: 2 })).toEqual([
      {
        code: "wave-unfinished",
        severity: "error",
        path: "migration.wave",
        message: `stage ${stage} with 2 of 3 waves in, expected all`,
        help: "write `stage: entries` and apply its plan; then, for each wave that is left, type `eks-access advance FILE` and apply its plan",
      },
    ]);
    expect(shape({ stage, wave: 3 })).toEqual([]);
  });

  test("R37 refuses: a principal that is expected and declared, whatever its path", () => {
    const message = "role node is declared too, as `access_entries.node`";
    expect(shape({ expected: [CREATOR, role("team/node")] })).toEqual([
      {
        code: "expected-declared",
        severity: "error",
        path: "migration.expected[1]",
        message,
        help: "where Terraform manages the entry, or is to manage it, delete the ARN from the list `migration.expected`; if EKS has made the entry and Terraform does not have it yet, write `adopt: { import: true, imported: [node] }` too. Where the entry stays EKS's, and Terraform does not have it, delete `node` from `access_entries` of this file; an entry that Terraform has would be deleted from the cluster by that",
      },
    ]);
  });

  test("R37 accepts: a principal that is expected, or declared and imported", () => {
    expect(shape({ expected: [CREATOR, role("other-node")] })).toEqual([]);
    expect(shape({}, { imported: ["node"] })).toEqual([]);
  });

  test("R38 refuses: a principal that is leaving and declared", () => {
    expect(shape({}, { leaving: [role("dev")] })).toEqual([
      {
        code: "leaving-declared",
        severity: "error",
        path: "leaving[0]",
        message: "role dev is declared too, as `access_entries.dev`",
        help: "delete the entry where the principal is meant to lose access; delete this line where it is meant to keep it",
      },
    ]);
    expect(shape({}, { leaving: [role("intern")] })).toEqual([]);
  });

  test("principal-list-malformed: refuses what is no ARN, in every list, without a migration too", () => {
    expect(shape({ expected: ["creator"] }, { leaving: ["intern"] })).toEqual(
      ["leaving[0]", "migration.expected[0]"].map((path, i) => ({
        code: "principal-list-malformed",
        severity: "error",
        path,
        message: `not an ARN, expected \`arn:<partition>:iam::<account>:<resource>\`, got \`${["intern", "creator"][i] ?? ""}\``,
        help: "write the whole ARN of a role or user, as AWS prints it: `arn:aws:iam::111122223333:role/dev`",
      })),
    );
    const { migration: _, ...settled } = definition({}, { leaving: ["intern"], authenticationMode: "CONFIG_MAP" });
    expect(shapeFindings(settled).map(({ code }) => code)).toEqual(["principal-list-malformed"]);
  });

  test("R26 accepts: a role's own ARN with its path, or the same", () => {
    expect(shape({ rolePaths: { [role("dev")]: role("team/dev"), [role("admin")]: role("admin") } })).toEqual([]);
  });

  test.each([
    ["another role", role("dev"), role("team/other")],
    ["the role of another account", role("dev"), role("team/dev", "444455556666")],
    ["from an ARN with a path", role("team/dev"), role("team/dev")],
    ["a user", user("dev"), user("dev")],
  ])("R26 refuses: role_paths with %s", (_title, short, full) => {
    expect(shape({ rolePaths: { [short]: full } })).toEqual([
      {
        code: "role-path-mismatch",
        severity: "error",
        path: `migration.role_paths.${short}`,
        message: `the ARN of another role, expected that of \`${short}\` with its path, got \`${full}\``,
        help: "`aws iam list-roles` shows roles with their paths: write that ARN, or correct the ARN before the colon",
      },
    ]);
  });

  test.each([
    ["dev", role("dev"), "dev"],
    [role("dev"), "team", "team"],
  ])("R26 refuses: role_paths from %s to %s, one of which is no ARN", (short, full, got) => {
    expect(shape({ rolePaths: { [short]: full } })).toEqual([
      {
        code: "principal-list-malformed",
        severity: "error",
        path: `migration.role_paths.${short}`,
        message: `not an ARN, expected \`arn:<partition>:iam::<account>:<resource>\`, got \`${got}\``,
        help: "write the ARN of one role twice: without its path before the colon, with its path after it",
      },
    ]);
  });

  test.each(["", "system:masters", "bridge-{{SessionName}}"])(
    "bridge-group-invalid: refuses %j, which no entry can carry",
    (bridgeGroup) => {
      expect(shape({ bridgeGroup })).toEqual([
        {
          code: "bridge-group-invalid",
          severity: "error",
          path: "migration.bridge_group",
          message: `not a group that entries can carry, expected a name that does not begin with system:, got \`${bridgeGroup}\``,
          help: "write another name, for example access-bridge",
        },
      ]);
    },
  );

  const taken = {
    "by a role's row": {},
    "by a user's row": {
      awsAuth: {
        awsAuthRoles: [ADMIN_ROW],
        awsAuthUsers: [{ userarn: user("bob"), groups: ["developers"] }],
        awsAuthAccounts: [],
      },
      accessEntries: { break_glass: BREAK_GLASS },
    },
    "by an entry of somebody who is no admin": {
      awsAuth: { awsAuthRoles: [ADMIN_ROW], awsAuthUsers: [], awsAuthAccounts: [] },
      accessEntries: { dev: { principalArn: role("dev"), kubernetesGroups: ["developers"] } },
    },
  } satisfies Readonly<Record<string, Partial<AccessDefinition>>>;
  test.each(Object.entries(taken))("bridge-group-invalid: refuses a group that is given %s", (_title, rest) => {
    expect(shape({ bridgeGroup: "developers", waves: [] }, rest)).toEqual([
      expect.objectContaining({
        code: "bridge-group-invalid",
        path: "migration.bridge_group",
        message:
          "`developers` is a group that rows or entries give already: bound to cluster-admin, all its members would be cluster admins, expected a new name",
      }),
    ]);
  });

  test("a cluster admin's entry may carry the bridge group by itself", () => {
    const accessEntries = { break_glass: { ...BREAK_GLASS, kubernetesGroups: ["access-bridge"] } };
    expect(shape({ waves: [] }, { accessEntries })).toEqual([]);
  });
});
