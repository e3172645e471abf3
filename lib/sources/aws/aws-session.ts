import type * as Eks from "@aws-sdk/client-eks";
import type * as Iam from "@aws-sdk/client-iam";
import type * as Sts from "@aws-sdk/client-sts";
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
  return {
    region: await client.config.region(),
    eks: { sdk: eks, client },
    iam: { sdk: iam, client: new iam.IAMClient(config) },
    sts: { sdk: sts, client: new sts.STSClient(config) },
  };
}

/** What every client of a session is made with. */
interface ClientConfig extends Pick<AwsOptions, "profile" | "region"> {
  readonly maxAttempts: number;
  readonly retryMode: "adaptive";
  readonly credentials: NonNullable<Eks.EKSClientConfig["credentials"]>;
}

/** Makes it of what was asked: the credentials as every tool of AWS looks for them. */
export async function clientConfig({ profile, region, assumeRole }: AwsOptions): Promise<ClientConfig> {
  const { fromNodeProviderChain, fromTemporaryCredentials } = await loaded(
    "@aws-sdk/credential-providers",
    () => import("@aws-sdk/credential-providers"),
  );
  const named = profile === undefined ? {} : { profile };
  const own = fromNodeProviderChain(named);
  return {
    ...RETRIES,
    ...named,
    ...(region === undefined ? {} : { region }),
    credentials:
      assumeRole === undefined
        ? own
        : fromTemporaryCredentials({
            ...taken(assumeRole),
            masterCredentials: own,
            clientConfig: { ...RETRIES, ...(region === undefined ? {} : { region }) },
          }),
  };
}

function taken({ roleArn, sessionName = "eks-access", externalId }: TakenRole) {
  const external = externalId === undefined ? {} : { ExternalId: externalId };
  return { params: { RoleArn: roleArn, RoleSessionName: sessionName, ...external } };
}
