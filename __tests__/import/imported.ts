import { importCluster, type Imported } from "../../lib/app/import/import-cluster";
import type { ImportAnswers } from "../../lib/import/draft/draft-context";
import { printLocated } from "../../lib/inventory/finding/located-finding";
import { parseClusterFile } from "../../lib/inventory/cluster-file/parse-cluster-file";
import { policyArn, role } from "../support/definitions/arns";
import { configMapJson } from "../support/cli/source-texts";

export const ADMIN = policyArn("AmazonEKSClusterAdminPolicy");
export const SSO = "AWSReservedSSO_Admin_0123456789abcdef";
export const SSO_PATH = "aws-reserved/sso.amazonaws.com/eu-west-1";
export const NODE_ROW = {
  rolearn: role("node"),
  username: "system:node:{{EC2PrivateDNSName}}",
  groups: ["system:bootstrappers", "system:nodes"],
};
export const ADMIN_ROW = { rolearn: role("ops"), username: "ops", groups: ["system:masters", "oncall"] };

/** Imports texts, named after their place. */
export function run(texts: readonly string[], answers: ImportAnswers = {}): Imported {
  const named = texts.map((text, i) => ({ name: `${i + 1}.txt`, text }));
  return importCluster({ texts: named, answers, file: "demo.yaml", today: "2026-11-22" });
}
export const rows = (roles: readonly object[], users: readonly object[] = []): string =>
  configMapJson({ mapRoles: JSON.stringify(roles), mapUsers: JSON.stringify(users) });
export const codes = ({ findings }: Imported): string[] => [...new Set(findings.map(({ code }) => code))];
/** What the file says. */
export function definitionOf(imported: Imported) {
  const { cluster, findings } = parseClusterFile("demo.yaml", imported.text ?? "");
  if (cluster === undefined) throw new Error(findings.map(printLocated).join("\n"));
  return cluster.staged.definition;
}
