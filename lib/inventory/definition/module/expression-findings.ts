import type { Finding } from "../../../finding/finding";
import { shorten } from "../../../finding/shorten";
import { inventoryFinding as finding } from "../../finding/inventory-finding";
import type { ClusterDefinition } from "../cluster-definition";
import { moduleReference } from "./module-reference";
import { passedOn, pathWithin } from "./module-texts";

/** What Terraform would evaluate, and no shell or policy has: values of its own, calls of functions, directives. */
const TEMPLATE =
  /\$\{[^}]*\b(?:module|var|local|data|each|path|terraform|aws_\w+|kubernetes_\w+|random_\w+|tls_\w+)\.[\w"]|\$\{\s*[a-z][a-z0-9_]*\(|%\{~?\s*(?:for|if|else|endfor|endif)\b/;

/** An argument as HCL has it, without quotes. */
const BARE =
  /^(?:module\.[\w-]+\.[\w-]+|var\.[\w-]+|data\.terraform_remote_state\.[\w-]+\.outputs\.[\w-]+|(?:data\.)?aws_[a-z0-9_]+\.[\w-]+\.[a-z_]+)(?:\.\w+|\[(?:\d+|\*|"[^"]*")\])*$/;

const MODULE = /^(?:\$\{\s*)?module\.([\w-]+)\.([\w-]+)(?:\s*\})?$/;
const STATE = /^(?:\$\{\s*)?data\.terraform_remote_state\.([\w-]+)\.outputs\.([\w-]+)(?:\s*\})?$/;

/** Texts that go to a module, in which somebody has written an expression: they are literal, and the module would get its letters. */
export function expressionFindings(definition: ClusterDefinition): Finding[] {
  return passedOn(definition).flatMap(([path, value]) => expressionsIn(value, path));
}

function expressionsIn(value: unknown, path: string): Finding[] {
  if (typeof value === "string") return TEMPLATE.test(value) || BARE.test(value) ? [told(value, path)] : [];
  if (typeof value !== "object" || value === null || moduleReference(value) !== undefined) return [];
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) =>
    expressionsIn(item, pathWithin(value, path, key)),
  );
}

function told(text: string, path: string): Finding {
  return finding("expression-in-text", path, {
    message: `an expression of Terraform, which the module would get as a text and nobody would evaluate, expected a value, got \`${shorten(text)}\``,
    help: helpFor(text),
  });
}

function helpFor(text: string): string {
  const [, module, output] = MODULE.exec(text) ?? [];
  if (module !== undefined && output !== undefined)
    return `write \`{ module: ${module}, output: ${output} }\` in place of the text`;
  const [, state, passed] = STATE.exec(text) ?? [];
  if (state !== undefined && passed !== undefined)
    return `write \`{ from: ${state}, output: ${passed} }\` in place of the text`;
  return "write the value out, `{ module: NAME, output: NAME }` of a module that the stack calls, or `{ from: NAME, output: NAME }` of a state in terraform.remote_states";
}
