import { isIP } from "node:net";
import { addressKind } from "../../server/hosts/address";
import { Failure } from "../failure";

/** Where a server listens. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
  /** Whether this machine alone reaches it. */
  readonly isLocal: boolean;
}

/** `127.0.0.1:8080`, `[::1]:8080`, `localhost:0`. Throws a {@link Failure} where a text is none. */
export function listenAddress(text: string): ListenAddress {
  const [, literal, name, port = ""] = /^(?:\[([0-9a-f:.]+)\]|([^:[\]\s]+)):(\d{1,5})$/i.exec(text) ?? [];
  const host = literal ?? name;
  if (host === undefined || Number(port) > 65_535 || (literal !== undefined && isIP(literal) !== 6))
    throw new Failure(`--listen: expected host:port, got \`${text}\``, { help: "`--listen 127.0.0.1:8080`" });
  const isLocal = host === "localhost" || (isIP(host) !== 0 && addressKind(host) === "loopback");
  return { host, port: Number(port), isLocal };
}
