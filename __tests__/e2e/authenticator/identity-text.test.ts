import fc from "fast-check";
import { awsAuthOf } from "../../../lib/access/aws-auth/aws-auth";
import { encodeAwsAuth } from "../../../lib/access/aws-auth/aws-auth-encode";
import { identityTextProblem } from "../../../lib/access/aws-auth/identity-text";
import { literal } from "../../../lib/eks/address/literal";
import { role } from "../../support/definitions/arns";
import { askParseMap, buildAuthenticator, type ParseMapAnswer } from "../../support/authenticator/authenticator";
import { fieldsOf } from "../../support/terraform/provider-schema";
import { workspace } from "../../support/terraform/terraform";
import { anyText } from "../../support/laws/any-text";

const SEED = Number(process.env.SEED ?? 1);
/** Code points of one text: one that is not carried fails its whole text. */
const TOGETHER = 64;
const LAST = 0x10ffff;
const ADMIN = { rolearn: role("admin"), username: "admin", groups: ["system:masters"] };
const EMOJI_WITH_MARK = "\u{1f60e}\u0301";

beforeAll(() => void buildAuthenticator(), 600_000);

/** What a stack writes of a name, as an entry has it and as aws-auth has it, with a row of an admin before it. */
function written(name: string) {
  const row = { rolearn: role("dev"), username: name, groups: [name] };
  return { name, ...encodeAwsAuth(awsAuthOf([ADMIN, row], [{ userarn: `1${name}`, username: name }], [`1${name}`])) };
}

type Written = ReturnType<typeof written>;

/** What is left of it once Terraform has read the JSON, and whether its own `yamldecode` reads the name back. */
async function throughTerraform(texts: readonly Written[]): Promise<readonly (Written & { readonly same: boolean })[]> {
  const folder = workspace([]);
  const escaped = texts.map((each) =>
    Object.fromEntries(Object.entries(each).map(([key, text]) => [key, literal(text)])),
  );
  const same = "${[for one in local.texts : try(yamldecode(one.mapRoles)[1].username == one.name, false)]}";
  folder.write(
    "cdk.tf.json",
    JSON.stringify({
      locals: { texts: escaped },
      output: { texts: { value: "${local.texts}" }, same: { value: same } },
    }),
  );
  try {
    await folder.must("init", "-input=false");
    await folder.must("apply", "-input=false", "-auto-approve");
    const output = fieldsOf(JSON.parse(await folder.must("output", "-json")));
    const [left, reads] = [valueOf(output.texts), valueOf(output.same)];
    return texts.map((_, i) => {
      const of = fieldsOf(left[i]);
      const text = (key: keyof Written): string => String(of[key]);
      const whole = { name: text("name"), mapRoles: text("mapRoles"), mapUsers: text("mapUsers") };
      return { ...whole, mapAccounts: text("mapAccounts"), same: reads[i] === true };
    });
  } finally {
    folder.remove();
  }
}

function valueOf(output: unknown): readonly unknown[] {
  const { value } = fieldsOf(output);
  return Array.isArray(value) ? value : [];
}

async function parsed(texts: readonly Omit<Written, "name">[]): Promise<readonly ParseMapAnswer[]> {
  const answers: ParseMapAnswer[] = [];
  const sections = texts.map(({ mapRoles, mapUsers, mapAccounts }) => ({ mapRoles, mapUsers, mapAccounts }));
  for await (const answer of askParseMap(sections)) answers.push(answer);
  return answers;
}

function rowsOf(name: string): ParseMapAnswer {
  return {
    roles: [
      { arn: ADMIN.rolearn, username: ADMIN.username, groups: ADMIN.groups },
      { arn: role("dev"), username: name, groups: [name] },
    ],
    users: [{ arn: `1${name}`, username: name, groups: null }],
    accounts: [`1${name}`],
    failed: false,
  };
}

