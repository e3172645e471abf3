import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

/** A backend `http` on the loopback: one state, and its lock. */
export class StateServer {
  static async start(): Promise<StateServer> {
    const made = new StateServer();
    await new Promise<void>((resolve) => made.server.listen(0, "127.0.0.1", resolve));
    return made;
  }

  /** What holds the lock; undefined where nobody does. */
  lock: string | undefined;

  private readonly server: Server;
  private state: string | undefined;

  private constructor() {
    this.server = createServer((incoming, outgoing) => void this.serve(incoming, outgoing));
  }

  get url(): string {
    const address = this.server.address();
    if (address === null || typeof address === "string") throw new Error("expected a port of the loopback");
    return `http://127.0.0.1:${address.port}/state`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** @see https://developer.hashicorp.com/terraform/language/backend/http */
  private async serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const [status, answer] = this.answered(incoming.method ?? "", await text(incoming));
    outgoing.writeHead(status, { "content-type": "application/json" });
    outgoing.end(answer);
  }

  private answered(method: string, body: string): readonly [status: number, body: string] {
    if (method === "LOCK" && this.lock !== undefined) return [423, this.lock];
    if (method === "LOCK") this.lock = body;
    if (method === "UNLOCK") this.lock = undefined;
    if (method === "POST") this.state = body;
    if (method === "GET") return this.state === undefined ? [404, ""] : [200, this.state];
    return [200, ""];
  }
}
