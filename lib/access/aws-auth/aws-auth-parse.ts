import { EDIT_LIVE } from "./edit-live";
import { SECTIONS, type AwsAuth, type Placed, type RoleRow, type Section, type UserRow } from "./aws-auth";
import { preview, shorten } from "./aws-auth-fields";
import { readRoles, readUsers, type RowsRead } from "./aws-auth-rows";
import { awsAuthFinding } from "./aws-auth-finding";
import { didYouMean } from "../../finding/did-you-mean";
import type { Finding } from "../../finding/finding";
import { jsonProblem } from "../go-yaml/go-json";
import { parseGoYaml, type GoDocument } from "../go-yaml/go-yaml";
import type { GoValue } from "../go-yaml/go-value";
import { decodeTexts, decodeValue } from "../go-yaml/go-yaml-decode";
import type { GoNode, GoProblem } from "../go-yaml/go-yaml-node";

/** What aws-auth holds, and everything in its text that does not get there. */
export interface ParsedAwsAuth {
  readonly awsAuth: AwsAuth;
  readonly findings: Finding[];
}

/**
 * Reads the data of the ConfigMap as aws-iam-authenticator does.
 * @see DOMAIN §1.1, R1-R7; `pkg/mapper/configmap/configmap.go` `ParseMap`
 */
export function parseAwsAuth(data: Readonly<Record<string, string>>): ParsedAwsAuth {
  const findings = Object.keys(data).flatMap(ignoredKey);
  const unreadable: Section[] = [];
  const read = <Row>(section: Section, reader: SectionReader<Row>): readonly Placed<Row>[] => {
    const text = Object.hasOwn(data, section) ? data[section] : undefined;
    if (text === undefined || isSkippable(text)) return [];
    const result = reader(section, text);
    findings.push(...result.findings);
    if (result.unreadable) unreadable.push(section);
    return result.rows;
  };
  const roles = read<RoleRow>("mapRoles", (section, text) => readIdentities(section, text, readRoles));
  const users = read<UserRow>("mapUsers", (section, text) => readIdentities(section, text, readUsers));
  const accounts = read<string>("mapAccounts", readAccounts);
  return { awsAuth: { roles, users, accounts, unreadable }, findings };
}

interface SectionRead<Row> extends RowsRead<Row> {
  readonly unreadable?: boolean;
}

type SectionReader<Row> = (section: Section, text: string) => SectionRead<Row>;

function ignoredKey(key: string): Finding[] {
  if (SECTIONS.some((section) => section === key)) return [];
  const meant = SECTIONS.find((section) => section.toLowerCase() === key.toLowerCase());
  const near = didYouMean(key, SECTIONS);
  const code = meant === undefined ? "aws-auth-key-ignored" : "aws-auth-key-miscased";
  return [
    awsAuthFinding(code, key, {
      message: `the authenticator does not read this key, expected one of ${SECTIONS.join(", ")}, got \`${shorten(key)}\``,
      help:
        near === undefined
          ? `if no other program reads this key, delete it: ${EDIT_LIVE}`
          : `did you mean \`${near}\`? No row below this key serves anybody; its rows serve as soon as the key is correct: ${EDIT_LIVE}`,
    }),
  ];
}

/** White space as Go's `strings.TrimSpace` knows it, which is not quite JavaScript's. */
const SPACE = "[\\t-\\r \\u0085\\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000]*";
const SKIPPABLE = new RegExp(`^${SPACE}(?:\`\`|""|'')?${SPACE}$`);
const JSON_OBJECT = new RegExp(`^${SPACE}\\{`);

/**
 * Whether the authenticator takes the section for empty.
 * @see DOMAIN R3
 */
function isSkippable(text: string): boolean {
  return SKIPPABLE.test(text);
}

/** A text that begins with a brace is taken for JSON, and JSON of that kind is no list. */
function readIdentities<Row>(section: Section, text: string, rows: (list: GoValue) => RowsRead<Row>): SectionRead<Row> {
  if (JSON_OBJECT.test(text)) return failed(section, notAList("a map", 1));
  const document = parseGoYaml(text);
  if (document.root === undefined) return failed(section, document.problem);
  const { value, problem } = decodeValue(document.root);
  const fault = problem ?? jsonProblem(value);
  if (fault) return failed(section, fault);
  if (value.kind === "null") return { rows: [], findings: ignoredText(section, document) };
  if (value.kind !== "list") return failed(section, notAList(preview(value), value.line));
  const read = rows(value);
  return { rows: read.rows, findings: [...read.findings, ...ignoredText(section, document)] };
}

/**
 * What a problem leaves of the accounts is kept, as the authenticator keeps it.
 * @see DOMAIN R7
 */
function readAccounts(section: Section, text: string): SectionRead<string> {
  const document = parseGoYaml(text);
  if (document.root === undefined) return failed(section, document.problem);
  const { value, problem } = decodeTexts(document.root);
  if (problem?.kind === "unsure") return failed(section, problem);
  if (value === undefined) return failed(section, problem ?? notAList(kindName(document.root), document.root.line));
  const findings = [...failed(section, problem).findings, ...ignoredText(section, document)];
  const rows = value.flatMap(({ text: row, line }, index): Placed<string>[] => {
    if (row !== undefined) return [{ row, place: { section: "mapAccounts", index, line } }];
    findings.push(droppedAccount(index, line));
    return [];
  });
  return { rows, findings };
}

function kindName({ kind }: GoNode): string {
  return kind === "mapping" ? "a map" : "something else";
}

function droppedAccount(index: number, line: number): Finding {
  return awsAuthFinding("aws-auth-row-dropped", `mapAccounts[${index}]`, {
    message: "the account is not text, expected an account ID, got a list or map",
    help: `the authenticator ignores this row, which serves nobody: write the 12 digits of the account in quotes, or delete the row: ${EDIT_LIVE}`,
    line,
  });
}

function notAList(got: string, line: number): GoProblem {
  return { kind: "invalid", reason: `it is no list, expected rows that begin with a dash, got ${got}`, line };
}

/** Nothing is left of the section, or nothing that we could know. No problem, no finding. */
function failed<Row>(section: Section, problem: GoProblem | undefined): SectionRead<Row> {
  if (problem === undefined) return { rows: [], findings: [] };
  const { kind, reason, line } = problem;
  if (kind === "invalid") {
    const message = `the authenticator cannot read ${section}, so that none of its rows serves anybody: ${reason}`;
    const help = `correct the text, which gives the principals of these rows access, or delete the section: ${EDIT_LIVE}`;
    return { rows: [], findings: [awsAuthFinding("aws-auth-section-invalid", section, { message, help, line })] };
  }
  const message = `whom the rows of ${section} serve is not known, for this text cannot be read without doubt: ${reason}`;
  const help = `write each row in plain block style, one field a line (\`- rolearn: ARN\`, below it \`  username: NAME\`): ${EDIT_LIVE}`;
  return {
    rows: [],
    findings: [awsAuthFinding("aws-auth-section-unreadable", section, { message, help, line })],
    unreadable: true,
  };
}

function ignoredText(section: Section, { ignoredFrom }: GoDocument): Finding[] {
  if (ignoredFrom === undefined) return [];
  return [
    awsAuthFinding("aws-auth-text-ignored", section, {
      message:
        "the authenticator does not read the rows from this line on, which serve nobody, expected one list, got a second document",
      help: `indent all rows alike, as one list, which gives the principals of these rows access, or delete the rest: ${EDIT_LIVE}`,
      line: ignoredFrom,
    }),
  ];
}
