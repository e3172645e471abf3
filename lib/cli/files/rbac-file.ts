import type { NamedRequest, Rbac, RbacBinding } from "../../access/rbac/rbac";
import { parseRbacDump, RBAC_DUMP_COMMAND } from "../../access/rbac/rbac-dump";
import type { ClusterDefinition } from "../../inventory/definition/cluster-definition";
import { decodeUtf8 } from "../../yaml/utf8";
import type { Question } from "../../migration/explanation/request-answer";
import { painter } from "../../report/text/colour";
import { printable } from "../../report/text/printable";
import type { CliContext } from "../context";
import { Failure } from "../failure";
import { inputName, readInput } from "./input";

/** The question about one cluster: bindings of its file (`rbac_bindings`) count beside those of the dump. */
export type QuestionOf = (definition: ClusterDefinition) => Question;

/** A request, and what `--rbac` tells; what the dump lacks altogether is said on standard error. */
export async function questionOf(
  context: CliContext,
  request: NamedRequest,
  path: string | undefined,
): Promise<QuestionOf> {
  if (path === undefined) return () => ({ request });
  const rbac = await readRbac(context, path);
  return (definition) => ({
    request,
    rbac: { ...rbac, bindings: [...rbac.bindings, ...declaredBindings(definition)] },
  });
}

async function readRbac(context: CliContext, path: string): Promise<Rbac> {
  const name = inputName(path);
  const decoded = decodeUtf8(await readInput(context, path));
  if (!("text" in decoded)) {
    const { line, column } = decoded.badAt;
    throw new Failure(`${name}:${line}:${column}: not UTF-8, expected text in UTF-8`, { exitCode: 1 });
  }
  const parsed = parseRbacDump(decoded.text);
  if ("problem" in parsed) {
    const place = parsed.line === undefined ? name : `${name}:${parsed.line}`;
    throw new Failure(`${place}: ${parsed.problem}`, {
      exitCode: 1,
      help: `\`${RBAC_DUMP_COMMAND}\` prints what is expected`,
    });
  }
  const { missing } = parsed.rbac;
  if (missing.length > 0) {
    const warning = painter(context.stderr, context.env)("warning", "yellow");
    context.stderr.write(
      `${warning} ${printable(name)}: no ${missing.join(", no ")} in it, which every cluster has: nobody is refused for certain\n`,
    );
    context.stderr.write(`    \`${RBAC_DUMP_COMMAND}\` prints all\n`);
  }
  return parsed.rbac;
}

function declaredBindings({ rbacBindings = {} }: ClusterDefinition): RbacBinding[] {
  return Object.entries(rbacBindings).map(([key, { group, clusterRole, role, namespace, name }]) => ({
    name: name ?? key,
    ...(namespace === undefined ? {} : { namespace }),
    role: role === undefined ? { kind: "ClusterRole", name: clusterRole ?? "" } : { kind: "Role", name: role },
    subjects: [{ kind: "Group", name: group }],
  }));
}
