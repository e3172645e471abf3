import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { parse } from "yaml";
import { didYouMean } from "../../finding/did-you-mean";
import { reasonOf } from "../../finding/reason-of";
import { type ExecPlugin, runPlugin } from "./exec-plugin";
import { type Fields, fieldsOf, objectsIn, textOrEmpty } from "./fields";
import type { KubeServer } from "./kube-server";

type Environment = Readonly<Record<string, string | undefined>>;

/** An object of a kubeconfig, and the folder from which its paths count. */
interface Named {
  readonly name: string;
  readonly value: Fields;
  readonly folder: string;
}

/**
 * The API server of a context, as kubectl would reach it: the files of KUBECONFIG, or `~/.kube/config`. Throws an error that says
 * what is missing.
 * @see https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/
 */
export async function serverOfContext(context: string, env: Environment): Promise<KubeServer> {
  const files = (env.KUBECONFIG ?? "").split(delimiter).filter((path) => path !== "");
  const paths = files.length > 0 ? files : [join(env.HOME ?? homedir(), ".kube/config")];
  const read = paths.map(readConfig);
  const all = (key: string): Named[] => read.flatMap((file) => file(key));
  const named = { ...find(all("contexts"), context, "context").value };
  const chosen = fieldsOf(named.context);
  const cluster = find(all("clusters"), textOrEmpty(chosen.cluster), "cluster");
  const user = find(all("users"), textOrEmpty(chosen.user), "user");
  return { ...serverOf(cluster), ...(await credentialsOf(user, env)) };
}

function readConfig(path: string): (key: string) => Named[] {
  const config = fieldsOf(parsed(path));
  const folder = dirname(resolve(path));
  return (key) => objectsIn(config[key]).map((value) => ({ name: textOrEmpty(value.name), value, folder }));
}

function parsed(path: string): unknown {
  try {
    return parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new Error(`${path}: no kubeconfig that can be read: ${reasonOf(error)}`, { cause: error });
  }
}

function find(all: readonly Named[], name: string, what: string): Named {
  const found = all.find((one) => one.name === name);
  if (found !== undefined) return found;
  const names = all.map((one) => one.name);
  const near = didYouMean(name, names);
  const hint = near === undefined ? `one of ${names.join(", ")}` : `\`${near}\``;
  throw new Error(`kubeconfig: no ${what} \`${name}\`, expected ${hint}`);
}

function serverOf({ value, folder, name }: Named): KubeServer {
  const cluster = fieldsOf(value.cluster);
  if (cluster["insecure-skip-tls-verify"] === true)
    throw new Error(
      `kubeconfig: cluster \`${name}\` skips the check of its certificate: expected certificate-authority`,
    );
  const ca = dataOrFile(cluster, "certificate-authority", folder);
  const serverName = textOrEmpty(cluster["tls-server-name"]);
  const proxy = textOrEmpty(cluster["proxy-url"]);
  return {
    url: textOrEmpty(cluster.server),
    ...(ca === undefined ? {} : { ca }),
    ...(serverName === "" ? {} : { serverName }),
    ...(proxy === "" ? {} : { proxy }),
  };
}

async function credentialsOf({ value, folder, name }: Named, env: Environment): Promise<Partial<KubeServer>> {
  const user = fieldsOf(value.user);
  const tokenFile = textOrEmpty(user.tokenFile);
  const token = tokenFile === "" ? textOrEmpty(user.token) : readFileSync(resolve(folder, tokenFile), "utf8").trim();
  const [cert, key] = [dataOrFile(user, "client-certificate", folder), dataOrFile(user, "client-key", folder)];
  if (token !== "") return { token };
  if (cert !== undefined && key !== undefined) return { certificate: { cert, key } };
  if (user.exec === undefined)
    throw new Error(`kubeconfig: user \`${name}\` has no token, no certificate and no exec, expected one of them`);
  return runPlugin(pluginOf(fieldsOf(user.exec)), env);
}

function pluginOf(exec: Fields): ExecPlugin {
  return {
    apiVersion: textOrEmpty(exec.apiVersion),
    command: textOrEmpty(exec.command),
    args: Array.isArray(exec.args) ? exec.args.map(textOrEmpty) : [],
    env: Object.fromEntries(objectsIn(exec.env).map(({ name, value }) => [textOrEmpty(name), textOrEmpty(value)])),
  };
}

/** `certificate-authority-data` in base64, else the file that `certificate-authority` names. */
function dataOrFile(object: Fields, key: string, folder: string): string | undefined {
  const data = textOrEmpty(object[`${key}-data`]);
  if (data !== "") return Buffer.from(data, "base64").toString();
  const path = textOrEmpty(object[key]);
  return path === "" ? undefined : readFileSync(resolve(folder, path), "utf8");
}
