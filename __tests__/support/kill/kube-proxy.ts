import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { request } from "node:https";
import { buffer } from "node:stream/consumers";
import type { KubeApiserver } from "../kubernetes/kube-apiserver";
import type { CallFault } from "./call-fault";

/** A kube-apiserver behind a door on which writing calls are counted, refused or cut off. */
export class KubeProxy {
  /** Starts it on a free port of the loopback. */
  static async start(server: KubeApiserver): Promise<KubeProxy> {
    const proxy = new KubeProxy(server);
    await new Promise<void>((resolve) => proxy.door.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  /** Every writing call that was done, in its order: `PATCH configmaps/aws-auth`. */
  readonly writes: string[] = [];

  private readonly door: Server;
  private fault: CallFault | undefined;
  private open = 0;

  private constructor(private readonly server: KubeApiserver) {
    this.door = createServer((incoming, outgoing) => void this.serve(incoming, outgoing));
  }

  get url(): string {
    const address = this.door.address();
    if (address === null || typeof address === "string") throw new Error("expected a port of the loopback");
    return `http://127.0.0.1:${address.port}`;
  }

  /** Lets one call go wrong from now on; undefined lets all go well. */
  inject(fault: CallFault | undefined): void {
    this.fault = fault;
  }

  /** Waits until no call is under way. */
  async idle(): Promise<void> {
    while (this.open > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  async stop(): Promise<void> {
    this.door.closeAllConnections();
    await new Promise((resolve) => this.door.close(resolve));
  }

  private async serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    this.open += 1;
    try {
      await this.answered(incoming, outgoing);
    } catch {
      outgoing.destroy();
    } finally {
      this.open -= 1;
    }
  }

  private async answered(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const name = writingCall(incoming);
    const fault = name !== undefined && this.fault?.call === name ? this.fault.hit() : undefined;
    if (fault?.refusal !== undefined) {
      refuse(outgoing, fault.refusal.status);
      return;
    }
    if (fault?.cut === "undone") return cutOff(outgoing, fault.meanwhile);
    const answer = await this.forwarded(incoming, body);
    const content = await buffer(answer);
    if (name !== undefined && (answer.statusCode ?? 500) < 400) this.writes.push(name);
    if (fault?.cut === "done") return cutOff(outgoing, fault.meanwhile);
    outgoing.writeHead(answer.statusCode ?? 500, { "content-type": answer.headers["content-type"] });
    outgoing.end(content);
  }

  private forwarded({ method, url = "", headers }: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
    const { "content-type": type, accept } = headers;
    return new Promise((resolve, reject) => {
      const options = {
        method,
        ca: this.server.certificateAuthority,
        headers: {
          authorization: `Bearer ${this.server.token}`,
          ...(body.length === 0 ? {} : { "content-length": body.length }),
          ...(type === undefined ? {} : { "content-type": type }),
          ...(accept === undefined ? {} : { accept }),
        },
      };
      const call = request(this.server.url + url, options, resolve);
      call.once("error", reject);
      call.end(body);
    });
  }
}

/** `/api/v1/namespaces/kube-system/configmaps/aws-auth?fieldManager=Terraform` -> `PATCH configmaps/aws-auth` */
function writingCall({ method = "GET", url = "" }: IncomingMessage): string | undefined {
  if (method === "GET") return undefined;
  const [path = ""] = url.split("?");
  const [, kind] = /\/((?:configmaps|clusterrolebindings|rolebindings)(?:\/[^/]+)?)$/.exec(path) ?? [];
  return kind === undefined ? undefined : `${method} ${decodeURIComponent(kind)}`;
}

/** @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.31/#status-v1-meta */
function refuse(outgoing: ServerResponse, code: number): void {
  const reason = code === 403 ? "Forbidden" : "InternalError";
  outgoing.writeHead(code, { "content-type": "application/json" });
  outgoing.end(JSON.stringify({ kind: "Status", apiVersion: "v1", status: "Failure", message: reason, reason, code }));
}

async function cutOff(outgoing: ServerResponse, meanwhile: (() => Promise<void>) | undefined): Promise<void> {
  await meanwhile?.();
  outgoing.destroy();
}
