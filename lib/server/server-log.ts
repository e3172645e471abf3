import { printable } from "../report/text/printable";

/** What of a line is known beside its event. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Notes an event: `task-ended`, with what belongs to it. */
export type Log = (level: "info" | "warning" | "error", event: string, fields?: LogFields) => void;

/** Texts that no line may hold, whatever brings them there. */
export class Secrets {
  private readonly known = new Map<string, number>();

  public add(secret: string): void {
    this.known.set(secret, (this.known.get(secret) ?? 0) + 1);
  }

  /** Two tasks can have one token. */
  public remove(secret: string): void {
    const count = this.known.get(secret) ?? 0;
    if (count > 1) this.known.set(secret, count - 1);
    else this.known.delete(secret);
  }

  public without(text: string): string {
    return [...this.known.keys()].reduce((left, secret) => left.replaceAll(secret, "[secret]"), text);
  }
}

/** A log of JSON lines: one event a line, no secret in it, nothing that steers a terminal. */
export function jsonLog(write: (line: string) => void, secrets: Secrets): Log {
  return (level, event, fields = {}) => {
    const safe = Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === "string" ? printable(secrets.without(value)) : value,
    ]);
    const head = [
      ["time", new Date().toISOString()],
      ["level", level],
      ["event", event],
    ];
    write(`${JSON.stringify(Object.fromEntries([...head, ...safe]))}\n`);
  };
}
