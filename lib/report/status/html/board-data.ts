import type { ClusterStatus, FleetStatus } from "../../../app/status/fleet-status";
import type { StagedAccess } from "../../../migration/explanation/staged-access";
import { accessCell } from "../../explain/access-cell";
import { printable } from "../../text/printable";
import { shortenSentence } from "../../../finding/shorten";
import { aheadWords, verifiedWords, whereWords } from "../cluster-words";
import { columnOf, COLUMNS, ringName, ringTotals, totalsWords } from "../ring-totals";

/**
 * What the page shows, as small as it gets: texts, cells, rows and lists of steps stand once each and are named by their
 * number, for clusters of a fleet have most of them in common.
 */
export function boardData(status: FleetStatus): object {
  const data = new BoardData();
  const of = status.rings.length;
  const rings = ringTotals(status).map((ring, index) => ({
    name: printable(ringName(ring, { index, of })),
    words: printable(totalsWords(ring)),
    clusters: ring.clusters.map((one) => data.cluster(one)),
  }));
  const columns = COLUMNS.filter((column) => status.clusters.some((one) => columnOf(one) === column));
  const findings = status.findings.map(
    ({ severity, file, code, message }) => `${severity} ${file}: ${message} [${code}]`,
  );
  return {
    today: status.today,
    columns: columns.map((column) => COLUMNS.indexOf(column)),
    names: COLUMNS,
    findings: findings.map((text) => printable(shortenSentence(text))),
    rings,
    ...data.tables(),
  };
}

/** Kinds of cells, by their numbers: nothing, unknown, by a row, by an entry. */
const KINDS = { none: 0, unknown: 1, row: 2, entry: 3 } as const;

class BoardData {
  readonly #texts = new Interned<string>();
  readonly #cells = new Interned<readonly [kind: number, ...lines: number[]]>();
  readonly #rows = new Interned<readonly number[]>();
  readonly #steps = new Interned<readonly number[]>();

  public cluster(one: ClusterStatus): object {
    const { path, file, owner, accountId, region, blockers, onRows, next, verified, matrix } = one;
    const text = (value: string | undefined): number => (value === undefined ? -1 : this.text(value));
    const blocking = blockers.map(({ code, message }) => this.text(shortenSentence(`${message} [${code}]`)));
    return {
      p: printable(path),
      c: COLUMNS.indexOf(columnOf(one)),
      d: [text(file), text(owner), text(accountId), text(region), text(whereWords(one)), text(verifiedWords(one))],
      v: verified.state === "complete" ? 1 : 0,
      b: blocking,
      a: aheadWords(one).map((words) => this.text(shortenSentence(words))),
      n: [text(next.kind), text(next.words), text(next.command)],
      o: onRows.length,
      s: this.#steps.number(matrix.steps.map(({ name }) => this.text(name))),
      i: matrix.steps.findIndex(({ isCurrent }) => isCurrent),
      m: matrix.principals.map(({ arn, name, cells }) =>
        this.#rows.number([text(name), text(arn), ...cells.map((cell) => this.cell(cell))]),
      ),
    };
  }

  public tables(): object {
    return {
      texts: this.#texts.values,
      cells: this.#cells.values,
      rows: this.#rows.values,
      steps: this.#steps.values,
    };
  }

  private text(value: string): number {
    return this.#texts.number(printable(value));
  }

  private cell(access: StagedAccess): number {
    const kind = access.kind === "access" ? access.through.by : access.kind;
    return this.#cells.number([KINDS[kind], ...accessCell(access).map(({ text }) => this.text(text))]);
  }
}

/** Values that stand once each, by their number. */
class Interned<Value> {
  readonly values: Value[] = [];
  readonly #numbers = new Map<string, number>();

  public number(value: Value): number {
    const key = JSON.stringify(value);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const made = this.values.push(value) - 1;
    this.#numbers.set(key, made);
    return made;
  }
}
