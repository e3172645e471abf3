import type { Duplex } from "node:stream";
import { createServer, type Server } from "node:http";
import { connect } from "node:net";

/** A proxy on a port of the loopback, to which every host is the loopback: it notes whom it was asked for. */
export class ConnectProxy {
  static async start(): Promise<ConnectProxy> {
    const proxy = new ConnectProxy();
    await new Promise<void>((resolve) => proxy.server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  /** `api.example.com:443`, each as often as it was asked for. */
  readonly asked: string[] = [];
  /** Tunnels are no connections of the server any more: it would wait for them. */
  private readonly tunnels = new Set<Duplex>();
  private readonly server: Server = createServer((_, response) => void response.writeHead(405).end());

  private constructor() {
    this.server.on("connect", (request, socket) => {
      const target = request.url ?? "";
      this.asked.push(target);
      this.tunnels.add(socket);
      const own = connect(Number(target.split(":").at(-1)), "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
        own.pipe(socket).pipe(own);
      });
      own.on("error", () => socket.destroy());
      socket.on("error", () => own.destroy());
    });
  }

  get url(): string {
    const address = this.server.address();
    if (address === null || typeof address === "string") throw new Error("expected a port of the loopback");
    return `http://127.0.0.1:${address.port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.tunnels) socket.destroy();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
