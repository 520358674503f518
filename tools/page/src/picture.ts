// The pictures of the page, lit by a patient, and its decision tables. What each part is and says, the engine says.

import { button, element, placeOf, shown } from "./dom.js";
import type { Picture } from "./engine.js";
import type { Texts } from "./texts.js";

const states = ["plain", "taken", "ruled_out", "unknown", "blocked"];
const columns = 30;

// The words of a text over so many lines; what does not fit is left to the title.
function wrapped(text: string, lines: number): string[] {
  const result: string[] = [""];
  for (const word of text.split(" ")) {
    const last = result[result.length - 1]!;
    const longer = last ? `${last} ${word}` : word;
    if (longer.length <= columns) result[result.length - 1] = longer;
    else if (last && result.length < lines) result.push(word.slice(0, columns));
    else return [...result.slice(0, -1), `${longer.slice(0, columns - 1)}…`];
  }
  return result;
}

function light(part: Element, state: string): void {
  part.classList.remove(...states);
  part.classList.add(state);
}

// What is contraindicated is crossed.
function cross(node: SVGGElement, isCrossed: boolean): void {
  node.querySelectorAll(".cross").forEach((line) => line.remove());
  const shape = node.querySelector<SVGGraphicsElement>("polygon, path, ellipse");
  if (!isCrossed || !shape) return;
  const { x, y, width, height } = shape.getBBox();
  for (const [top, bottom] of [[y, y + height], [y + height, y]] as const) {
    const line = document.createElementNS(shape.namespaceURI!, "line");
    for (const [name, value] of Object.entries({ class: "cross", x1: x, y1: top, x2: x + width, y2: bottom }))
      line.setAttribute(name, String(value));
    shape.after(line);
  }
}

type Node = Picture["nodes"][number];

function sayingOf(node: Node): string {
  const mark = node.state === "blocked" ? "✗" : "=";
  return node.word ? `${mark} ${node.word}${node.reading ? ` (${node.reading})` : ""}` : "";
}

/** One drawing, and the same in words below it. */
class Drawing {
  private readonly nodes: (readonly [SVGGElement, number])[];
  private readonly edges: (readonly [SVGGElement, number, number])[] = [];
  private readonly words: (readonly [Element, number])[];
  private readonly titles = new Map<Element, string>();

  constructor(readonly root: HTMLDetailsElement) {
    this.nodes = [...root.querySelectorAll<SVGGElement>("[data-node]")].map((each) => [each, Number(each.dataset["node"])]);
    this.words = [...root.querySelectorAll("[data-words]")].map((each) => [each, Number(each.getAttribute("data-words"))]);
    for (const each of root.querySelectorAll<SVGGElement>("[data-edge]")) {
      const [from, to] = (each.dataset["edge"] ?? "").split("-").map(Number);
      this.edges.push([each, from!, to!]);
    }
  }

  /** Between two nodes there may be several ways: the drawing has them in the order of the picture. */
  show(picture: Picture, ways: ReadonlyMap<string, readonly string[]>): void {
    for (const [part, place] of this.nodes) this.node(part, picture.nodes[place]!);
    const seen = new Map<string, number>();
    for (const [part, from, to] of this.edges) {
      const key = `${from}-${to}`;
      const number = seen.get(key) ?? 0;
      seen.set(key, number + 1);
      light(part, ways.get(key)?.[number] ?? "plain");
    }
    for (const [item, place] of this.words) this.inWords(item, picture.nodes[place]!);
  }

  private node(part: SVGGElement, node: Node): void {
    light(part, node.state);
    const saying = shown(sayingOf(node));
    const lines = [...part.querySelectorAll(".of-patient")];
    const texts = wrapped(saying, lines.length);
    lines.forEach((line, index) => (line.textContent = texts[index] ?? ""));
    const title = part.querySelector("title");
    if (title) {
      const own = this.titles.get(title) ?? title.textContent ?? "";
      this.titles.set(title, own);
      title.textContent = saying ? `${own}; ${saying}` : own;
    }
    cross(part, node.state === "blocked");
  }

  private inWords(item: Element, node: Node): void {
    let said = item.querySelector(".said");
    if (!said) item.append((said = element("strong", { class: "said" })));
    light(said, node.state);
    said.textContent = shown(` ${sayingOf(node)}`);
  }
}

/** All pictures of the page. Only those that are open are drawn anew. */
export class Pictures {
  private readonly drawings = new Map<HTMLDetailsElement, Drawing>();
  private readonly stale = new Set<HTMLDetailsElement>();
  private picture: Picture | undefined;
  private ways: ReadonlyMap<string, readonly string[]> = new Map();
  private readonly boxes = [...document.querySelectorAll<HTMLDetailsElement>("details.picture")];

