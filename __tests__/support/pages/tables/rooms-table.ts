import { MAY_IMPORT } from "../../../../.eslint/rooms.cjs";

const [BEGIN, END] = ["<!-- rooms: begin -->", "<!-- rooms: end -->"];

/** The table of rooms of ARCHITECTURE.md: what each may import, as lint holds it. */
function roomsTable(): string {
  const rows = Object.entries(MAY_IMPORT).map(([room, allowed]) => {
    const names = allowed.map((name) => `\`${name}\``).join(", ");
    return `| \`${room}\` | ${names === "" ? "nothing" : names} |`;
  });
  return ["| room | may import |", "| --- | --- |", ...rows].join("\n");
}

/** ARCHITECTURE.md with the table of rooms as lint holds it now. */
export function withRoomsTable(page: string): string {
  const [before = "", rest = ""] = page.split(BEGIN);
  const [, after = ""] = rest.split(END);
  return `${before}${BEGIN}\n<!-- prettier-ignore -->\n${roomsTable()}\n\n${END}${after}`;
}
