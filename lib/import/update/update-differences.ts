import { rowGiven } from "../../access/aws-auth/row-given";
import { rowKey } from "../../access/aws-auth/row-key";
import { principalNameOf } from "../../access/principal/principal-name";
import type { AwsAuth, Placed, RoleRow, UserRow } from "../../access/aws-auth/aws-auth";
import { nodeAt, type YamlNode, type YamlPath } from "../../yaml/yaml-node";
import { shortenArn } from "../../finding/shorten";
import { arnsOf } from "../../access/principal/arn-list";
import { principalId } from "../../access/principal/principal-id";
import { STAGE_FACTS } from "../../migration/stage";
import type { ClusterDraft, DraftEntry } from "../draft/cluster-draft";
import { type FileContent, printEntry } from "./file-content";
import type { CodeOf } from "../../finding/catalogue";

/** What the file says otherwise than the cluster. */
interface FileDifference {
  readonly path: YamlPath;
  readonly code: CodeOf<"import">;
  readonly message: string;
  readonly help: string;
}

/** Another cluster is an error; anything else may be a decision, and is told. */
export function differences(content: FileContent, draft: ClusterDraft): FileDifference[] {
  return [
    ...otherCluster(content.root, draft),
    ...withoutMigration(content, draft),
    ...otherMode(content, draft),
    ...(writesRows(content) ? [...otherRows(content, draft), ...otherAccounts(content, draft)] : []),
    ...draft.entries.flatMap((entry) => otherEntry(content, entry)),
    ...otherPaths(content, draft),
    ...ofCapabilities(content, draft),
  ];
}

/** The text at a path; a question that is open says nothing. */
export function textAt(root: YamlNode, path: YamlPath): string | undefined {
  const node = nodeAt(root, path);
  if (node?.kind !== "scalar" || node.value === null) return undefined;
  return typeof node.value === "string" ? node.value : node.source;
}

function otherCluster(root: YamlNode, { clusterName, accountId, region }: ClusterDraft): FileDifference[] {
  const facts = [
    [["cluster_name"], clusterName],
    [["terraform", "account_id"], accountId],
    [["terraform", "region"], region],
  ] as const;
  return facts.flatMap(([path, live]): FileDifference[] => {
    const written = textAt(root, path);
    if (written === undefined || live === undefined || written === live) return [];
    const message = `another cluster than the sources', expected \`${live}\`, got \`${shortenArn(written)}\``;
    return [
      {
        path,
        code: "import-contradiction",
        message,
        help: "update the file of that cluster, or import into a new one",
      },
    ];
  });
}

/** Rows and entries without a migration are the end of the way: a ConfigMap that still serves does not fit there. */
function withoutMigration({ migration, root }: FileContent, draft: ClusterDraft): FileDifference[] {
  if (migration !== undefined || draft.migration === undefined) return [];
  const message = "the file has no migration, and the cluster's mode is not known to be API";
  const path = nodeAt(root, ["authentication_mode"]) === undefined ? [] : ["authentication_mode"];
  return [
    {
      path,
      code: "import-update-refused",
      message,
      help: "import into a new file, or add describe-cluster to the sources",
    },
  ];
}

function otherMode({ migration }: FileContent, { mode }: ClusterDraft): FileDifference[] {
  if (mode === undefined || migration === undefined || migration === "unread") return [];
  const { accepts } = STAGE_FACTS[migration.stage];
  if (accepts.includes(mode)) return [];
  const message = `stage ${migration.stage} accepts ${accepts.join(" and ")}, the cluster is in \`${mode}\``;
  return [
    {
      path: ["migration", "stage"],
      code: "import-file-differs",
      message,
      help: "the guards refuse its plan: set the stage that fits",
    },
  ];
}

/** From `retire` on no plan writes the rows of the file, so they differ from live ones as they should. */
function writesRows({ migration }: FileContent): boolean {
  return migration === undefined || migration === "unread" || STAGE_FACTS[migration.stage].rows === "declared";
}

const ROW_STAYS =
  "the row of the file stays, and the next plan writes it over what is live; where the live row is right, write it into the file as `kubectl get configmap -n kube-system aws-auth -o yaml` prints it";

function otherAccounts(content: FileContent, { awsAuth }: ClusterDraft): FileDifference[] {
  if (awsAuth === undefined) return [];
  const live = awsAuth.accounts.map(({ value }) => value);
  return content.awsAuth.accounts.flatMap(({ row }, index): FileDifference[] => {
    if (live.includes(row)) return [];
    const path = ["aws_auth", "aws_auth_accounts", index];
    return [{ path, code: "import-file-differs", message: `a row that is not live, got \`${row}\``, help: ROW_STAYS }];
  });
}

