/** What AWS, or what stands for it, answered. */
export interface AwsAnswer {
  readonly status: number;
  readonly text: string;
}

/** Calls an emulator of AWS as its clients do: signed for a service, with a signature that nobody checks. */
export class AwsClient {
  constructor(
    private readonly url: string,
    private readonly region: string,
  ) {}

  /** A call of the EKS API, whatever it answers. */
  async eks(method: string, path: string, body?: string): Promise<AwsAnswer> {
    return this.send("eks", path, { method, ...(body === undefined ? {} : { body }) });
  }

  /** A call of the IAM API, whatever it answers. */
  async iam(action: string, parameters: Readonly<Record<string, string>>): Promise<AwsAnswer> {
    const body = new URLSearchParams({ Action: action, Version: "2010-05-08", ...parameters }).toString();
    return this.send("iam", "/", { method: "POST", body });
  }

  /** Makes a bucket in the client's region, whatever S3 answers. */
  async createBucket(name: string): Promise<AwsAnswer> {
    const place = `<LocationConstraint>${this.region}</LocationConstraint>`;
    const body = `<CreateBucketConfiguration>${place}</CreateBucketConfiguration>`;
    return this.send("s3", `/${name}`, { method: "PUT", body });
  }

  private async send(
    service: "eks" | "iam" | "s3",
    path: string,
    call: { method: string; body?: string },
  ): Promise<AwsAnswer> {
    const credential = `test/20260101/${this.region}/${service}/aws4_request`;
    const response = await fetch(`${this.url}${path}`, {
      ...call,
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=0`,
        "x-amz-date": "20260101T000000Z",
        "content-type": service === "iam" ? "application/x-www-form-urlencoded" : "application/json",
      },
    });
    return { status: response.status, text: await response.text() };
  }
}

/** What a call that has to succeed answered. */
export function succeeded(what: string, { status, text }: AwsAnswer): string {
  if (status < 200 || status > 299) throw new Error(`${what}: ${status} ${text}`);
  return text;
}
