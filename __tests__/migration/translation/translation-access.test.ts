import fc from "fast-check";
import { validateAccessEntries } from "../../../lib/access/access-entry/access-entry-validation";
import type { AccessEntries } from "../../../lib/access/access-entry/access-entry";
import { foldArn } from "../../../lib/access/principal/arn";
import { type AwsAuth, awsAuthOf, type RoleRow, SECTIONS, type UserRow } from "../../../lib/access/aws-auth/aws-auth";
import { compareAccess } from "../../../lib/access/effective/comparison";
import type { Right } from "../../../lib/access/effective/right";
import { rowStates } from "../../../lib/access/aws-auth/row-state";
import { principalId } from "../../../lib/access/principal/principal-id";
import {
  translateRows,
  type Translation,
  type TranslationContext,
} from "../../../lib/migration/translation/translation";
import { accessState, UNIVERSE } from "../../support/laws/access-states";
import { ACCOUNT, arn, role, user } from "../../support/definitions/arns";
import { least, runs } from "../../support/laws/law-runs";

const OTHER = "444455556666";
const SSO = "AWSReservedSSO_DevOps_0123456789abcdef";
const SSO_FULL = role(`aws-reserved/sso.amazonaws.com/${SSO}`);
const ARNS = [
  ...UNIVERSE,
  role(SSO),
  role("AWSServiceRoleForAmazonEMRContainers"),
  user("team/Alice"),
  `arn:aws:iam::${ACCOUNT}:root`,
  `arn:aws:sts::${ACCOUNT}:federated-user/bob`,
  `arn:aws:sts::${ACCOUNT}:assumed-role/dev/me`,
  `arn:aws-cn:iam::${ACCOUNT}:role/dev`,
  `arn:aws:IAM::${ACCOUNT}:Role/node`,
  "alice",
];
const GROUPS = [
  "system:masters",
  "system:nodes",
  "system:bootstrappers",
  "system:node-proxier",
  "system:authenticated",
  "eks:kube-proxy-windows",
  "developers",
  "",
  "g-{{SessionName}}",
  "{{EC2PrivateDNSName}}",
];
const USERNAMES = [
  "",
  "dev",
  "dev:{{SessionName}}",
  "{{SessionName}}",
  "{{AccountID}}",
  "{{AccessKeyID}}",
  "system:admin",
  "system:{{EC2PrivateDNSName}}",
  "system:node:{{EC2PrivateDNSName}}",
  "system:node:{{SessionName}}",
];
const NODE = [
  ["system:bootstrappers", "system:nodes"],
  ["system:bootstrappers", "system:nodes", "system:node-proxier"],
  ["system:bootstrappers", "system:nodes", "eks:kube-proxy-windows"],
];

const groups = fc.oneof(
  fc.array(fc.constantFrom(...GROUPS), { maxLength: 3 }),
  fc.constantFrom(...NODE),
  fc.constantFrom(["system:masters"], ["developers"]),
);
const any = fc.record({ username: fc.constantFrom(...USERNAMES), groups }, { requiredKeys: [] });
const usual = fc.constantFrom(
  { username: "dev", groups: ["developers"] },
  { username: "dev:{{SessionName}}", groups: ["developers", "system:masters"] },
  { username: "system:admin", groups: ["system:masters"] },
  ...NODE.map((given) => ({ username: "system:node:{{EC2PrivateDNSName}}", groups: given })),
  ...NODE.map((given) => ({ username: "system:node:{{SessionName}}", groups: given })),
);
const identity = fc.oneof({ weight: 1, arbitrary: any }, { weight: 2, arbitrary: usual });
const roleRow = fc.tuple(fc.constantFrom(...ARNS), identity).map(([rolearn, rest]): RoleRow => ({ rolearn, ...rest }));
const userRow = fc.tuple(fc.constantFrom(...ARNS), identity).map(([userarn, rest]): UserRow => ({ userarn, ...rest }));
const rows = fc
  .tuple(
    fc.array(roleRow, { maxLength: 4, size: "max" }),
    fc.array(userRow, { maxLength: 4, size: "max" }),
    fc.array(fc.constantFrom(ACCOUNT, OTHER, "123"), { maxLength: 2 }),
    fc.oneof({ weight: 9, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.subarray([...SECTIONS]) }),
  )
  .map(([roles, users, accounts, unreadable]): AwsAuth => ({ ...awsAuthOf(roles, users, accounts), unreadable }));
const awsAuth = fc.oneof(
  { weight: 3, arbitrary: rows },
  { weight: 1, arbitrary: accessState.map((state) => state.awsAuth) },
);
const context: fc.Arbitrary<TranslationContext> = fc.record(
  {
    accountId: fc.constantFrom(ACCOUNT, OTHER),
    partition: fc.constantFrom("aws", "aws", "aws", "aws-cn"),
    rolePaths: fc.oneof(
      fc.constant({ [role("dev")]: role("team/dev"), [role(SSO)]: SSO_FULL }),
      fc.dictionary(
        fc.constantFrom(role("dev"), role("node"), role(SSO)),
        fc.constantFrom(role("team/dev"), role("x/node"), SSO_FULL, role("dev"), "x"),
      ),
    ),
    expected: fc.subarray([role("team/dev"), role("node"), user("alice")], { maxLength: 2 }),
    choices: fc.dictionary(
      fc.constantFrom(role("node"), role("dev")),
      fc.constantFrom("HYBRID_LINUX", "FARGATE_LINUX"),
    ),
  },
  { requiredKeys: [] },
);
const mode = "API_AND_CONFIG_MAP";
const RUNS = { numRuns: runs(400) };

