import { API_RESOURCES, findApiResource } from "./api-resource";
import { didYouMean } from "../../finding/did-you-mean";
import type { NamedRequest } from "./rbac";
import { shorten } from "../../finding/shorten";

/** What {@link parseRequest} answers: the request, or why the text is none, and what to write. */
export type ParsedRequest = { readonly request: NamedRequest } | { readonly problem: string; readonly help?: string };

const VERBS = [
  "get",
  "list",
  "watch",
  "create",
  "update",
  "patch",
  "delete",
  "deletecollection",
  "impersonate",
  "bind",
  "escalate",
  "approve",
  "sign",
  "use",
  "*",
] as const;
const SUBRESOURCES = [
  "log",
  "exec",
  "attach",
  "portforward",
  "proxy",
  "status",
  "scale",
  "eviction",
  "token",
  "approval",
];
const GRAMMAR = "VERB RESOURCE[.GROUP][/NAME] [--subresource SUB] [-n NAMESPACE | -A], or VERB /URL";

/**
 * Reads a question as `kubectl auth can-i` takes it: `get pods -n prod`, `patch deployments.apps/web -n prod`,
 * `get pods --subresource log`, `get /metrics`. Without a namespace it is about all of them.
 * @see https://kubernetes.io/docs/reference/kubectl/generated/kubectl_auth/kubectl_auth_can-i/
 */
export function parseRequest(text: string): ParsedRequest {
  const words = wordsOf(text);
  if ("problem" in words) return words;
  const [verb, what, ...rest] = words.words;
  const [surplus] = rest;
  if (verb === undefined || what === undefined || surplus !== undefined) {
    return { problem: `not a request, expected ${GRAMMAR}, got \`${shorten(text)}\`` };
  }
  const near = VERBS.some((known) => known === verb) ? undefined : didYouMean(verb, VERBS);
  if (near !== undefined)
    return { problem: `unknown verb, got \`${shorten(verb)}\``, help: `did you mean \`${near}\`?` };
  if (!what.startsWith("/")) return resourceRequest(verb, what, words);
  if (words.namespace === undefined && words.subresource === undefined)
    return { request: { verb, nonResourceURL: what } };
  return { problem: "a URL has neither namespace nor sub-resource", help: `write \`${shorten(`${verb} ${what}`)}\`` };
}

/** A request as it is asked: `get pods/web in prod`, `list nodes`, `get pods in all namespaces`. */
export function describeRequest(request: NamedRequest): string {
  if ("nonResourceURL" in request) return `${request.verb} ${request.nonResourceURL}`;
  const { verb, apiGroup, resource, name, namespace } = request;
  const [plain = "", sub] = resource.split("/");
  const known = findApiResource(plain);
  const group = apiGroup === "" || known?.apiGroup === apiGroup ? "" : `.${apiGroup}`;
  const what = `${verb} ${plain}${group}${name === undefined ? "" : `/${name}`}${sub === undefined ? "" : ` (${sub})`}`;
  if (namespace !== undefined) return `${what} in ${namespace}`;
  return known?.namespaced === false ? what : `${what} in all namespaces`;
}

interface Words {
  readonly words: readonly string[];
  readonly namespace?: string;
  readonly subresource?: string;
}

function wordsOf(text: string): Words | { readonly problem: string } {
  const given = text
    .trim()
    .split(/\s+/)
    .flatMap((word) => (/^--?\w+=/.test(word) ? word.split(/=(.*)/s, 2) : [word]));
  const words: string[] = [];
  let [namespace, subresource]: (string | undefined)[] = [];
  for (let i = 0; i < given.length; i++) {
    const word = given[i] ?? "";
    if (word === "-A" || word === "--all-namespaces") continue;
    const isNamespace = word === "-n" || word === "--namespace";
    if (!isNamespace && word !== "--subresource") {
      if (word.startsWith("-")) return { problem: `unknown option, expected ${GRAMMAR}, got \`${shorten(word)}\`` };
      words.push(word);
      continue;
    }
    const value = given[++i];
    if (value === undefined || value.startsWith("-")) return { problem: `${word} has no value, expected ${GRAMMAR}` };
    if (isNamespace) namespace = value;
    else subresource = value;
  }
  return {
    words,
    ...(namespace === undefined ? {} : { namespace }),
    ...(subresource === undefined ? {} : { subresource }),
  };
}

function resourceRequest(verb: string, what: string, words: Words): ParsedRequest {
  const [type = "", ...names] = what.split("/");
  const [name, ...more] = names;
  if (more.length > 0 || name === "")
    return { problem: `no resource, expected RESOURCE/NAME, got \`${shorten(what)}\`` };
  if (name !== undefined && SUBRESOURCES.includes(name)) {
    return {
      problem: `\`${shorten(what)}\` is an object named ${name}, as kubectl auth can-i reads it`,
      help: `write \`${verb} ${type} --subresource ${name}\` for the sub-resource`,
    };
  }
  const found = resourceOf(type);
  if ("problem" in found) return found;
  const resource = words.subresource === undefined ? found.resource : `${found.resource}/${words.subresource}`;
  const isNamespaceItself = found.resource === "namespaces" && found.apiGroup === "";
  const namespace = words.namespace ?? (isNamespaceItself ? name : undefined);
  if (found.namespaced === false && words.namespace !== undefined && !isNamespaceItself) {
    return { problem: `${found.resource} have no namespace, expected no -n, got \`${shorten(words.namespace)}\`` };
  }
  const of = { ...(namespace === undefined ? {} : { namespace }), ...(name === undefined ? {} : { name }) };
  return { request: { verb, apiGroup: found.apiGroup, resource, ...of } };
}

type FoundResource =
  | { readonly resource: string; readonly apiGroup: string; readonly namespaced?: boolean }
  | { readonly problem: string; readonly help: string };

/** A dot begins the group, which is then the caller's word; else the resource has to be known. */
function resourceOf(type: string): FoundResource {
  if (type === "*") return { resource: "*", apiGroup: "*" };
  const dot = type.indexOf(".");
  if (dot >= 0) return withGroup(type.slice(0, dot), type.slice(dot + 1));
  const known = findApiResource(type);
  if (known !== undefined) return { resource: known.name, apiGroup: known.apiGroup, namespaced: known.namespaced };
  const near = didYouMean(
    type,
    API_RESOURCES.map(({ name }) => name),
  );
  return {
    problem: `unknown resource, expected one of Kubernetes, or RESOURCE.GROUP, got \`${shorten(type)}\``,
    help:
      near === undefined
        ? "write the group of a custom resource: `nodepools.karpenter.sh`"
        : `did you mean \`${near}\`?`,
  };
}

function withGroup(word: string, apiGroup: string): FoundResource {
  const same = API_RESOURCES.find(
    (each) => each.apiGroup === apiGroup && (each.name === word || each.aliases.includes(word)),
  );
  return same === undefined
    ? { resource: word.toLowerCase(), apiGroup }
    : { resource: same.name, apiGroup, namespaced: same.namespaced };
}
