import type { Agent } from "node:http";
import type * as Eks from "@aws-sdk/client-eks";
import type * as Iam from "@aws-sdk/client-iam";
import type * as Sts from "@aws-sdk/client-sts";
import { proxyOfEnvironment } from "../proxy";
import { loaded } from "./aws-packages";

/** Whose credentials, and where. */
export interface AwsOptions {
  /**
   * A profile of the AWS configuration, also one of IAM Identity Center.
   * @default what the environment says
   */
  readonly profile?: string;
  /** @default what the environment or the profile says */
  readonly region?: string;
  /**
   * The role that these credentials take first.
   * @default none
   */
  readonly assumeRole?: TakenRole;
}

/** A role that is taken by `sts:AssumeRole`, as Terraform's provider does. */
export interface TakenRole {
  readonly roleArn: string;
  /** @default `eks-access` */
  readonly sessionName?: string;
  readonly externalId?: string;
}

/** AWS, as one caller reaches one region of it. */
export interface AwsSession {
  readonly region: string;
  readonly eks: { readonly sdk: typeof Eks; readonly client: Eks.EKSClient };
  readonly iam: { readonly sdk: typeof Iam; readonly client: Iam.IAMClient };
  readonly sts: { readonly sdk: typeof Sts; readonly client: Sts.STSClient };
}

/** AWS answers "too many requests" to large clusters: the SDK waits longer each time. */
const RETRIES = { maxAttempts: 8, retryMode: "adaptive" } as const;

/** Opens AWS. Throws `PackageMissing` without its packages, and what the SDK throws where no region is known. */
export async function openAws(options: AwsOptions = {}): Promise<AwsSession> {
  const [eks, iam, sts] = await Promise.all([
    loaded("@aws-sdk/client-eks", () => import("@aws-sdk/client-eks")),
    loaded("@aws-sdk/client-iam", () => import("@aws-sdk/client-iam")),
    loaded("@aws-sdk/client-sts", () => import("@aws-sdk/client-sts")),
  ]);
  const config = await clientConfig(options);
  const client = new eks.EKSClient(config);
  // Each client keeps what its credentials came to: a role is taken once, by all of them.
  const shared = { ...config, credentials: client.config.credentials };
  return {
    region: await client.config.region(),
    eks: { sdk: eks, client },
    iam: { sdk: iam, client: new iam.IAMClient(shared) },
    sts: { sdk: sts, client: new sts.STSClient(shared) },
  };
}

/** Agents for the SDK's own handler. */
interface Handler extends Readonly<Record<string, unknown>> {
  readonly httpsAgent?: Agent;
  readonly httpAgent?: Agent;
}

/** What every client of a session is made with. */
interface ClientConfig extends Pick<AwsOptions, "profile" | "region"> {
  readonly maxAttempts: number;
  readonly retryMode: "adaptive";
  readonly requestHandler?: Handler;
  readonly credentials: NonNullable<Eks.EKSClientConfig["credentials"]>;
}

/** Makes it of what was asked: the credentials as every tool of AWS looks for them. */
export async function clientConfig({ profile, region, assumeRole }: AwsOptions): Promise<ClientConfig> {
  const { fromNodeProviderChain, fromTemporaryCredentials } = await loaded(
    "@aws-sdk/credential-providers",
    () => import("@aws-sdk/credential-providers"),
  );
  const named = profile === undefined ? {} : { profile };
  const proxied = await proxiedHandler();
  const own = fromNodeProviderChain({ ...named, clientConfig: proxied });
  return {
    ...RETRIES,
    ...proxied,
    ...named,
    ...(region === undefined ? {} : { region }),
    credentials:
      assumeRole === undefined
        ? own
        : fromTemporaryCredentials({
            ...taken(assumeRole),
            masterCredentials: own,
            clientConfig: { ...RETRIES, ...proxied, ...(region === undefined ? {} : { region }) },
          }),
  };
}

/** The SDK reads no proxy of the environment by itself. */
async function proxiedHandler(): Promise<{ readonly requestHandler?: Handler }> {
  const [httpsAgent, httpAgent] = await Promise.all([
    proxyOfEnvironment(process.env),
    proxyOfEnvironment(process.env, "http"),
  ]);
  if (httpsAgent === undefined && httpAgent === undefined) return {};
  const handler = {
    ...(httpsAgent === undefined ? {} : { httpsAgent }),
    ...(httpAgent === undefined ? {} : { httpAgent }),
  };
  return { requestHandler: handler };
}

function taken({ roleArn, sessionName = "eks-access", externalId }: TakenRole) {
  const external = externalId === undefined ? {} : { ExternalId: externalId };
  return { params: { RoleArn: roleArn, RoleSessionName: sessionName, ...external } };
}