function compared(given: AwsAuth, entries: AccessEntries) {
  return compareAccess({ mode, awsAuth: given, entries: {} }, { mode, awsAuth: given, entries });
}

function kindsOf(differences: readonly { readonly rights: readonly Right[] }[]): Set<string> {
  return new Set(differences.flatMap(({ rights }) => rights.map(({ kind }) => kind)));
}

function acceptedEntries({ outcomes }: Translation): AccessEntries {
  const accepted = outcomes.flatMap((one) =>
    one.kind === "blocked" && one.ifAccepted !== undefined ? [one.ifAccepted] : [],
  );
  return Object.fromEntries(accepted.map((entry, i) => [String(i), entry]));
}

describe("translateRows", () => {
  test("never gains, and loses nothing but the group system:masters", () => {
    let moved = 0;
    fc.assert(
      fc.property(awsAuth, context, (given, known) => {
        const { entries } = translateRows(given, known);
        const { gained, lost, unknown } = compared(given, entries);
        moved += Object.keys(entries).length;
        expect(gained).toEqual([]);
        expect([...kindsOf(lost)].filter((kind) => kind !== "masters-name")).toEqual([]);
        for (const { counterexample } of unknown) {
          expect(counterexample.before.verdict).toBe("unknown");
          expect(counterexample.after.verdict).toBe("unknown");
        }
      }),
      RUNS,
    );
    expect(moved).toBeGreaterThan(least(50));
  });

  test("never gains by an entry that was accepted, nor loses but that name", () => {
    let moved = 0;
    fc.assert(
      fc.property(awsAuth, context, (given, known) => {
        const entries = acceptedEntries(translateRows(given, known));
        const { gained, lost } = compared(given, entries);
        moved += Object.keys(entries).length;
        expect(gained).toEqual([]);
        expect([...kindsOf(lost)].filter((kind) => kind !== "masters-name")).toEqual([]);
      }),
      RUNS,
    );
    expect(moved).toBeGreaterThan(least(3));
  });

  test("changes a username only where the row has none", () => {
    fc.assert(
      fc.property(awsAuth, context, (given, known) => {
        const nameless = rowStates(given).filter(({ row }) => !row.username);
        const ids = new Set(
          nameless.flatMap(({ state }) => (state.principal === undefined ? [] : [principalId(state.principal)])),
        );
        for (const { principal } of compared(given, translateRows(given, known).entries).changed) {
          expect(ids).toContain(principalId(arn(principal)));
        }
      }),
      RUNS,
    );
  });

  test("gives no entry to anybody whose row is blocked, dead or expected", () => {
    fc.assert(
      fc.property(awsAuth, context, (given, known) => {
        const { outcomes, entries } = translateRows(given, known);
        const declared = Object.values(entries).map(({ principalArn }) => principalId(arn(principalArn)));
        for (const one of outcomes) {
          if (one.kind === "blocked" || one.kind === "expected") {
            expect(declared).not.toContain(one.principal === undefined ? "" : principalId(one.principal));
          }
        }
        expect(new Set(declared).size).toBe(declared.length);
        expect(outcomes).toHaveLength(given.roles.length + given.users.length + given.accounts.length);
      }),
      RUNS,
    );
  });

  test("says of every blocked row why, with a way out, on one line", () => {
    fc.assert(
      fc.property(awsAuth, context, (given, known) => {
        const { outcomes, findings } = translateRows(given, known);
        for (const one of outcomes) {
          const told = one.findings.map(({ code }) => code);
          if (one.kind === "blocked") expect([...told, "row-ambiguous"]).toEqual(expect.arrayContaining([...one.by]));
        }
        for (const { message, help } of findings) {
          expect(message).toMatch(/^(?![A-Z](?!argate)).*, expected .+, got (?:no group|`[^\n]*[^.\n])$/);
          expect(help).toMatch(/^[^\n]+[^.\n]$/);
        }
      }),
    );
  });

  test("gives entries that EKS takes", () => {
    fc.assert(
      fc.property(awsAuth, context, (given, known) => {
        const { entries } = translateRows(given, known);
        const { accountId, partition } = known;
        const cluster = {
          mode,
          ...(accountId === undefined ? {} : { accountId }),
          ...(partition === undefined ? {} : { partition }),
        } as const;
        const refused = validateAccessEntries(entries, cluster).filter(({ severity }) => severity === "error");
        expect(refused).toEqual([]);
      }),
      RUNS,
    );
  });

  test("does not care in which order roles of different principals stand", () => {
    const differs = fc.uniqueArray(roleRow, { maxLength: 5, selector: ({ rolearn = "" }) => foldArn(rolearn) });
    fc.assert(
      fc.property(differs, context, (roles, known) => {
        const forward = translateRows(awsAuthOf(roles), known).entries;
        const backward = translateRows(awsAuthOf([...roles].reverse()), known).entries;
        expect(Object.entries(backward)).toEqual(Object.entries(forward));
      }),
    );
  });

  test("throws at no text", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.array(fc.string()), (text, username, given) => {
        const awsAuthGiven = awsAuthOf([{ rolearn: text, username, groups: given }], [{ userarn: text }], [text]);
        const known = { rolePaths: { [text]: text }, expected: [text], choices: { [text]: "HYBRID_LINUX" } } as const;
        expect(translateRows(awsAuthGiven, known).outcomes).toHaveLength(3);
      }),
    );
  });
});
