import type { AwsAuth, Section } from "../../../lib/access/aws-auth/aws-auth";
import { parseAwsAuth } from "../../../lib/access/aws-auth/aws-auth-parse";
import {
  askParseMap,
  buildAuthenticator,
  type AuthenticatorRow,
  type ParseMapAnswer,
} from "../../support/authenticator/authenticator";
import { awsAuthCases, CASE_CLASSES, type AwsAuthCase } from "../../support/authenticator/aws-auth-cases";

const SEED = Number(process.env.SEED ?? 1);
const COUNT = Number(process.env.COUNT ?? 100_000);

type Data = Readonly<Record<string, string>>;

beforeAll(() => void buildAuthenticator(), 600_000);

async function parseMap(data: Data): Promise<ParseMapAnswer> {
  for await (const answer of askParseMap([data])) return answer;
  throw new Error("no answer");
}

/** What both sides hold of a section, with each row's place in the list. */
function ours({ roles, users, accounts }: AwsAuth, section: Section): unknown {
  if (section === "mapAccounts") return accounts.map(({ row }) => row);
  const rows =
    section === "mapRoles"
      ? roles.map(({ row, place }) => ({ arn: row.rolearn, row, place }))
      : users.map(({ row, place }) => ({ arn: row.userarn, row, place }));
  return rows.map(({ arn, row, place }) => [place.index, arn, row.username ?? "", row.groups ?? null]);
}

/** R5 is younger than v0.6.13: rows without ARN are taken out of its answer, and the places of the others kept. */
function theirs(answer: ParseMapAnswer, section: Section): unknown {
  if (section === "mapAccounts") return answer.accounts;
  const rows: readonly AuthenticatorRow[] = section === "mapRoles" ? answer.roles : answer.users;
  return rows.map(({ arn, username, groups }, index) => [index, arn, username, groups]).filter(([, arn]) => arn !== "");
}

/** The sections that we claim to know and hold other rows of. */
function differences(awsAuth: AwsAuth, answer: ParseMapAnswer): string[] {
  return (["mapRoles", "mapUsers", "mapAccounts"] as const).flatMap((section) => {
    if (awsAuth.unreadable.includes(section)) return [];
    const [we, they] = [ours(awsAuth, section), theirs(answer, section)].map((rows) => JSON.stringify(rows));
    return we === they ? [] : [`${section}: we hold ${we ?? ""}, the authenticator ${they ?? ""}`];
  });
}

async function compare(data: Data): Promise<string[]> {
  return differences(parseAwsAuth(data).awsAuth, await parseMap(data));
}

/** Takes lines, then characters, away for as long as the difference stays. */
async function shrink(data: Data): Promise<Data> {
  let smallest = data;
  for (const [key, whole] of Object.entries(data)) {
    for (const separator of ["\n", ""]) {
      let parts = (smallest[key] ?? whole).split(separator);
      for (let i = parts.length - 1; i >= 0; i--) {
        const fewer = parts.toSpliced(i, 1);
        const candidate = { ...smallest, [key]: fewer.join(separator) };
        if ((await compare(candidate)).length === 0) continue;
        smallest = candidate;
        parts = fewer;
      }
    }
  }
  return smallest;
}