/** Code points that a name may hold, many in one text: none of them composes with the dash before it. */
function sweep(): readonly string[] {
  const points = Array.from({ length: LAST + 1 }, (_, point) => point).filter(
    (point) =>
      point < 0x10000 || point % 61 === 0 || (point >= 0x1d100 && point < 0x1d300) || (point & 0xfffe) === 0xfffe,
  );
  const accepted = points
    .map((point) => String.fromCodePoint(point))
    .filter((one) => identityTextProblem(one) === undefined);
  const count = Math.ceil(accepted.length / TOGETHER);
  return Array.from({ length: count }, (_, i) => `1${accepted.slice(i * TOGETHER, (i + 1) * TOGETHER).join("-")}`);
}

function randomNames(): readonly string[] {
  const piece = fc.oneof(
    anyText({ maxLength: 3 }),
    fc.constantFrom(
      "\t",
      "\n",
      "\r",
      "\u2028",
      "\ufeff",
      "\u{1f60e}",
      "\u0301",
      "\u0338",
      " ",
      "word ",
      '"',
      "\\",
      "\u0600",
      "${a}",
    ),
  );
  const name = fc.array(piece, { minLength: 1, maxLength: 40 }).map((pieces) => pieces.join(""));
  return fc.sample(name, { numRuns: 3000, seed: SEED }).filter((text) => identityTextProblem(text) === undefined);
}

describe("what identityTextProblem refuses, without it", () => {
  test("half of a character: the authenticator drops every role, the admin's too", async () => {
    const [answer] = await parsed([written("dev\ud800")]);
    expect(answer).toMatchObject({ failed: true, roles: [] });
    expect(identityTextProblem("dev\ud800")).toBeDefined();
  });

  test("a mark after an emoji: so does it with the text that Terraform makes of ours", async () => {
    const before = written(EMOJI_WITH_MARK);
    const [after] = await throughTerraform([before]);
    expect(after?.mapRoles).not.toBe(before.mapRoles);
    expect(await parsed([before, after ?? before])).toMatchObject([{ failed: false }, { failed: true, roles: [] }]);
    expect(identityTextProblem(EMOJI_WITH_MARK)).toBeDefined();
  }, 60_000);

  test("a byte order mark at the start: it is gone from the entry, and stays in the row", async () => {
    const [after] = await throughTerraform([written("\ufeffdev")]);
    const [answer] = await parsed(after === undefined ? [] : [after]);
    expect(after?.name).toBe("dev");
    expect(answer?.roles[1]).toMatchObject({ username: "\ufeffdev" });
    expect(identityTextProblem("\ufeffdev")).toBeDefined();
  }, 60_000);

  test("a decomposed letter: it becomes another name, to which no binding is", async () => {
    const [after] = await throughTerraform([written("cafe\u0301")]);
    const [answer] = await parsed(after === undefined ? [] : [after]);
    expect(answer?.roles[1]).toMatchObject({ username: "caf\u00e9", groups: ["caf\u00e9"] });
    expect(identityTextProblem("cafe\u0301")).toBeDefined();
  }, 60_000);
});

describe("what identityTextProblem accepts", () => {
  test.each([
    ["every such code point of the BMP and one in 61 of the others", sweep],
    [`random names of seed ${SEED}`, randomNames],
  ])(
    "comes through Terraform and the authenticator as it is: %s",
    async (_, names) => {
      const texts = names().map(written);
      expect(texts.length).toBeGreaterThan(1000);
      const refused = texts.filter(({ name }) => identityTextProblem(name) !== undefined);
      expect(refused).toEqual([]);
      const after = await throughTerraform(texts);
      expect(after.map(({ name }) => name)).toEqual(texts.map(({ name }) => name));
      expect(after.flatMap(({ same, name }) => (same ? [] : [name]))).toEqual([]);
      expect(await parsed(after)).toEqual(texts.map(({ name }) => rowsOf(name)));
    },
    300_000,
  );
});
