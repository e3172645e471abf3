import type { RoleRow, UserRow } from "../../access/aws-auth/aws-auth";
import { parseAwsAuth } from "../../access/aws-auth/aws-auth-parse";
import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { isForeign } from "../../migration/retirement";
import { overlayFinding, overlayIn } from "../overlay-finding";
import { isSettled, type OverlayTarget } from "../overlay-target";
import { type HclValue, hclValue, isLiteralMap, literalText, literalValue } from "../root/hcl-value";
import { differingRows } from "./differing-rows";
import { forgettingBlock } from "../forgetting-block";
import { seenBlock } from "../root/seen-block";
import { encodedRows } from "./encoded-rows";
import { sameValue } from "./same-value";

/** The rows of the root module against those of the cluster file, at the stages that have rows. */
export function overlaidRowFindings(target: OverlayTarget): LocatedFinding[] {
  const { cluster, rows } = target;
  const { definition } = cluster.staged;
  if (rows === undefined) {
    if (definition.awsAuth === undefined || isForeign(definition) || isSettled(cluster)) return [];
    const message =
      "no block of the root module writes the rows of this file, expected `manage_aws_auth_configmap: false`, or the block under overlay";
    const help =
      "write overlay.aws_auth_module or overlay.config_map; or, where something else writes the rows, manage_aws_auth_configmap: false";
    return [
      cluster.locate(overlayFinding("overlay-rows-differ", "aws_auth.manage_aws_auth_configmap", { message, help })),
    ];
  }
  if (definition.awsAuth === undefined) {
    if (definition.migration === undefined) return [];
    const message = "a cluster file without the rows that this block writes, expected them under aws_auth";
    return [
      overlayIn(rows.block, ["overlay-rows-differ"], {
        message,
        help: "write the rows into the cluster file: `eks-access import` prints them",
      }),
    ];
  }
  const forgotten = forgetFindings(target);
  if (forgotten.length > 0) return forgotten;
  return rows.block.kind === "module" ? moduleRows(target) : bareRows(target);
}

/** A row as YAML has it: what it does not say is not there. */
function rowValue(row: RoleRow | UserRow): Readonly<Record<string, unknown>> {
  return { ...row };
}

function moduleRows(target: OverlayTarget): LocatedFinding[] {
  const { cluster, rows } = target;
  const { awsAuth } = cluster.staged.definition;
  const block = rows?.block;
  if (block === undefined || awsAuth === undefined) return [];
  const { body } = seenBlock(block, target.root.locals);
  const lists = [
    ["aws_auth_roles", awsAuth.awsAuthRoles.map(rowValue)],
    ["aws_auth_users", awsAuth.awsAuthUsers.map(rowValue)],
    ["aws_auth_accounts", awsAuth.awsAuthAccounts],
  ] as const;
  const differing = lists.filter(([name, wanted]) => !sameValue(body[name], wanted));
  const toggles = [
    ["create_aws_auth_configmap", false, awsAuth.createAwsAuthConfigmap ?? isSettled(cluster)],
    ["manage_aws_auth_configmap", true, awsAuth.manageAwsAuthConfigmap ?? true],
  ] as const;
  const turned = toggles.filter(([name, fallback, wanted]) => {
    const own = literalValue(body[name] ?? fallback);
    return !isSettled(cluster) && own !== undefined && own !== wanted;
  });
  return [
    ...differing.map(([name, wanted]) =>
      overlayIn(block, ["overlay-rows-differ", name], otherRows(cluster.file, body[name], wanted)),
    ),
    ...turned.map(([name, , wanted]) =>
      overlayIn(block, ["overlay-rows-differ", name], {
        message: `expected \`${String(wanted)}\` as in ${cluster.file}, got \`${String(!wanted)}\``,
        help: `write \`${name}: ${String(!wanted)}\` under aws_auth in the cluster file`,
      }),
    ),
  ];
}

/** Sections of a ConfigMap: texts that are literal as the authenticator reads them, and lists in `yamlencode()`. */
function bareRows({ cluster, root, rows }: OverlayTarget): LocatedFinding[] {
  const { awsAuth } = cluster.staged.definition;
  const block = rows?.block;
  if (block === undefined || awsAuth === undefined) return [];
  const { data } = block.body;
  if (!isLiteralMap(data)) {
    const message = "an expression, expected a map of sections: which rows an override would take away is not known";
    return [
      overlayIn(block, ["overlay-expression", "data"], {
        message,
        help: "write `data = { mapRoles = …, mapUsers = … }`",
      }),
    ];
  }
  const texts = Object.entries(data).flatMap(([key, value]) => {
    const text = literalText(value);
    return text === undefined ? [] : [[key, text] as const];
  });
  const { awsAuth: own } = parseAwsAuth(Object.fromEntries(texts));
  const lists = [
    ["mapRoles", own.roles.map(({ row }) => rowValue(row)), awsAuth.awsAuthRoles.map(rowValue)],
    ["mapUsers", own.users.map(({ row }) => rowValue(row)), awsAuth.awsAuthUsers.map(rowValue)],
    ["mapAccounts", own.accounts.map(({ row }) => row), awsAuth.awsAuthAccounts],
  ] as const;
  return lists.flatMap(([name, parsed, wanted]) => {
    const section = data[name];
    const isText = section === undefined || literalText(section) !== undefined;
    const written = isText ? parsed.map(hclValue) : encodedRows(section, root.locals);
    if (written === undefined || sameValue(written, wanted)) return [];
    return [overlayIn(block, ["overlay-rows-differ", "data", name], otherRows(cluster.file, written, wanted))];
  });
}

function otherRows(file: string, own: HclValue | undefined, wanted: readonly unknown[]) {
  const which = differingRows(own, wanted, file);
  return {
    message: `other rows than in ${file}, expected the same in both${which === "" ? "" : `, got ${which}`}`,
    help: `write the rows that are live into both: \`kubectl get configmap -n kube-system aws-auth -o yaml\` prints them`,
  };
}

/** Rows that the root module writes leave its state by an edit of the root module: an override cannot take a block away. */
function forgetFindings({ cluster, rows }: OverlayTarget): LocatedFinding[] {
  const { rendering, definition } = cluster.staged;
  const stage = definition.migration?.stage;
  if (rows === undefined || definition.migration?.retire !== "forget" || (stage !== "retire" && stage !== "api"))
    return [];
  if (rendering.awsAuth.forget.length === 0) return [];
  const from = rows.block.kind === "module" ? `module.${rows.block.name}` : `${rows.block.type}.${rows.block.name}`;
  const message =
    "rows that are to be forgotten, expected no block that has them: Terraform takes none out of state that is there";
  const help = `delete this block, write ${forgettingBlock(from)} in its place, and take overlay.${rows.block.kind === "module" ? "aws_auth_module" : "config_map"} out of ${cluster.file}, with manage_aws_auth_configmap: false`;
  return [overlayIn(rows.block, ["overlay-unsupported"], { message, help })];
}
