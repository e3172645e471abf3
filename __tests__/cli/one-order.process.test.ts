import { isCode } from "../../lib/finding/catalogue";
import type { Finding } from "../../lib/finding/finding";
import { sortFindings } from "../../lib/finding/finding-order";
import { SEVERITIES } from "../../lib/finding/severity";
import { parseClusterFile } from "../../lib/inventory/cluster-file/parse-cluster-file";
import { cli, folderWith } from "../support/cli/cli-run";
import { compileCli } from "../support/cli/compiled-cli";
import { role } from "../support/definitions/arns";
import { LiveModel } from "../support/live/live-model";
import { after, destroyed, edited } from "../support/plans/plan-edits";
import { demoText } from "../support/reviews/review-clusters";
import { clusterText } from "../verify/cluster-text";

/** A finding, as a format prints as much of it. */
interface Printed extends Pick<Finding, "code" | "severity" | "path" | "message"> {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly accepted?: object;
}

const accessFile = (name: string, userName: string, more = "") => `cluster_name: ${name}
render: access
terraform: { region: ap-northeast-2, account_id: "111122223333" }
aws_auth:
  aws_auth_roles:
    - { rolearn: "${role("ops")}", username: ops, groups: [system:masters] }
    - { rolearn: "${role("team/dev")}", username: dev, groups: [developers] }
    - { rolearn: "${role("gone")}", username: gone, groups: [developers] }
access_entries:
  ops: { principal_arn: "${role("ops")}", user_name: ops, kubernetes_groups: [operators] }
  dev:
    principal_arn: ${role("dev")}
    user_name: "${userName}"
migration: { stage: entries }
${more}`;

const ACCEPTED = `accept: [{ code: entry-weaker, reason: "it is over", until: "2027-01-01" }]\n`;
const VERIFIED = clusterText("entries");

/** A cluster without two entries of its file, with two rows that the file does not have. */
function liveText(): string {
  const { cluster } = parseClusterFile("demo.yaml", VERIFIED);
  if (cluster === undefined) throw new Error("a file with errors");
  const live = new LiveModel(cluster.staged.definition);
  for (const name of ["dev", "admin"]) live.entries.delete(role(name));
  for (const rolearn of ["nonsense", role("x")]) live.rows.push({ rolearn, username: "x", groups: ["developers"] });
  return live.text;
}

const PLAN = edited(
  "stage-entries",
  destroyed("kubernetes_config_map_v1_data.aws_auth"),
  after("aws_eks_access_entry.dev", ["user_name"], "other"),
);

const ROWS = `apiVersion: v1
kind: ConfigMap
metadata: { name: aws-auth, namespace: kube-system }
data:
  mapRoles: |
    - { rolearn: "${role("team/dead")}", username: dead, groups: [a] }
    - { rolearn: "${role("ops")}", groups: [system:masters], more: x }
    - { rolearn: "${role("dev")}", username: dev, groups: [developers] }
    - { rolearn: "${role("dev")}", username: dev, groups: [others] }
`;

/** The inputs of all commands. */
const folder = (): string =>
  folderWith({
    "files/b.yaml": accessFile("b", "system:dev"),
    "files/a.yaml": accessFile("a", "dev", ACCEPTED),
    "one/demo.yaml": accessFile("demo", "dev", ACCEPTED),
    "errors/a.yaml": accessFile("a", "system:dev", "nonsense: 1\n"),
    "errors/b.yaml": accessFile("b", "aws:dev", "accept: [1]\n"),
    "reviewed/demo.yaml": demoText("entries"),
    "demo.yaml": VERIFIED,
    "live.json": liveText(),
    "a.json": JSON.stringify(PLAN),
    "rows.yaml": ROWS,
    "entries.json": JSON.stringify({ accessEntries: [role("dev"), role("ops"), role("late")] }),
  });

/** Maps with a code, wherever they stand in JSON, in its order. */
function foundIn(value: unknown): Printed[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(foundIn);
  if ("code" in value && "severity" in value && "message" in value) return [printed({ ...value })];
  return Object.values(value).flatMap(foundIn);
}

function printed(fields: Readonly<Record<string, unknown>>): Printed {
  const { line, column, file, accepted, path, address, message } = fields;
  return {
    ...known(String(fields.severity), String(fields.code)),
    path: [path, address].find((one) => typeof one === "string") ?? "",
    message: typeof message === "string" ? message : "",
    ...(typeof file === "string" ? { file } : {}),
    ...(typeof line === "number" ? { line } : {}),
    ...(typeof column === "number" ? { column } : {}),
    ...(typeof accepted === "object" && accepted !== null ? { accepted } : {}),
  };
}

