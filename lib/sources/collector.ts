import type { UnreadCall } from "./dump";

/** Which call is made, as permissions name it. */
export type AskedCall = Omit<UnreadCall, "reason">;

/** Calls at once: AWS throttles an account by region, and other clients share the bucket. */
const AT_ONCE = 8;

/** Keeps what was answered, and by name what was not; of all its calls {@link AT_ONCE} are under way at once. */
export class Collector {
  readonly read: object[] = [];
  readonly absent: string[] = [];
  readonly unread: UnreadCall[] = [];
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;

  /** `told` hears of each call that is made: progress on a terminal. */
  constructor(private readonly told: (call: AskedCall) => void = () => undefined) {}

  /** What a call answers; undefined, and kept by name, where it is refused or fails. */
  async ask<Answer>(call: AskedCall, send: () => Promise<Answer>): Promise<Answer | undefined> {
    await this.#turn();
    this.told(call);
    try {
      return await send();
    } catch (error) {
      this.unread.push({ ...call, reason: reasonOfCall(error) });
      return undefined;
    } finally {
      this.#done();
    }
  }

  /** The same, of which the answer is kept. */
  async keep(call: AskedCall, send: () => Promise<object>): Promise<void> {
    const answer = await this.ask(call, send);
    if (answer !== undefined) this.read.push(answer);
  }

  async #turn(): Promise<void> {
    if (this.#underWay < AT_ONCE) this.#underWay += 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Whoever waits longest takes the place of a call that is over. */
  #done(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#underWay -= 1;
    else next();
  }
}

/** `AccessDeniedException: User: … is not authorized`: on one line. */
export function reasonOfCall(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const message = error.message.replace(/\s+/g, " ").trim();
  return ["Error", ""].includes(error.name) || message.startsWith(error.name) ? message : `${error.name}: ${message}`;
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
