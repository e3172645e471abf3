import { awsAuthOf, type RoleRow } from "../../../lib/access/aws-auth/aws-auth";
import { compareAccess } from "../../../lib/access/effective/comparison";
import type { AccessState } from "../../../lib/access/effective/effective-access";
import { parseArn } from "../../../lib/access/principal/arn";
import { probeCallers } from "../../../lib/access/principal/caller";
import { ACCOUNT, role, user } from "../../support/definitions/arns";

const rows = (...roles: readonly Omit<RoleRow, "rolearn">[]): AccessState => ({
  mode: "API_AND_CONFIG_MAP",
  awsAuth: awsAuthOf(roles.map((row) => ({ rolearn: role("dev"), ...row }))),
  entries: {},
});
const users = (username: string): AccessState => ({
  ...rows(),
  awsAuth: awsAuthOf([], [{ userarn: user("bob"), username }]),
});
const entry = (userName?: string): AccessState => ({
  ...rows(),
  entries: {
    dev: { principalArn: role("dev"), kubernetesGroups: ["a"], ...(userName === undefined ? {} : { userName }) },
  },
});

/** The sentences of whatever differs between two states. */
const sentences = (before: AccessState, after: AccessState, own: string | undefined = ACCOUNT): string[] => {
  const { lost, gained, changed, unknown } = compareAccess(before, after, own);
  return [...lost, ...gained, ...changed, ...unknown].map(({ counterexample }) => counterexample.sentence);
};

/** All that counterexamples say of two states. */
function words(before: AccessState, after: AccessState): string[] {
  const { lost, gained, changed, unknown } = compareAccess(before, after, ACCOUNT);
  return [...lost, ...gained, ...changed, ...unknown].flatMap(({ counterexample: { sentence, evidence } }) => [
    sentence,
    evidence,
  ]);
}

describe("differenceSentence", () => {
  test("names the placeholders of the file, not the session by which the difference was found", () => {
    const row = { username: "dev:{{SessionName}}", groups: ["a", "team-{{SessionName}}"] };
    expect(sentences(rows(row), rows())).toEqual([
      "role dev, in every session, had groups a, team-{{SessionName}} with username `dev:{{SessionName}}` by mapRoles[0], has nothing",
    ]);
    expect(sentences(rows({ username: "dev", groups: ["a"] }), entry())).toEqual([
      "role dev, in every session, had group a with username `dev` by mapRoles[0], has group a with username `arn:aws:sts::111122223333:assumed-role/dev/{{SessionName}}` by access entry dev",
    ]);
  });

  test("names the account of a principal that is not of the cluster's, and where the cluster's is not known", () => {
    const [before, after] = [rows({ username: "dev" }), rows()];
    expect(sentences(before, after, "444455556666")[0]).toMatch(/^role dev of 111122223333, in every session, had/);
    expect(sentences(before, after)[0]).toMatch(/^role dev, in every session, had/);
  });

  test("says nothing of sessions of principals that have none, nor of the access key that was asked with", () => {
    expect(sentences(users("bob-{{AccessKeyID}}"), users("bob"))).toEqual([
      "user bob, had no group and no policy with username `bob-{{AccessKeyID}}` by mapUsers[0], has no group and no policy with username `bob` by mapUsers[0]",
    ]);
  });

  test.each([
    ["in sessions named after an EC2 instance", "system:node:{{EC2PrivateDNSName}}", undefined],
    ["in sessions not named after an EC2 instance", "dev", "{{EC2PrivateDNSName}}"],
    ["in sessions with `@` in their name", "dev:{{SessionName}}", "dev:{{SessionNameRaw}}"],
    ["in every session", "dev:{{SessionName}}", "team:{{SessionName}}"],
    ["in every session", "dev:{{SessionName}}", "team:carol"],
    ["in almost every session", "dev:{{SessionName}}", "dev:carol"],
    ["in almost every session", "dev:carol", "dev:{{SessionName}}"],
    ["in every session", "{{SessionName}}", "dev:{{SessionName}}"],
  ])("says %s of %s and %s", (words, username, other) => {
    const found = sentences(rows({ username }), other === undefined ? rows() : rows({ username: other }));
    expect(found[0]).toContain(`role dev, ${words}, had`);
  });

  test("holds usernames against usernames, and groups against groups", () => {
    const groups = ["team-carol"];
    const after = rows({ username: "team-{{SessionName}}", groups: [] });
    expect(sentences(rows({ username: "dev", groups }), after)[0]).toContain(
      "role dev, in every session, had group team-carol",
    );
    const met = rows({ username: "dev", groups: ["team-{{SessionName}}"] });
    expect(sentences(rows({ username: "dev", groups }), met)[0]).toContain("role dev, in almost every session, had");
  });

  test("says in some sessions where their names have nothing else in common", () => {
    const found = sentences(rows({ username: "dev:build-42" }), rows({ username: "dev:{{SessionName}}" }));
    expect(found[0]).toContain("role dev, in some sessions, had");
  });

  const TEMPLATES = [
    "dev",
    "dev:{{SessionName}}",
    "dev:{{SessionNameRaw}}",
    "system:node:{{EC2PrivateDNSName}}",
    "{{AccountID}}:{{SessionName}}",
    "{{AccessKeyID}}",
  ];
  const probes = ["role/dev", "user/bob"].flatMap((name) => {
    const parsed = parseArn(`arn:aws:iam::${ACCOUNT}:${name}`);
    return "arn" in parsed ? probeCallers(parsed.arn) : [];
  });
  const invented = probes.flatMap(({ session, accessKeyId }) => [session, accessKeyId]).filter((one) => one !== "");

  test.each(TEMPLATES)("shows no session name or access key that nobody has, between %s and any other", (username) => {
    expect(invented.length).toBeGreaterThan(5);
    const states = (name: string): AccessState[] => [
      rows({ username: name, groups: ["a", `team-${name}`] }),
      users(name),
      { ...rows(), entries: entry(name).entries },
    ];
    const others = [rows(), entry(), ...TEMPLATES.flatMap(states)];
    const said = states(username).flatMap((one) =>
      others.flatMap((other) => [...words(one, other), ...words(other, one)]),
    );
    expect(said.length).toBeGreaterThan(20);
    expect(said.filter((text) => invented.some((one) => text.includes(one)))).toEqual([]);
  });
});
