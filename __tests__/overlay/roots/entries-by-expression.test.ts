import { role } from "../../support/definitions/arns";
import { CLUSTER_ADMIN } from "../../support/definitions/definitions";
import { files, placed, REGISTRY, repository, warm } from "../../support/overlay/overlay-repository";

warm();

const MODE = 'authentication_mode = "CONFIG_MAP"';
const ADMIN_POLICY = CLUSTER_ADMIN.admin.policyArn;
const POLICIES = `{ admin = { policy_arn = "${ADMIN_POLICY}", access_scope = { type = "cluster" } } }`;

/** An entry as the cluster file has it, with these values in the place of its own. */
function admin({ principal = `"${role("admin")}"`, policies = POLICIES } = {}): string {
  return `{ principal_arn = ${principal}, user_name = "admin:{{SessionName}}", policy_associations = ${policies} }`;
}

/** A root module with this entry under the key `admin`, a line of its own, and blocks behind. */
function rootWith(entry: string, blocks = ""): string {
  return `${REGISTRY.replace(MODE, `${MODE}\n  access_entries = {\n    admin = ${entry}\n  }`)}${blocks}`;
}

const ENTRY_LINE = (entry: string): string => `    admin = ${entry}`;

async function said(main: string) {
  const { overlay } = repository(files(main, "entries"));
  const run = await overlay();
  const notes = [...run.stderr.matchAll(/^note infra\/main\.tf:(\d+):.*\[overlay-entry-untold\]$/gm)];
  return {
    errors: placed(run, main),
    notes: notes.map(([, line]) => main.split("\n")[Number(line) - 1]),
    text: run.stderr,
  };
}

const NOTHING = { errors: [], notes: [] };
const madeRole = (name: string): string => `resource "aws_iam_role" "ops" {\n  name = ${name}\n}\n`;
const REFERENCE = admin({ principal: "aws_iam_role.ops.arn" });
const inAccount = (name: string): string => `"arn:aws:iam::\${data.aws_caller_identity.this.account_id}:role/${name}"`;
const VIEW = POLICIES.replace(ADMIN_POLICY, ADMIN_POLICY.replace("ClusterAdmin", "View"));

describe("an entry of the module's block by an expression", () => {
  test.each([
    ["a local that has the file's", "local.admin", `locals {\n  admin = ${admin()}\n}\n`],
    ["a local within", admin({ policies: "local.policies" }), `locals {\n  policies = ${POLICIES}\n}\n`],
    ["an ARN that may be the file's", admin({ principal: inAccount("admin") }), ""],
    ["an ARN by a variable", admin({ principal: "var.admin" }), ""],
    ["the role of the file's name", REFERENCE, madeRole('"admin"')],
    ["a role whose name is an expression", REFERENCE, madeRole("var.name")],
    ["a role of another root", REFERENCE.replace("aws_iam_role.ops", "module.iam.role"), ""],
    ["a policy of the partition", admin({ policies: POLICIES.replace("arn:aws:", "arn:${var.partition}:") }), ""],
  ])("%s passes, and nothing is said", async (_, entry, blocks) => {
    expect(await said(rootWith(entry, blocks))).toMatchObject(NOTHING);
  });

  test.each([
    ["a local that has another policy", "local.admin", `locals {\n  admin = ${admin({ policies: VIEW })}\n}\n`],
    ["a policy in a local", admin({ policies: "local.policies" }), `locals {\n  policies = ${VIEW}\n}\n`],
    ["an ARN that is another in any account", admin({ principal: inAccount("other") }), ""],
    ["a role of another name", REFERENCE, madeRole('"other"')],
    [
      "a user in the place of a role",
      REFERENCE.replace("iam_role", "iam_user"),
      madeRole('"admin"').replace("iam_role", "iam_user"),
    ],
    [
      "a policy of any partition that is another",
      admin({ policies: VIEW.replace("arn:aws:", "arn:${var.partition}:") }),
      "",
    ],
  ])("%s is refused at its line", async (_, entry, blocks) => {
    const { errors } = await said(rootWith(entry, blocks));
    expect(errors).toEqual([["overlay-entry-differs", ENTRY_LINE(entry)]]);
  });

  test.each([
    ["of the whole entry", "var.admin"],
    ["of its policies", admin({ policies: "var.policies" })],
    ["of one policy", admin({ policies: POLICIES.replace(`"${ADMIN_POLICY}"`, "var.policy") })],
    ["of a scope", admin({ policies: POLICIES.replace('{ type = "cluster" }', "merge(local.scope, {})") })],
    ["of a key", admin({ policies: POLICIES.replace("admin =", "(var.key) =") })],
  ])("one that nobody can tell is said by its line: %s", async (_, entry) => {
    const { errors, notes, text } = await said(rootWith(entry));
    expect([errors, notes]).toEqual([[], [ENTRY_LINE(entry)]]);
    expect(text).toContain(
      "an access entry by an expression, which is not compared with clusters/demo.yaml: every stage takes it for what that file says [overlay-entry-untold]",
    );
  });
});
