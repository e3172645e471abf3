import { givenText } from "../../access/aws-auth/row-given";
import { type Partition, printArn } from "../../access/principal/arn";
import { type AwsAuth, awsAuthOf, EMPTY_AWS_AUTH, type RoleRow } from "../../access/aws-auth/aws-auth";
import { parseAwsAuth } from "../../access/aws-auth/aws-auth-parse";
import type { Finding } from "../../finding/finding";
import { shortenArn } from "../../finding/shorten";
import { type LocatedFinding, locatedAt } from "../../inventory/finding/located-finding";
import { effectiveRows } from "../../migration/effective-rows";
import { agreed } from "./agreement";
import { AWS_AUTH_FORMAT } from "../dump";
import type { Facts } from "../facts";
import { hasLive } from "./merge-entries";
import { foundAt, printPlace, type SourceNode, type Sourced } from "../source";

/** The rows that sources tell: of the ConfigMap itself, else of what eksctl read, else of what eksctl was asked for. */
interface MergedAwsAuth {
  readonly awsAuth: Sourced<AwsAuth> | undefined;
  readonly dropped: readonly LocatedFinding[];
}

/** Whose roles a service mapping means: its row names the service-linked role of the cluster's account. */
interface ServiceAccount {
  readonly accountId: string | undefined;
  readonly partition: Partition | undefined;
}

/** Merges all sources of rows; of which there is one, in the end. */
export function mergeAwsAuth(facts: Facts, account: ServiceAccount, findings: LocatedFinding[]): MergedAwsAuth {
  const parsed = facts.configMaps.map((told) => parse(told, findings));
  const maps = parsed.map(({ told }) => told);
  const print = (awsAuth: AwsAuth): string => served(awsAuth).join(", ");
  const live = agreed([...maps, ...facts.mappings], { what: "aws-auth", findings, print });
  const asked = agreed(facts.declared.mappings, { what: "list of identity mappings", findings, print });
  const declared = asked && withServices(asked, { facts, account, findings });
  findings.push(...ofRolesAlone(facts));
  if (live !== undefined && declared !== undefined) findings.push(...undone(live, declared));
  return { awsAuth: hasLive(facts) ? live : declared, dropped: parsed[0]?.dropped ?? [] };
}

/** A list of roles is what eksctl prints of an aws-auth without users, and the text of its section mapRoles too. */
function ofRolesAlone({ configMaps, mappings }: Facts): LocatedFinding[] {
  const [first] = mappings;
  if (first === undefined || configMaps.length > 0) return [];
  if (mappings.some(({ value: { users, accounts } }) => users.length + accounts.length > 0)) return [];
  const message = "rows of roles alone, expected to know whether mapUsers and mapAccounts have any";
  const help = `${AS_YAML} has all sections; where this is what eksctl printed, there are no others`;
  return [foundAt("import-section-unknown", first.at, { message, help })];
}

const AS_YAML = "the output of `kubectl get configmap -n kube-system aws-auth -o yaml`";

/** Whether a source says that the cluster has no ConfigMap of rows. */
export function isAwsAuthAbsent({ absent }: Facts): boolean {
  return absent.some(({ value }) => value === AWS_AUTH_FORMAT);
}

interface Services {
  readonly facts: Facts;
  readonly account: ServiceAccount;
  readonly findings: LocatedFinding[];
}

/**
 * The rows that eksctl writes for services: the service-linked role of EMR, without its path and without groups.
 * @see https://github.com/eksctl-io/eksctl pkg/authconfigmap/service_access.go; DOMAIN R48
 */
function withServices({ value, at }: Sourced<AwsAuth>, { facts, account, findings }: Services): Sourced<AwsAuth> {
  const [service] = facts.declared.services;
  if (service === undefined) return { value, at };
  const { accountId = accountOf(value), partition = "aws" } = account;
  if (accountId === undefined) {
    const message =
      "the row of this service mapping is left out, for no source tells the account of its service-linked role, expected 12 digits";
    const help =
      "import again with `--account ID` (`aws sts get-caller-identity --query Account --output text` prints yours), or with the output of `aws eks describe-cluster --name NAME`";
    findings.push(foundAt("import-service-unknown", service.at, { message, help }));
    return { value, at };
  }
  const name = "AWSServiceRoleForAmazonEMRContainers";
  const row: RoleRow = { rolearn: `arn:${partition}:iam::${accountId}:role/${name}`, username: service.value };
  const roles = [...value.roles.map((placed) => placed.row), row];
  const users = value.users.map((placed) => placed.row);
  return {
    value: awsAuthOf(
      roles,
      users,
      value.accounts.map((placed) => placed.row),
    ),
    at,
  };
}

/** The one account that all rows name. */
function accountOf(awsAuth: AwsAuth): string | undefined {
  const accounts = new Set(effectiveRows(awsAuth).map(({ principal }) => principal.accountId));
  return accounts.size === 1 ? [...accounts][0] : undefined;
}

/** What the authenticator does not take over, and the file cannot hold. */
const DROPPED: readonly string[] = ["aws-auth-row-dropped", "aws-auth-field-dropped"];

interface ParsedMap {
  readonly told: Sourced<AwsAuth>;
  readonly dropped: readonly LocatedFinding[];
}

function parse({ value: data, at }: Sourced<SourceNode | undefined>, findings: LocatedFinding[]): ParsedMap {
  if (data === undefined) return { told: { value: EMPTY_AWS_AUTH, at }, dropped: [] };
  const texts = Object.fromEntries(data.keys.map((key) => [key, data.child(key)?.text() ?? ""]));
  const { awsAuth, findings: found } = parseAwsAuth(texts);
  const located = found.map((finding) => locate(finding, data));
  findings.push(...located);
  const dropped = located.filter(({ code }) => DROPPED.includes(code));
  return { told: { value: awsAuth, at }, dropped };
}

/** The line of a section's text is a line of the source where the section is a block; else the section's own. */
function locate(finding: Finding, data: SourceNode): LocatedFinding {
  const [key = ""] = /^[^[.]*/.exec(finding.path) ?? [];
  const { file, line, column } = (data.child(key) ?? data).at;
  const text = data.child(key)?.node;
  const isBlock = text?.kind === "scalar" && text.isBlock === true;
  const { line: within, ...rest } = finding;
  if (!isBlock || within === undefined) return locatedAt(file, rest, { line, column });
  return locatedAt(file, rest, { line: line + within, column: 1 });
}

/** Whom rows serve, and as whom, in an order of its own: two texts of one ConfigMap say the same. */
function served(awsAuth: AwsAuth): string[] {
  const rows = effectiveRows(awsAuth).map(({ principal, row }) => `${printArn(principal)} ${givenText(row)}`);
  const accounts = awsAuth.accounts.map(({ row }) => row);
  return [...new Set([...rows, ...accounts, ...awsAuth.unreadable])].sort();
}

/** What eksctl was asked for and is not live. */
function undone(live: Sourced<AwsAuth>, declared: Sourced<AwsAuth>): LocatedFinding[] {
  const rows = new Set(served(live.value));
  return served(declared.value)
    .filter((row) => !rows.has(row))
    .map((row) =>
      foundAt("import-declared-differs", declared.at, {
        message: `the ClusterConfig of eksctl asks for a row that is not live, expected it in ${printPlace(live.at)}, got \`${shortenArn(row)}\``,
        help: "the cluster file is written without this row, and its principal stays without access; where it is to have access, add the row under `aws_auth` of the cluster file",
      }),
    );
}
