import type { z } from "zod";
import { type Code, says } from "../../finding/catalogue";
import { didYouMean } from "../../finding/did-you-mean";
import type { Finding } from "../../finding/finding";
import { printPath, type YamlPath } from "../../yaml/yaml-node";
import { inventoryFinding as finding } from "./inventory-finding";

/** Something that a schema refuses, with its path from the top. */
type Issue = z.core.$ZodIssue;

/** What stands at the place of an issue, in a file or in a definition. */
export type Found =
  | { readonly kind: "list" | "map" }
  | { readonly kind: "scalar"; readonly value: string | number | boolean | null; readonly source: string };

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map",
  record: "a map",
};

/** How a value of a type is written. */
const WRITTEN: Readonly<Record<string, string>> = {
  string: "write text, in quotes where YAML would read something else",
  number: "write a number without quotes",
  int: "write a whole number without quotes",
  boolean: "write true or false, without quotes",
  array: "write a list: `[a, b]`, or a line `- a` for each",
  object: "write a map: `{ key: value }`, or a line `key: value` for each",
  record: "write a map: `{ key: value }`, or a line `key: value` for each",
};

const LIST_LENGTH = "write as many elements as the key takes; docs/cluster-file.md has an example";

/** What to type where the check itself does not say. */
const HELP: Partial<Record<Code, string>> = {
  "arn-malformed":
    "write the whole ARN as AWS prints it; of a role: `aws iam get-role --role-name NAME --query Role.Arn --output text`, of a user: `aws iam get-user --user-name NAME --query User.Arn --output text`",
  "cluster-version-malformed": 'write major and minor version in quotes: "1.33"',
  "date-malformed": "write year, month and day with dashes: 2027-01-31",
  "name-invalid": "write another name there",
  "type-wrong": "docs/cluster-file.md has an example of each key",
};

/** What is said of an issue; of a key that is refused, of each of its faults. `found` is what stands at the path. */
export function issueFindings(issue: Issue, path: YamlPath, found: Found | undefined): Finding[] {
  const issues = issue.code === "invalid_key" ? issue.issues : [issue];
  return issues.map((each) => findingOf(each, path, found));
}

function findingOf(issue: Issue, path: YamlPath, node: Found | undefined): Finding {
  const at = printPath(path);
  if (issue.code === "custom") return customFinding(issue, at);
  if (node === undefined) return missing(at, issue);
  if (issue.code === "invalid_value") return valueUnknown(at, issue.values.map(String), node);
  if (issue.code === "too_small") return outOfRange(at, `at least ${issue.minimum}`, node);
  if (issue.code === "too_big") return outOfRange(at, `at most ${issue.maximum}`, node);
  const [expected, help] = [
    expectedBy(issue),
    kindsIn(issue)
      .map((kind) => WRITTEN[kind] ?? "")
      .join("; or "),
  ];
  return finding("type-wrong", at, {
    message: `wrong type, expected ${expected}, got ${got(node)}`,
    help: help === "" ? `write ${expected}` : help,
  });
}

function outOfRange(path: string, limit: string, node: Found): Finding {
  const text = { message: `out of range, expected ${limit}, got ${got(node)}`, help: `write a value of ${limit}` };
  return finding("value-out-of-range", path, node.kind === "list" ? { ...text, help: LIST_LENGTH } : text);
}

/** Our own checks: code and help travel in `params`. */
function customFinding(issue: z.core.$ZodIssueCustom, path: string): Finding {
  const code: unknown = issue.params?.code;
  const given: unknown = issue.params?.help;
  const known = typeof code === "string" && says("file", code) ? code : "type-wrong";
  const help = typeof given === "string" ? given : HELP[known];
  return finding(known, path, { message: issue.message, ...(help === undefined ? {} : { help }) });
}

function missing(path: string, issue: Issue): Finding {
  const expected = issue.code === "invalid_value" ? `one of ${issue.values.map(String).join(", ")}` : expectedBy(issue);
  return finding("key-missing", path, { message: `missing, expected ${expected}`, help: `write ${lineOf(path)}` });
}

/** The line to write: the last key of the path, and the one above it. */
function lineOf(path: string): string {
  const keys = path.split(".");
  const above = keys.at(-2);
  return `\`${keys.at(-1) ?? path}: VALUE\`${above === undefined ? " at the top level of the file" : ` under \`${above}\``}`;
}

function valueUnknown(path: string, known: readonly string[], node: Found): Finding {
  const value = node.kind === "scalar" ? String(node.value) : "";
  const near = didYouMean(value, known);
  return finding("value-unknown", path, {
    message: `unknown value, expected one of ${known.join(", ")}, got ${got(node)}`,
    help: near === undefined ? "write one of these" : `did you mean \`${near}\`?`,
  });
}

function expectedBy(issue: Issue): string {
  const kinds = kindsIn(issue);
  return kinds.length === 0 ? issue.message.toLowerCase() : kinds.map((kind) => TYPES[kind] ?? kind).join(" or ");
}

/** The kinds of value that a place takes, in the words of the schema. */
function kindsIn(issue: Issue): readonly string[] {
  if (issue.code === "invalid_type") return [issue.expected];
  return issue.code === "invalid_union" ? [...new Set(issue.errors.flat().flatMap(kindsIn))] : [];
}

function got(node: Found): string {
  if (node.kind !== "scalar") return node.kind === "list" ? "a list" : "a map";
  if (node.value === null) return "nothing";
  if (typeof node.value !== "string") return `\`${node.source}\``;
  return /^([-+.\d]+|true|false|null)$/.test(node.value) ? `\`"${node.value}"\`` : `\`${node.value}\``;
}
