import { createHash, createHmac } from "node:crypto";
import { loaded } from "./aws-packages";
import type { AwsSession } from "./aws-session";

/** The authenticator takes no token that is older than 15 minutes; the AWS command line asks for one minute too. */
const SECONDS = 60;

/**
 * A bearer token of the caller for a cluster: a signed question to STS for the caller's identity, as `aws eks get-token` makes it.
 * @see https://github.com/kubernetes-sigs/aws-iam-authenticator#api-authorization-from-outside-a-cluster
 */
export async function eksToken(
  { region, sts }: Pick<AwsSession, "region" | "sts">,
  clusterName: string,
  at = new Date(),
): Promise<string> {
  const { SignatureV4 } = await loaded("@smithy/signature-v4", () => import("@smithy/signature-v4"));
  const signer = new SignatureV4({
    credentials: await sts.client.config.credentials(),
    region,
    service: "sts",
    sha256: Sha256,
  });
  const hostname = `sts.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
  const { query = {}, path } = await signer.presign(
    {
      method: "GET",
      protocol: "https:",
      hostname,
      path: "/",
      headers: { host: hostname, "x-k8s-aws-id": clusterName },
      query: { Action: "GetCallerIdentity", Version: "2011-06-15" },
    },
    { expiresIn: SECONDS, signingDate: at },
  );
  const parameters = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value ?? "")]));
  return `k8s-aws-v1.${Buffer.from(`https://${hostname}${path}?${parameters.toString()}`).toString("base64url")}`;
}

/** What a hash takes. */
type HashedData = string | ArrayBuffer | ArrayBufferView;

/** The hash that the signature is made with. */
class Sha256 {
  readonly #hash: { readonly update: (data: Uint8Array) => unknown; readonly digest: () => Uint8Array };

  constructor(secret?: HashedData) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", bytesOf(secret));
  }

  update(data: HashedData): void {
    this.#hash.update(bytesOf(data));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {
    throw new Error("a hash is used once");
  }
}

function bytesOf(data: HashedData): Uint8Array {
  if (typeof data === "string") return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
