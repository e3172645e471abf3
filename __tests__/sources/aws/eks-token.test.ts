import { createHash, createHmac } from "node:crypto";
import { openAws } from "../../../lib/sources/aws/aws-session";
import { eksToken } from "../../../lib/sources/aws/eks-token";

const KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const AT = new Date("2026-11-27T10:00:00Z");

beforeAll(() => {
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
    AWS_SECRET_ACCESS_KEY: KEY,
    AWS_EC2_METADATA_DISABLED: "true",
  });
});

async function urlOf(region: string, sessionToken?: string): Promise<URL> {
  if (sessionToken === undefined) delete process.env.AWS_SESSION_TOKEN;
  else process.env.AWS_SESSION_TOKEN = sessionToken;
  const token = await eksToken(await openAws({ region }), "demo", AT);
  expect(token).toMatch(/^k8s-aws-v1\.[\w-]+$/);
  return new URL(Buffer.from(token.replace("k8s-aws-v1.", ""), "base64url").toString());
}

/** The signature as AWS documents it, made of the URL alone. */
function signatureOf(url: URL): string {
  const parameters = [...url.searchParams].filter(([name]) => name !== "X-Amz-Signature").sort();
  const escaped = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const query = parameters.map(([name, value]) => `${escaped(name)}=${escaped(value)}`).join("&");
  const headers = `host:${url.host}\nx-k8s-aws-id:demo\n`;
  const hash = (text: string) => createHash("sha256").update(text).digest("hex");
  const request = ["GET", "/", query, headers, "host;x-k8s-aws-id", hash("")].join("\n");
  const scope = url.searchParams.get("X-Amz-Credential")?.split("/").slice(1) ?? [];
  const signed = ["AWS4-HMAC-SHA256", "20261127T100000Z", scope.join("/"), hash(request)].join("\n");
  const key = scope.reduce<Buffer>(
    (made, part) => createHmac("sha256", made).update(part).digest(),
    Buffer.from(`AWS4${KEY}`),
  );
  return createHmac("sha256", key).update(signed).digest("hex");
}

describe("eksToken", () => {
  test("is a question to STS for the caller's identity, signed for one minute with the cluster's name", async () => {
    const url = await urlOf("eu-west-1");
    expect(`${url.protocol}//${url.host}${url.pathname}`).toBe("https://sts.eu-west-1.amazonaws.com/");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      Action: "GetCallerIdentity",
      Version: "2011-06-15",
      "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
      "X-Amz-Credential": "AKIDEXAMPLE/20261127/eu-west-1/sts/aws4_request",
      "X-Amz-Date": "20261127T100000Z",
      "X-Amz-Expires": "60",
      "X-Amz-SignedHeaders": "host;x-k8s-aws-id",
      "X-Amz-Signature": signatureOf(url),
    });
  });

  test("carries the token of a session, signed too, and asks China's STS in China", async () => {
    const url = await urlOf("cn-north-1", "FwoGZXIvYXdzEXAMPLE+/=");
    expect(url.host).toBe("sts.cn-north-1.amazonaws.com.cn");
    expect(url.searchParams.get("X-Amz-Security-Token")).toBe("FwoGZXIvYXdzEXAMPLE+/=");
    expect(url.searchParams.get("X-Amz-Signature")).toBe(signatureOf(url));
  });
});
