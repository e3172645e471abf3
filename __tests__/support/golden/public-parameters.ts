import { createServer, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { fieldsOf } from "../terraform/provider-schema";

/** Systems Manager with the parameters that AWS publishes, which the emulator has not: each AMI is the one of the golden states. */
export class PublicParameters {
  /** Starts it on a free port of the loopback. */
  static async start(): Promise<PublicParameters> {
    const parameters = new PublicParameters();
    await new Promise<void>((resolve) => parameters.server.listen(0, "127.0.0.1", resolve));
    return parameters;
  }

  private readonly server: Server = createServer((request, response) => {
    void text(request).then((body) => {
      const { Name } = fieldsOf(JSON.parse(body));
      const Parameter = { Name, Type: "String", Value: "ami-0123456789abcdef0", Version: 1 };
      response.setHeader("content-type", "application/x-amz-json-1.1").end(JSON.stringify({ Parameter }));
    });
  });

  /** What Terraform needs in its environment to ask here. */
  get environment(): Readonly<Record<string, string>> {
    const address = this.server.address();
    if (address === null || typeof address === "string") throw new Error("expected a port of the loopback");
    return { AWS_ENDPOINT_URL_SSM: `http://127.0.0.1:${address.port}` };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