function known(weight: string, code: string): Pick<Finding, "code" | "severity"> {
  const severity = SEVERITIES.find((one) => one === weight);
  if (severity === undefined || !isCode(code)) throw new Error(`${weight} ${code}`);
  return { severity, code };
}

const LINE = /^ *(accepted |)(\w+) (?:(\S+?):(\d+):(\d+) )?(?:(\S+): )?(.*) \[([a-z-]+)\](?: \S+)?$/;

/** Findings of lines for people. */
function foundInText(text: string): Printed[] {
  return text.split("\n").flatMap((line) => {
    const [, accepted, weight = "", file, at, column, path = "", message = "", code = ""] = LINE.exec(line) ?? [];
    if (!SEVERITIES.some((one) => one === weight) || !isCode(code)) return [];
    return [
      {
        ...known(weight, code),
        path,
        message,
        ...(file === undefined ? {} : { file, line: Number(at), column: Number(column) }),
        ...(accepted === "" ? {} : { accepted: {} }),
      },
    ];
  });
}

/** Codes in the order of a format for machines. */
const CODES: Readonly<Record<string, RegExp>> = {
  sarif: /"ruleId": "([a-z-]+)"/g,
  github: /title=([a-z-]+?)(?: in \S+)?::/g,
  junit: /<testcase [^>]*name="([a-z-]+?)(?::| )/g,
};

function codesOf(format: string, text: string): string[] {
  const pattern = CODES[format];
  if (pattern === undefined) return foundInText(text).map(({ code }) => code);
  return [...text.matchAll(pattern)].map(([, code = ""]) => code).filter(isCode);
}

/** Holds findings to the one order; they are several, of several severities. */
function expectOrder(found: readonly Printed[], severities = 2): void {
  expect(found).toEqual(sortFindings(found));
  expect(sortFindings([...found].reverse())).toEqual(found);
  expect(new Set(found.map(({ severity }) => severity)).size).toBeGreaterThanOrEqual(severities);
  expect(found.length).toBeGreaterThan(3);
}

describe("the one order of findings", () => {
  const COMMANDS: readonly (readonly [string, readonly string[]])[] = [
    ["check files", ["sarif", "github"]],
    ["check one --live rows.yaml", ["sarif", "github"]],
    ["verify demo.yaml --live live.json", ["sarif", "junit", "github"]],
    ["review a.json --clusters reviewed", ["sarif", "junit", "github"]],
  ];

  test.each(COMMANDS)("%s prints it in JSON, and the same in text and %j", async (command, formats) => {
    const cwd = folder();
    const printedAs = async (format: string): Promise<string> =>
      (await cli([...command.split(" "), "--format", format], { cwd })).stdout;
    const found = foundIn(JSON.parse(await printedAs("json")));
    expectOrder(found);
    const all = found.map(({ code }) => code);
    const open = found.filter(({ accepted }) => accepted === undefined).map(({ code }) => code);
    expect(codesOf("text", await printedAs("text"))).toEqual(open);
    for (const format of formats) {
      expect([all, open]).toContainEqual(codesOf(format, await printedAs(format)));
    }
  });

  test.each(["import rows.yaml entries.json", "advance one/demo.yaml"])(
    "%s prints it in text, and the same in JSON",
    async (command) => {
      const cwd = folder();
      const { stdout, stderr } = await cli(command.split(" "), { cwd });
      const found = foundInText(`${stdout}\n${stderr}`);
      expectOrder(found);
      const json = await cli([...command.split(" "), "--format", "json"], { cwd });
      const again = foundIn(JSON.parse(json.stdout));
      expectOrder(again);
      const open = again.filter(({ accepted }) => accepted === undefined);
      expect(open.map(({ code }) => code)).toEqual(found.map(({ code }) => code));
    },
  );

  test("explain prints it of files with errors, which are all of one severity", async () => {
    const { stderr } = await cli(["explain", "errors"], { cwd: folder() });
    expectOrder(foundInText(stderr), 1);
    expect(new Set(foundInText(stderr).map(({ file }) => file)).size).toBe(2);
  });

  test("synth prints it as check does", async () => {
    const cwd = folder();
    const { stderr } = await compileCli().run(["synth", "files"], { cwd });
    const checked = await cli(["check", "files"], { cwd });
    expectOrder(foundInText(stderr));
    expect(foundInText(stderr)).toEqual(foundInText(checked.stdout));
  });
});