function share(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(2)} %`;
}

describe("parseAwsAuth and the real ParseMap", () => {
  test(`agree on ${COUNT} ConfigMaps of seed ${SEED}`, async () => {
    const pending: AwsAuthCase[] = [];
    const remember = function* (): Generator<Data> {
      for (const generated of awsAuthCases(SEED, COUNT)) {
        pending.push(generated);
        yield generated.data;
      }
    };
    const classes = new Map(CASE_CLASSES.map((name) => [name, 0]));
    const tally = { cases: 0, unreadable: 0, served: 0, refused: 0 };
    const different: AwsAuthCase[] = [];
    for await (const answer of askParseMap(remember())) {
      const generated = pending.shift();
      if (generated === undefined) throw new Error("an answer without a question");
      tally.cases += 1;
      for (const name of generated.classes) classes.set(name, (classes.get(name) ?? 0) + 1);
      const { awsAuth } = parseAwsAuth(generated.data);
      if (awsAuth.unreadable.length > 0) tally.unreadable += 1;
      if (answer.roles.length + answer.users.length + answer.accounts.length > 0) tally.served += 1;
      if (answer.failed) tally.refused += 1;
      if (differences(awsAuth, answer).length > 0) different.push(generated);
    }
    console.log(
      [
        `seed ${SEED}, ${tally.cases} cases, unreadable ${share(tally.unreadable, tally.cases)}`,
        `with rows ${share(tally.served, tally.cases)}, with errors ${share(tally.refused, tally.cases)}`,
        ...[...classes].map(([name, count]) => `${name} ${share(count, tally.cases)}`),
      ].join("\n"),
    );
    const [first] = different.toSorted((a, b) => JSON.stringify(a.data).length - JSON.stringify(b.data).length);
    if (first) {
      const data = await shrink(first.data);
      const report = (await compare(data)).join("\n");
      throw new Error(
        `${different.length} of ${tally.cases} cases differ, the smallest is ${JSON.stringify(data)}\n${report}`,
      );
    }
    expect(tally.cases).toBe(COUNT);
    expect(tally.unreadable / tally.cases).toBeLessThan(0.01);
    for (const [, count] of classes) expect(count / tally.cases).toBeGreaterThan(0.05);
  }, 600_000);

  test("v0.6.13 keeps a role row without rolearn, DOMAIN R5 drops it", async () => {
    const data = { mapRoles: "- username: admin\n- rolearn: arn:aws:iam::111122223333:role/Ops\n" };
    expect((await parseMap(data)).roles).toEqual([
      { arn: "", username: "admin", groups: null },
      { arn: "arn:aws:iam::111122223333:role/Ops", username: "", groups: null },
    ]);
    expect(parseAwsAuth(data).awsAuth.roles.map(({ row, place }) => [place.index, row])).toEqual([
      [1, { rolearn: "arn:aws:iam::111122223333:role/Ops" }],
    ]);
  });

  test("v0.6.13 keeps a user row without userarn, DOMAIN R5 drops it", async () => {
    const data = { mapUsers: "- username: alice\n" };
    expect((await parseMap(data)).users).toEqual([{ arn: "", username: "alice", groups: null }]);
    expect(parseAwsAuth(data).awsAuth.users).toEqual([]);
  });

  test("v0.6.13 does not know sso and keeps the row without it, DOMAIN R5 reads it", async () => {
    const data = { mapRoles: '- sso: {accountID: "111122223333", permissionSetName: Admin}\n  username: admin\n' };
    expect((await parseMap(data)).roles).toEqual([{ arn: "", username: "admin", groups: null }]);
    expect(parseAwsAuth(data).awsAuth.roles.map(({ row }) => row)).toEqual([
      { sso: { accountID: "111122223333", permissionSetName: "Admin" }, username: "admin" },
    ]);
  });

  test("v0.6.13 keeps a row with both rolearn and sso, DOMAIN R5 drops it", async () => {
    const data = { mapRoles: '- rolearn: a\n  sso: {accountID: "111122223333", permissionSetName: Admin}\n' };
    expect((await parseMap(data)).roles).toEqual([{ arn: "a", username: "", groups: null }]);
    expect(parseAwsAuth(data).awsAuth.roles).toEqual([]);
  });

  test("the judge sees a difference", async () => {
    const answer = await parseMap({ mapAccounts: "- 1\n" });
    expect(differences(parseAwsAuth({ mapAccounts: "- 2\n" }).awsAuth, answer)).toEqual([
      'mapAccounts: we hold ["2"], the authenticator ["1"]',
    ]);
  });
});
