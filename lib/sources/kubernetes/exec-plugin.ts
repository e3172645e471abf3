import { execFile } from "node:child_process";
import { fieldsOf, textOrEmpty } from "./fields";
import type { KubeServer } from "./kube-server";

/** A program that tells credentials, as a kubeconfig names it: `aws eks get-token`. */
export interface ExecPlugin {
  readonly apiVersion: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const PATIENCE = 60_000;

/**
 * The credentials that a plugin prints. Throws an error with what it printed instead.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins
 */
export async function runPlugin(
  { apiVersion, command, args, env }: ExecPlugin,
  outer: Readonly<Record<string, string | undefined>>,
): Promise<Pick<KubeServer, "token" | "certificate">> {
  const info = JSON.stringify({ apiVersion, kind: "ExecCredential", spec: { interactive: false } });
  const environment = { ...outer, ...env, KUBERNETES_EXEC_INFO: info };
  const printed = await new Promise<string>((done, failed) => {
    execFile(command, [...args], { env: environment, timeout: PATIENCE }, (error, stdout, stderr) => {
      if (error === null) done(stdout);
      else failed(new Error(`${command}: ${stderr.trim().split("\n").at(-1) ?? error.message}`));
    });
  });
  const status = fieldsOf(fieldsOf(JSON.parse(printed)).status);
  const token = textOrEmpty(status.token);
  if (token !== "") return { token };
  const [cert, key] = [textOrEmpty(status.clientCertificateData), textOrEmpty(status.clientKeyData)];
  if (cert === "" || key === "") throw new Error(`${command}: expected a token or a certificate, got none`);
  return { certificate: { cert, key } };
}