  constructor() {
    for (const box of this.boxes) box.addEventListener("toggle", () => this.update(box));
  }

  show(picture: Picture, texts: Texts): void {
    this.picture = picture;
    const ways = new Map<string, string[]>();
    for (const { from, to, state } of picture.edges) {
      const key = `${from}-${to}`;
      ways.set(key, [...(ways.get(key) ?? []), state]);
    }
    this.ways = ways;
    for (const box of this.boxes) this.stale.add(box);
    for (const box of this.boxes) this.update(box);
    for (const table of picture.tables) showTable(table, texts);
  }

  /** Tools at each picture, and what its lines mean. */
  furnish(texts: Texts): void {
    for (const box of this.boxes) {
      box.querySelector(".picture-tools")?.remove();
      const drawing = box.querySelector(".drawing");
      const svg = drawing?.querySelector("svg");
      if (!drawing || !svg) continue;
      const name = box.querySelector("summary")?.textContent ?? "picture";
      drawing.after(element("div", { class: "picture-tools", lang: texts.language },
        element("p", { class: "soft" }, texts.legend),
        button(texts.saveSvg, () => save(new Blob([standing(svg)], { type: "image/svg+xml" }), `${name}.svg`)),
        " ",
        button(texts.savePng, () => void drawn(svg).then((png) => save(png, `${name}.png`)))));
    }
  }

  private update(box: HTMLDetailsElement): void {
    if (!box.open || !this.picture || !this.stale.delete(box)) return;
    let drawing = this.drawings.get(box);
    if (!drawing) this.drawings.set(box, (drawing = new Drawing(box)));
    drawing.show(this.picture, this.ways);
  }
}

type Table = Picture["tables"][number];

function note(cell: Element, className: string, text: string): void {
  cell.append(element("span", { class: `of-table ${className}` }, text));
}

/** The rows that match are marked, and of the nearest that misses the cells that fail. */
function showTable(table: Table, texts: Texts): void {
  const rows = [...(document.getElementById(placeOf("t-", table.id))?.querySelectorAll("tbody tr") ?? [])];
  for (const row of rows) {
    row.classList.remove("matched", "nearest", "open", "missed");
    row.querySelectorAll(".of-table").forEach((each) => each.remove());
    row.querySelectorAll(".failed").forEach((each) => each.classList.remove("failed"));
  }
  table.rows.forEach(({ holds, cells }, number) => {
    const row = rows[number];
    if (!row) return;
    const first = row.children[0]!;
    row.classList.add(holds === "yes" ? "matched" : holds === "unknown" ? "open" : number === table.nearest ? "nearest" : "missed");
    if (holds === "yes") note(first, "good", `✓ ${texts.matches}`);
    if (holds === "unknown") note(first, "unknown", `? ${texts.notKnown}`);
    if (number !== table.nearest) return;
    note(first, "stop", `✗ ${texts.nearest}`);
    cells.forEach((cell, column) => {
      if (cell !== "no") return;
      row.children[column]?.classList.add("failed");
      note(row.children[column]!, "stop", `✗ ${texts.reads}: ${table.readings[column] ?? ""}`);
    });
  });
}

// --- files

// The colors of drawings stand in the page's style sheet.
function colors(): string {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  const isOurs = (rule: CSSRule): boolean => rule instanceof CSSStyleRule ? rule.selectorText.startsWith(".pathway")
    : rule instanceof CSSMediaRule && [...rule.cssRules].some(isOurs) && [...rule.cssRules].every(isOurs);
  return rules.filter(isOurs).map((rule) => rule.cssText).join("\n");
}

/** The drawing as a file of its own. */
function standing(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const style = document.createElementNS(svg.namespaceURI!, "style");
  style.textContent = colors();
  copy.prepend(style);
  copy.querySelectorAll("a").forEach((link) => link.replaceWith(...link.childNodes));
  return new XMLSerializer().serializeToString(copy);
}

/** The drawing as a PNG of twice its size. */
async function drawn(svg: SVGSVGElement): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([standing(svg)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const box = svg.viewBox.baseVal;
    const canvas = element("canvas");
    canvas.width = Math.ceil(box.width * 2);
    canvas.height = Math.ceil(box.height * 2);
    const context = canvas.getContext("2d")!;
    context.fillStyle = getComputedStyle(document.body).backgroundColor;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}

export function save(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = element("a", { href: address, download: name.replace(/[^\p{L}\p{N}._ -]/gu, "_") });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
