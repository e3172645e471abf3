import { askMapper, buildAuthenticator, type MapAnswer, type MapQuestion } from "../support/authenticator";
import { awsAuthCases } from "../support/aws-auth-cases";
import { probesOf } from "../support/aws-auth-probes";
import { startKubeApiserver, type KubeApiserver } from "../support/kube-apiserver";

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

async function answersTo(questions: readonly MapQuestion[]): Promise<MapAnswer[]> {
  const answers: MapAnswer[] = [];
  for await (const answer of askMapper(server, questions)) answers.push(answer);
  return answers;
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
  });

  test("finds a row in whatever case the caller's ARN and the row are", async () => {
    const data = { mapRoles: `- rolearn: ${ROLE.toUpperCase()}\n  username: ops\n` };
    const [answer] = await answersTo([{ data, arns: [ROLE, ROLE.toUpperCase(), `${ROLE}x`], accounts: [] }]);
    const ops = { username: "ops", groups: null };
    expect(answer?.identities).toEqual([ops, ops, null]);
  });

  test("v0.6.13 keys users by lower case ARN so that the last of two cases counts, DOMAIN R9 keeps both", async () => {
    const data = {
      mapUsers: `- userarn: ${USER.toUpperCase()}\n  username: first\n- userarn: ${USER}\n  username: second\n`,
    };
    const [answer] = await answersTo([{ data, arns: [USER], accounts: [] }]);
    expect(answer?.identities).toEqual([{ username: "second", groups: null }]);
  });

  test(`answers for ${COUNT} ConfigMaps of seed ${SEED}`, async () => {
    const questions = [...awsAuthCases(SEED, COUNT)].map((generated, i) => probesOf(generated, SEED + i));
    const forwards = await answersTo(questions);
    const mapped = forwards.flatMap(({ identities }) => identities).filter((identity) => identity !== null).length;
    const asked = forwards.reduce((sum, { identities }) => sum + identities.length, 0);
    console.log(`seed ${SEED}, ${forwards.length} ConfigMaps, ${asked} callers, ${mapped} mapped`);
    expect(forwards).toHaveLength(COUNT);
    expect(forwards.filter(({ rejected }) => rejected !== undefined)).toEqual([]);
    expect(mapped).toBeGreaterThan(asked / 20);
    expect(mapped).toBeLessThan(asked);
  }, 120_000);
});
