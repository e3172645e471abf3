import { cli } from "../../support/cli/cli-run";
import { role } from "../../support/definitions/arns";
import {
  clusterYaml,
  errors,
  files,
  placed,
  REGISTRY,
  repository,
  warm,
} from "../../support/overlay/overlay-repository";
import { BARE_SHAPE } from "../../support/overlay/root-shapes";

warm();

const ROLES = /aws_auth_roles = (\[[^]*?\n {2}\])/.exec(REGISTRY)?.[1] ?? "";
const inLocal = (rows: string, value = "local.rows"): string =>
  `${REGISTRY.replace(ROLES, value)}locals {\n  rows = ${rows}\n}\n`;
const OTHER = ROLES.replace(role("dev"), role("stranger"));
const BARE = BARE_SHAPE.files({})["main.tf"] ?? "";
const OF_BARE = "{ root: ../infra, cluster: aws_eks_cluster.main, config_map: kubernetes_config_map_v1_data.auth }";

/** The notes of rows that are not compared, by the text of their lines. */
async function untold(main: string, stage = "entries", overlay?: string): Promise<string[]> {
  const { cwd, overlay: lay } = repository(files(main, stage, overlay));
  const { stdout, stderr } = await cli(["check", "clusters"], { cwd });
  expect(errors({ stdout, stderr, exitCode: 0 })).toEqual([]);
  const written = await lay();
  expect(errors(written)).toEqual([]);
  const notes = [...`${stdout}${stderr}`.matchAll(/^note infra\/main\.tf:(\d+):.*\[(overlay-rows-[\w-]+)\]$/gm)];
  expect(notes.map(([, , code]) => code)).toEqual(notes.map(() => "overlay-rows-untold"));
  expect(written.stderr.match(/\[overlay-rows-untold\]/g)?.length ?? 0).toBe(notes.length);
  return notes.map(([, line]) => main.split("\n")[Number(line) - 1]?.trim() ?? "");
}

describe("rows of the module's block by an expression", () => {
  test("a local that has the file's rows is read: nothing is said", async () => {
    expect(await untold(inLocal(ROLES))).toEqual([]);
  });

  test("a local that has others is refused at the argument, with whose", async () => {
    const main = inLocal(OTHER);
    const run = await repository(files(main, "entries")).overlay();
    expect(placed(run, main)).toEqual([["overlay-rows-differ", "  aws_auth_roles = local.rows"]]);
    expect(run.stderr).toContain(role("stranger"));
  });

  test.each(["concat(local.rows, var.more)", "var.rows", "module.rows.all", 'jsondecode(file("rows.json"))'])(
    "%s is told by its line: nobody can tell the rows, and both files are written",
    async (expression) => {
      expect(await untold(inLocal(ROLES, expression))).toEqual([`aws_auth_roles = ${expression}`]);
    },
  );

  test.each(["dev", "stranger"])("of an ARN with an expression in it the rest is compared: %s", async (name) => {
    const arn = `"arn:aws:iam::\${data.aws_caller_identity.this.account_id}:role/${name}"`;
    const main = REGISTRY.replace(`{ rolearn = "${role("dev")}"`, () => `{ rolearn = ${arn}`);
    const run = await repository(files(main, "entries")).overlay();
    const differing = [["overlay-rows-differ", "  aws_auth_roles = ["]];
    expect(placed(run, main)).toEqual(name === "dev" ? [] : differing);
  });

  test.each<readonly [string, string, readonly [string, readonly string[]]]>([
    ["an escape of what begins an expression", '"$${a}-${var.b}"', ["${a}-c", []]],
    ["the same before another text", '"$${a}-${var.b}"', ["a-c", ["overlay-rows-differ"]]],
    ["a directive", '"%{ if var.a }x%{ endif }"', ["anything", []]],
    ["marks that trim", '"x ${~ var.a ~} y"', ["xay", []]],
  ])("%s in a username", async (_, username, [wanted, codes]) => {
    const main = REGISTRY.replace('username = "dev:{{SessionName}}"', () => `username = ${username}`);
    const yaml = clusterYaml("config-map").replaceAll('"dev:{{SessionName}}"', () => JSON.stringify(wanted));
    const run = await repository({ "infra/main.tf": main, "clusters/demo.yaml": yaml }).overlay();
    expect(placed(run, main).map(([code]) => code)).toEqual(codes);
  });

  test("once the rows are empty by the stage, nothing is said", async () => {
    expect(await untold(inLocal(ROLES, "var.rows"), "retire")).toEqual([]);
    expect(await untold(inLocal(ROLES, "var.rows"), "done")).toEqual([]);
  });
});

describe("rows of a bare ConfigMap by an expression", () => {
  test("yamlencode() of a local is read: the file's rows pass, others are refused", async () => {
    expect(await untold(BARE, "entries", OF_BARE)).toEqual([]);
    const main = BARE.replace(role("dev"), role("stranger"));
    const run = await repository({
      "infra/main.tf": main,
      "clusters/demo.yaml": clusterYaml("entries", OF_BARE),
    }).overlay();
    expect(placed(run, main)).toEqual([["overlay-rows-differ", "    mapRoles = yamlencode(local.roles)"]]);
    expect(run.stderr).toContain(role("stranger"));
  });

  test.each(["yamlencode(var.roles)", "var.text", "yamlencode(concat(local.roles, []))"])(
    "%s is told by its line",
    async (expression) => {
      const main = BARE.replace("yamlencode(local.roles)", expression);
      expect(await untold(main, "entries", OF_BARE)).toEqual([`mapRoles = ${expression}`]);
    },
  );
});
