import type { UnreadCall } from "./dump";

/** Which call is made, as permissions name it. */
export type AskedCall = Omit<UnreadCall, "reason">;

/** Calls at once: AWS throttles an account by region, and other clients share the bucket. */
const AT_ONCE = 8;

/** Keeps what was answered, and by name what was not. */
export class Collector {
  readonly read: object[] = [];
  readonly absent: string[] = [];
  readonly unread: UnreadCall[] = [];

  /** `told` hears of each call that is made: progress on a terminal. */
  constructor(private readonly told: (call: AskedCall) => void = () => undefined) {}

  /** What a call answers; undefined, and kept by name, where it is refused or fails. */
  async ask<Answer>(call: AskedCall, send: () => Promise<Answer>): Promise<Answer | undefined> {
    this.told(call);
    try {
      return await send();
    } catch (error) {
      this.unread.push({ ...call, reason: reasonOfCall(error) });
      return undefined;
    }
  }

  /** The same, of which the answer is kept. */
  async keep(call: AskedCall, send: () => Promise<object>): Promise<void> {
    const answer = await this.ask(call, send);
    if (answer !== undefined) this.read.push(answer);
  }
}

/** `AccessDeniedException: User: … is not authorized`: on one line. */
export function reasonOfCall(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const message = error.message.replace(/\s+/g, " ").trim();
  return ["Error", ""].includes(error.name) || message.startsWith(error.name) ? message : `${error.name}: ${message}`;
}

/** What `work` makes of each item, in their order; a few are under way at once. */
export async function inParallel<Item, Made>(
  items: readonly Item[],
  work: (item: Item) => Promise<Made>,
): Promise<Made[]> {
  const made: Made[] = [];
  const left = [...items.entries()];
  const worker = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) made[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
  return made;
}

/** All elements of the pages of a list. */
export async function allPages<Page, Item>(
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  const all: Item[] = [];
  for await (const page of pages) all.push(...(itemsOf(page) ?? []));
  return all;
}
