import { foldArn } from "../../../lib/access/principal/arn";
import type { AwsAuth } from "../../../lib/access/aws-auth/aws-auth";
import { parseAwsAuth } from "../../../lib/access/aws-auth/aws-auth-parse";
import { matchArn } from "../../../lib/access/aws-auth/row-match";
import {
  askMapper,
  buildAuthenticator,
  type MapAnswer,
  type MapQuestion,
} from "../../support/authenticator/authenticator";
import { awsAuthCases } from "../../support/authenticator/aws-auth-cases";
import { probesOf } from "../../support/authenticator/aws-auth-probes";
import { startKubeApiserver, type KubeApiserver } from "../../support/kubernetes/kube-apiserver";

const SEED = Number(process.env.SEED ?? 1);
const COUNT = Number(process.env.MAP_COUNT ?? 1000);

const ROLE = "arn:aws:iam::111122223333:role/Ops";
const USER = "arn:aws:iam::111122223333:user/alice";

let server: KubeApiserver;

beforeAll(async () => {
  buildAuthenticator();
  server = await startKubeApiserver();
}, 600_000);

// one mapper watches one ConfigMap: each test begins without it
afterEach(async () => {
  await server.stop();
  server = await startKubeApiserver();
}, 120_000);

afterAll(() => server.stop());

/** All answers; a mapper whose watch the API server ends is no answer, and asked anew, three times at most. */
async function answersTo(questions: readonly MapQuestion[], attempts = 3): Promise<MapAnswer[]> {
  const answers: MapAnswer[] = [];
  try {
    for await (const answer of askMapper(server, questions)) answers.push(answer);
    return answers;
  } catch (error) {
    if (attempts === 1 || !String(error).includes("lost its watch")) throw error;
    await server.stop();
    server = await startKubeApiserver();
    return answersTo(questions, attempts - 1);
  }
}

describe("askMapper", () => {
  test("gives the authenticator's answers for each version of the ConfigMap", async () => {
    const ask = (data: Record<string, string>): MapQuestion => ({
      data,
      arns: [ROLE, USER],
      accounts: ["111122223333"],
    });
    const role = `- rolearn: ${ROLE}\n  username: ops\n  groups: [viewers]\n`;
    const answers = await answersTo([
      ask({}),
      ask({ mapRoles: role }),
      ask({ mapRoles: "- [", mapUsers: `- userarn: ${USER}\n`, mapAccounts: "- 111122223333\n" }),
      ask({ mapRoles: role, mapUsers: "- [", mapAccounts: "- [" }),
      ask({ mapRoles: "- [", mapUsers: "- [", mapAccounts: "- [" }),
    ]);
    const ops = { username: "ops", groups: ["viewers"] };
    expect(answers).toEqual([
      { identities: [null, null], accounts: [false] },
      { identities: [ops, null], accounts: [false] },
      { identities: [null, { username: "", groups: null }], accounts: [true] },
      { identities: [ops, null], accounts: [false] },
      { identities: [null, null], accounts: [false] },
    ]);
  }, 60_000);

  test("finds a row in whatever case the caller's ARN and the row are", async () => {
    const data = { mapRoles: `- rolearn: ${ROLE.toUpperCase()}\n  username: ops\n` };
    const [answer] = await answersTo([{ data, arns: [ROLE, ROLE.toUpperCase(), `${ROLE}x`], accounts: [] }]);
    const ops = { username: "ops", groups: null };
    expect(answer?.identities).toEqual([ops, ops, null]);
  }, 60_000);

  test("v0.6.13 keys users by lower case ARN so that the last of two cases counts, DOMAIN R9 keeps both", async () => {
    const data = {
      mapUsers: `- userarn: ${USER.toUpperCase()}\n  username: first\n- userarn: ${USER}\n  username: second\n`,
    };
    const [answer] = await answersTo([{ data, arns: [USER], accounts: [] }]);
    expect(answer?.identities).toEqual([{ username: "second", groups: null }]);
  }, 60_000);
});

describe("matchArn and the real Map", () => {
  test(`agree on ${COUNT} ConfigMaps of seed ${SEED}`, async () => {
    const questions = [...awsAuthCases(SEED, COUNT)].map((generated, i) => probesOf(generated, SEED + i));
    const answers = await answersTo(questions);
    const verdicts = questions.flatMap((question, i) => verdictsOf(question, answers[i]));
    const count = (kind: Verdict["kind"]): number => verdicts.filter((verdict) => verdict.kind === kind).length;
    const said = `${verdicts.length} questions, ${count("mapped")} mapped, ${count("unmapped")} not, ${count("unsure")} unsure, ${count("ambiguous")} ambiguous (R9)`;
    console.log(`seed ${SEED}, ${COUNT} ConfigMaps: ${said}`);
    const differing = verdicts.filter(({ kind }) => kind === "different").map(({ about }) => about);
    expect(differing.sort((a, b) => a.length - b.length).slice(0, 2)).toEqual([]);
    expect(answers.filter(({ rejected }) => rejected !== undefined)).toEqual([]);
    expect(count("mapped")).toBeGreaterThan(verdicts.length / 20);
    expect(count("unsure") / verdicts.length).toBeLessThan(0.02);
  }, 240_000);
});

interface Verdict {
  readonly kind: "mapped" | "unmapped" | "unsure" | "ambiguous" | "different";
  readonly about: string;
}

/** What we say of each caller and account, held against the authenticator's answers. */
function verdictsOf({ data, arns, accounts }: MapQuestion, answer: MapAnswer | undefined): Verdict[] {
  const { awsAuth } = parseAwsAuth(data);
  const callers = arns.map((arn, i) => ({ arn, theirs: answer?.identities[i] ?? null }));
  const allowed = accounts.map((account, i): Verdict => {
    const isOurs = awsAuth.accounts.some(({ row }) => row === account);
    if (awsAuth.unreadable.includes("mapAccounts")) return { kind: "unsure", about: account };
    const isSame = isOurs === (answer?.accounts[i] ?? false);
    return { kind: isSame ? (isOurs ? "mapped" : "unmapped") : "different", about: JSON.stringify({ data, account }) };
  });
  // v0.6.13 keeps rows without an ARN under the empty one, DOMAIN R5 drops them: nobody calls with it
  return [
    ...callers.filter(({ arn }) => arn !== "").map(({ arn, theirs }) => verdictOf(awsAuth, arn, theirs, data)),
    ...allowed,
  ];
}

// eslint-disable-next-line max-params
function verdictOf(
  awsAuth: AwsAuth,
  arn: string,
  theirs: MapAnswer["identities"][number],
  data: MapQuestion["data"],
): Verdict {
  const match = matchArn(awsAuth, arn, "-");
  if (match.kind === "unknown") {
    if (awsAuth.unreadable.includes(match.section)) return { kind: "unsure", about: arn };
    const candidates = awsAuth.users
      .filter(({ row }) => foldArn(row.userarn) === foldArn(arn))
      .map(({ row }) => said(row));
    const isOneOf = theirs !== null && candidates.includes(said(theirs));
    return { kind: isOneOf ? "ambiguous" : "different", about: JSON.stringify({ data, arn, theirs }) };
  }
  const ours = match.kind === "row" ? said(match.row) : null;
  const isSame = ours === (theirs === null ? null : said(theirs));
  if (!isSame) return { kind: "different", about: JSON.stringify({ data, arn, ours, theirs }) };
  return { kind: ours === null ? "unmapped" : "mapped", about: arn };
}

function said({ username, groups }: { username?: string; groups?: readonly string[] | null }): string {
  return JSON.stringify([username ?? "", groups ?? []]);
}