type Row = RoleRow | UserRow;

/** Rows of one ARN count by the last, so all rows of an ARN are compared, in their order. */
function otherRows(content: FileContent, { awsAuth, accountId }: ClusterDraft): FileDifference[] {
  if (awsAuth === undefined) return [];
  return (["roles", "users"] as const).flatMap((list) => {
    const live = byArn(awsAuth[list].map(({ value }) => value));
    return [...byArn(placedRows(content.awsAuth[list]))].flatMap(([arn, rows]): FileDifference[] => {
      const index = content.awsAuth[list].findIndex(({ row }) => rowKey(row) === arn);
      const path = ["aws_auth", list === "roles" ? "aws_auth_roles" : "aws_auth_users", index];
      const [here, there] = [rows, live.get(arn)].map((each) => each?.map(printRow).join("; "));
      if (here === there) return [];
      const message =
        there === undefined
          ? `a row that is not live, got that of ${nameOf(rows[0], accountId)}`
          : `another row than the live one, expected \`${shortenArn(there)}\`, got \`${shortenArn(here ?? "")}\``;
      return [{ path, code: "import-file-differs", message, help: ROW_STAYS }];
    });
  });
}

/** Whom a row names; a text that is no ARN stands as it is. */
function nameOf(row: Row | undefined, accountId: string | undefined): string {
  if (row === undefined) return "nobody";
  const arn = "userarn" in row ? row.userarn : row.rolearn;
  if (arn === undefined) return "the sso matcher";
  const name = principalNameOf(arn, accountId);
  return name === arn ? `\`${shortenArn(arn)}\`` : name;
}

function placedRows(rows: AwsAuth["roles"] | AwsAuth["users"]): Row[] {
  return rows.map(({ row }: Placed<Row>) => row);
}

/** Rows by the ARN that the authenticator compares. */
function byArn(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(rowKey(row), [...(groups.get(rowKey(row)) ?? []), row]);
  return groups;
}

function printRow(row: Row): string {
  const { username, groups } = rowGiven(row);
  return [username, ...groups].join(" ");
}

function otherEntry({ entries }: FileContent, { value, isLive }: DraftEntry): FileDifference[] {
  const [id] = arnsOf([value.principalArn]).map(principalId);
  const own = Object.entries(entries).find(([, entry]) =>
    arnsOf([entry.principalArn]).some((arn) => principalId(arn) === id),
  );
  if (!isLive || own === undefined) return [];
  const [here, there] = [printEntry(own[1]), printEntry(value)];
  if (here === there) return [];
  const message = `another entry than the live one, expected \`${shortenArn(there)}\`, got \`${shortenArn(here)}\``;
  const help = "the file's entry stays, and the next plan writes it: change it if the cluster is right";
  return [{ path: ["access_entries", own[0]], code: "import-file-differs", message, help }];
}

/** @see DOMAIN R41 */
function ofCapabilities({ entries, root }: FileContent, { capabilities }: ClusterDraft): FileDifference[] {
  const imported = nodeAt(root, ["adopt", "imported"]);
  const keys =
    imported?.kind === "list" ? imported.items.map((item) => (item.kind === "scalar" ? item.source : "")) : [];
  return Object.entries(entries).flatMap(([key, { principalArn }]): FileDifference[] => {
    const own = capabilities.find(([arn]) =>
      arnsOf([arn, principalArn])
        .map(principalId)
        .every((id, _, [first]) => id === first),
    );
    if (own === undefined || keys.includes(key)) return [];
    const message = `EKS has made the entry of the role of capability ${own[1]} already, and answers 409 to this one: the plan would fail`;
    const help = `delete this key from \`access_entries\`, and add \`${principalArn}\` to the list \`migration.expected\`: guards then look for the entry of EKS`;
    return [{ path: ["access_entries", key], code: "entry-of-eks", message, help }];
  });
}

function otherPaths({ migration }: FileContent, draft: ClusterDraft): FileDifference[] {
  if (migration === undefined || migration === "unread" || draft.migration === undefined) return [];
  const written = Object.entries(migration.rolePaths ?? {});
  return draft.migration.rolePaths.value.flatMap(([bare, full]): FileDifference[] => {
    const own = written.find(([key]) =>
      arnsOf([key]).some((arn) => arnsOf([bare]).some((other) => principalId(arn) === principalId(other))),
    );
    if (own === undefined || own[1] === full) return [];
    const message = `another path than the sources', expected \`${full}\`, got \`${own[1]}\``;
    return [
      {
        path: ["migration", "role_paths", own[0]],
        code: "import-file-differs",
        message,
        help: "correct it if the sources are right",
      },
    ];
  });
}
