import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as sts from "@aws-sdk/client-sts";
import { eksToken } from "../../../lib/sources/aws/eks-token";
import { AuthenticatorServer } from "../authenticator/authenticator-server";
import { ACCOUNT } from "../definitions/arns";
import { AwsClient, succeeded } from "../eks/aws-client";
import { type Fakecloud, startFakecloud } from "../eks/fakecloud";
import { type KubeApiserver, startKubeApiserver } from "../kubernetes/kube-apiserver";
import { KubeClient } from "../kubernetes/kube-client";

const REGION = "eu-west-1";
/** Every stage of every request, as EKS logs them. */
const AUDIT_POLICY = { apiVersion: "audit.k8s.io/v1", kind: "Policy", rules: [{ level: "Metadata" }] };
const TRUST = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }],
};

/** Somebody with credentials of AWS. */
export interface RealCaller {
  /** Of the role or user; a role's with its path. */
  readonly arn: string;
  /** Internal ID of the role or user. */
  readonly userId: string;
  /** Signs as it. */
  readonly sts: sts.STSClient;
}

/**
 * What an EKS cluster is made of, as far as it can be had: a kube-apiserver that writes the audit log, the authenticator as its token
 * webhook, an emulator that knows roles and users.
 */
export class EksAlike {
  static async start(clusterName = "demo"): Promise<EksAlike> {
    const cloud = await startFakecloud({ accountId: ACCOUNT, region: REGION });
    const url = cloud.environment.AWS_ENDPOINT_URL ?? "";
    const authenticator = await AuthenticatorServer.reserve(clusterName, url);
    const folder = mkdtempSync(join(tmpdir(), "eks-alike-"));
    writeFileSync(join(folder, "policy.json"), JSON.stringify(AUDIT_POLICY));
    const server = await startKubeApiserver([
      `--authentication-token-webhook-config-file=${authenticator.webhook}`,
      `--audit-policy-file=${join(folder, "policy.json")}`,
      `--audit-log-path=${join(folder, "audit.log")}`,
    ]);
    return new EksAlike(clusterName, { cloud, authenticator, server, folder });
  }

  private readonly aws: AwsClient;
  /** The Kubernetes API, as its administrator. */
  readonly kube: KubeClient;

  private constructor(
    private readonly clusterName: string,
    private readonly parts: {
      readonly cloud: Fakecloud;
      readonly authenticator: AuthenticatorServer;
      readonly server: KubeApiserver;
      readonly folder: string;
    },
  ) {
    this.aws = new AwsClient(this.url, REGION);
    this.kube = new KubeClient(parts.server);
  }

  get server(): KubeApiserver {
    return this.parts.server;
  }

  /** Lets callers in by the rows of aws-auth, or by entries first, as the mode of a cluster says. */
  async authenticate(
    ...given: Parameters<AuthenticatorServer["start"]> extends [unknown, ...infer Rest] ? Rest : never
  ) {
    // The authenticator watches from the newest version of all; that of ConfigMaps alone is older until one of them is written.
    const touch = setInterval(() => {
      this.kube.writeConfigMap("touched", { at: new Date().toISOString() }).catch(() => undefined);
    }, 300);
    try {
      await this.parts.authenticator.start(this.parts.server, ...given);
    } finally {
      clearInterval(touch);
    }
  }

  /** Lines of the audit log so far. */
  get auditLog(): string {
    return readFileSync(join(this.parts.folder, "audit.log"), "utf8");
  }

  /** Lines of the authenticator's log so far. */
  get authenticatorLog(): string {
    return this.parts.authenticator.log;
  }

  /** A session of a new role; `team/dev` has a path. */
  async role(name: string, session: string): Promise<RealCaller> {
    const [, path = "", last = name] = /^(.*\/)?([^/]+)$/.exec(name) ?? [];
    const document = JSON.stringify(TRUST);
    const made = await this.iam("CreateRole", { RoleName: last, Path: `/${path}`, AssumeRolePolicyDocument: document });
    const arn = `arn:aws:iam::${ACCOUNT}:role/${name}`;
    return { arn, userId: textIn(made, "RoleId"), sts: await this.session(arn, session) };
  }

  /** Credentials of a session of a role. */
  async session(arn: string, session: string): Promise<sts.STSClient> {
    const command = new sts.AssumeRoleCommand({ RoleArn: arn, RoleSessionName: session });
    const { Credentials: given } = await this.client({ accessKeyId: "test", secretAccessKey: "test" }).send(command);
    const { AccessKeyId = "", SecretAccessKey: secret = "", SessionToken: token = "" } = given ?? {};
    this.parts.authenticator.learn(AccessKeyId, { secret, token });
    return this.client({ accessKeyId: AccessKeyId, secretAccessKey: secret, sessionToken: token });
  }

  /** A new user with an access key. */
  async user(name: string): Promise<RealCaller> {
    const made = await this.iam("CreateUser", { UserName: name });
    const key = await this.iam("CreateAccessKey", { UserName: name });
    const credentials = { accessKeyId: textIn(key, "AccessKeyId"), secretAccessKey: textIn(key, "SecretAccessKey") };
    this.parts.authenticator.learn(credentials.accessKeyId, { secret: credentials.secretAccessKey });
    return {
      arn: `arn:aws:iam::${ACCOUNT}:user/${name}`,
      userId: textIn(made, "UserId"),
      sts: this.client(credentials),
    };
  }

  /** A token of a caller for the cluster, as our commands sign it; another `at` makes another token. */
  async token(caller: Pick<RealCaller, "sts">, at = new Date(), clusterName = this.clusterName): Promise<string> {
    return eksToken({ region: REGION, sts: { sdk: sts, client: caller.sts } }, clusterName, at);
  }

  async stop(): Promise<void> {
    const { cloud, authenticator, server, folder } = this.parts;
    await Promise.all([cloud.stop(), authenticator.stop(), server.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }

  private get url(): string {
    return this.parts.cloud.environment.AWS_ENDPOINT_URL ?? "";
  }

  private async iam(action: string, parameters: Readonly<Record<string, string>>): Promise<string> {
    return succeeded(`iam ${action}`, await this.aws.iam(action, parameters));
  }

  private client(credentials: sts.STSClientConfig["credentials"] & object): sts.STSClient {
    return new sts.STSClient({ endpoint: this.url, region: REGION, credentials });
  }
}

function textIn(xml: string, tag: string): string {
  const [, found] = new RegExp(`<${tag}>([^<]+)</${tag}>`).exec(xml) ?? [];
  if (found === undefined) throw new Error(`no ${tag} in ${xml}`);
  return found;
}
