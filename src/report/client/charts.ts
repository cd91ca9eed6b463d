import {
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  type ChartType,
  DoughnutController,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from "chart.js";
import { make } from "./elements.js";
import { groupDigits, shortNumber, visible } from "./format.js";
import type { Speech } from "./preferences.js";
import { wordsOfUnits } from "./record-view.js";
import {
  barsOf,
  countKinds,
  type Figure,
  linesOf,
  listMeasures,
  type Measure,
  measuresWithBars,
  measuresWithLines,
} from "./series.js";
import type { Table } from "./table.js";

Chart.register(
  ...[ArcElement, BarController, BarElement, CategoryScale, DoughnutController],
  ...[Legend, LinearScale, LineController, LineElement, PointElement, Tooltip],
);

const MOST_BARS = 20;
const MOST_LINES = 8;
const BAR_HEIGHT = 30;

export interface ChartsOptions {
  readonly container: HTMLElement;
  readonly table: Table;
  readonly kinds: readonly string[];
  readonly colourOf: (kind: string) => string;
  readonly speech: Speech;
  readonly onChoose: (row: number) => void;
}

export interface Charts {
  draw(rows: readonly number[]): void;
}

/** The charts of the filtered records, each with its data as a table for those who do not see it. */
export function createCharts({ container, table, kinds, colourOf, speech, onChoose }: ChartsOptions): Charts {
  const charts: { destroy(): void }[] = [];
  /** What the reader chose to see, by its name, so that it stays when the filters change. */
  const wanted = { bars: "", line: "" };
  let rows: readonly number[] = [];

  const unitOf = (unit: string): string => wordsOfUnits(table).get(unit) ?? unit;
  const nameOf = ({ indicator, change, unit }: Measure): string =>
    [indicator, ...(change === null ? [] : [speech.say(`change.${change}`)]), unitOf(unit)]
      .filter((part) => part !== "")
      .join(" · ");
  const subjectOf = (subject: string | null): string =>
    subject === null ? speech.say("chart.no-subject") : visible(subject);
  const written = (figure: Figure): string =>
    `${groupDigits(table.text(figure.row, "value") ?? "")} ${unitOf(table.text(figure.row, "unit") ?? "")}`.trim();

  const section = (id: string, title: string, content: readonly (Node | string)[]): HTMLElement =>
    make("section", { class: `chart chart-${id}`, "aria-labelledby": `chart-${id}-title` }, [
      make("h2", { id: `chart-${id}-title` }, [title]),
      ...content,
    ]);

  const chooser = (name: "bars" | "line", measures: readonly Measure[], shown: Measure): HTMLElement => {
    const select = make(
      "select",
      { id: `chart-${name}-measure` },
      measures.map((measure, index) =>
        make("option", { value: index, selected: measure === shown }, [visible(nameOf(measure))]),
      ),
    );
    select.addEventListener("change", () => {
      const chosen = measures[Number(select.value)];
      wanted[name] = chosen === undefined ? "" : nameOf(chosen);
      draw();
      container.querySelector<HTMLElement>(`#chart-${name}-measure`)?.focus();
    });
    return make("label", { class: "field" }, [make("span", {}, [speech.say("chart.indicator")]), select]);
  };

  const canvas = (name: string, height: number): { box: HTMLElement; canvas: HTMLCanvasElement } => {
    const element = make("canvas", { role: "img", "aria-label": name });
    const box = make("div", { class: "canvas" }, [element]);
    box.style.height = `${height}px`;
    return { box, canvas: element };
  };

  const dataTable = (head: readonly string[], lines: readonly (readonly string[])[]): HTMLElement =>
    make("details", {}, [
      make("summary", {}, [speech.say("chart.table")]),
      make("table", {}, [
        make("thead", {}, [
          make(
            "tr",
            {},
            head.map((text) => make("th", { scope: "col" }, [text])),
          ),
        ]),
        make(
          "tbody",
          {},
          lines.map((line) =>
            make(
              "tr",
              {},
              line.map((text) => make("td", {}, [make("bdi", {}, [text])])),
            ),
          ),
        ),
      ]),
    ]);

  const colours = (): { ink: string; muted: string; line: string; surface: string; series: string[] } => {
    const style = getComputedStyle(document.documentElement);
    const read = (name: string): string => style.getPropertyValue(`--${name}`).trim();
    return {
      ink: read("ink"),
      muted: read("muted"),
      line: read("line"),
      surface: read("surface"),
      series: Array.from({ length: MOST_LINES }, (_, index) => read(`series-${index + 1}`)),
    };
  };

  const addChart = <Type extends ChartType>(
    element: HTMLCanvasElement,
    configuration: ChartConfiguration<Type>,
  ): void => {
    const chart = new Chart(element, configuration);
    charts.push({ destroy: () => chart.destroy() });
  };

  const drawBars = (measures: readonly Measure[]): HTMLElement => {
    const possible = measuresWithBars(measures);
    const measure = possible.find((one) => nameOf(one) === wanted.bars) ?? possible[0];
    const title = speech.say("chart.bars");
    if (measure === undefined)
      return section("bars", title, [make("p", { class: "note" }, [speech.say("chart.no-bars")])]);
    const all = barsOf(measure);
    const bars = all.slice(0, MOST_BARS);
    const { box, canvas: element } = canvas(`${title}: ${nameOf(measure)}`, 54 + bars.length * BAR_HEIGHT);
    const { ink, muted, line, series } = colours();
    queue.push(() =>
      addChart(element, {
        type: "bar",
        plugins: [
          {
            id: "values",
            afterDatasetsDraw: (chart) => {
              const { ctx } = chart;
              ctx.save();
              ctx.fillStyle = ink;
              ctx.textBaseline = "middle";
              for (const [index, bar] of chart.getDatasetMeta(0).data.entries()) {
                const value = bars[index]?.figure.value ?? 0;
                const { x, y } = bar.getProps(["x", "y"], true);
                const zero = chart.scales.x?.getPixelForValue(0) ?? x;
                ctx.fillText(shortNumber(value, speech.language), Math.max(x, zero) + 6, y);
              }
              ctx.restore();
            },
          },
        ],
        data: {
          labels: bars.map(({ subject }) => shorten(subjectOf(subject), 16)),
          datasets: [
            {
              data: bars.map(({ figure }) => figure.value),
              backgroundColor: series[0] ?? ink,
              borderRadius: 2,
              maxBarThickness: 18,
            },
          ],
        },
        options: {
          indexAxis: "y",
          animation: false,
          maintainAspectRatio: false,
          layout: { padding: { right: 56 } },
          onClick: (_event, [hit]) => {
            const bar = hit === undefined ? undefined : bars[hit.index];
            if (bar !== undefined) onChoose(bar.figure.row);
          },
          scales: {
            x: {
              grid: { color: line },
              border: { display: false },
              ticks: {
                color: muted,
                maxTicksLimit: 6,
                maxRotation: 0,
                callback: (value) => shortNumber(Number(value), speech.language),
              },
            },
            y: { grid: { display: false }, border: { color: line }, ticks: { color: ink, autoSkip: false } },
          },
          plugins: {
            legend: { display: false },
            tooltip: {
              callbacks: {
                title: ([item]) => subjectOf(bars[item?.dataIndex ?? 0]?.subject ?? null),
                label: ({ dataIndex }) => {
                  const figure = bars[dataIndex]?.figure;
                  return figure === undefined
                    ? ""
                    : [written(figure), figure.period ?? ""].filter((text) => text !== "");
                },
              },
            },
          },
        },
      }),
    );
    const more = all.length - bars.length;
    return section("bars", title, [
      chooser("bars", possible, measure),
      box,
      make("p", { class: "note" }, [
        speech.say("chart.latest") + (more > 0 ? ` · ${speech.say("chart.more", { n: more })}` : ""),
      ]),
      dataTable(
        ["subject", "value", "period", "text"].map((column) => speech.say(`column.${column}`)),
        all.map(({ subject, figure }) => [
          subjectOf(subject),
          written(figure),
          figure.period ?? "",
          visible(table.text(figure.row, "text") ?? ""),
        ]),
      ),
    ]);
  };

  const drawLine = (measures: readonly Measure[]): HTMLElement => {
    const possible = measuresWithLines(measures);
    const measure = possible.find((one) => nameOf(one) === wanted.line) ?? possible[0];
    const title = speech.say("chart.line");
    if (measure === undefined)
      return section("line", title, [make("p", { class: "note" }, [speech.say("chart.no-line")])]);
    const all = linesOf(measure);
    const lines = all.slice(0, MOST_LINES);
    const grains = new Set(lines.map(({ grain }) => grain));
    const labelOf = ({ subject, grain }: (typeof lines)[number]): string =>
      shorten(subjectOf(subject), 16) + (grains.size > 1 ? ` · ${speech.say(`grain.${grain}`)}` : "");
    // Periods stand side by side in the order in which they end: a year and its last month keep their own places.
    const periods = [...new Map(lines.flatMap(({ figures }) => figures).map((one) => [one.period, one])).values()].sort(
      (a, b) => a.at.end - b.at.end || ((a.period ?? "") < (b.period ?? "") ? -1 : 1),
    );
    const { box, canvas: element } = canvas(`${title}: ${nameOf(measure)}`, 300);
    const { ink, muted, line, surface, series } = colours();
    queue.push(() =>
      addChart(element, {
        type: "line",
        data: {
          labels: periods.map(({ period }) =>
            (period ?? "").split("/").map((part, at) => (at > 0 ? `– ${part}` : part)),
          ),
          datasets: lines.map((one, index) => ({
            label: labelOf(one),
            data: periods.map(({ period }) => one.figures.find((figure) => figure.period === period)?.value ?? null),
            spanGaps: true,
            borderColor: series[index] ?? ink,
            backgroundColor: surface,
            borderWidth: 2,
            pointRadius: 4,
            pointBorderWidth: 2,
            pointStyle: POINTS[index % POINTS.length] ?? "circle",
          })),
        },
        options: {
          animation: false,
          maintainAspectRatio: false,
          onClick: (_event, [hit]) => {
            const figure = hit === undefined ? undefined : figureAt(hit.datasetIndex, hit.index);
            if (figure !== undefined) onChoose(figure.row);
          },
          scales: {
            x: { grid: { display: false }, border: { color: line }, ticks: { color: muted, maxRotation: 0 } },
            y: {
              grid: { color: line },
              border: { display: false },
              ticks: {
                color: muted,
                maxTicksLimit: 6,
                maxRotation: 0,
                callback: (value) => shortNumber(Number(value), speech.language),
              },
            },
          },
          plugins: {
            legend: { position: "bottom", labels: { color: ink, usePointStyle: true, boxHeight: 7 } },
            tooltip: {
              callbacks: {
                title: ([item]) => periods[item?.dataIndex ?? 0]?.period ?? "",
                label: ({ datasetIndex, dataIndex }) => {
                  const [one, figure] = [lines[datasetIndex], figureAt(datasetIndex, dataIndex)];
                  return one === undefined || figure === undefined ? "" : `${labelOf(one)}: ${written(figure)}`;
                },
              },
            },
          },
        },
      }),
    );
    const figureAt = (index: number, at: number): Figure | undefined =>
      lines[index]?.figures.find(({ period }) => period === periods[at]?.period);
    const more = all.length - lines.length;
    return section("line", title, [
      chooser("line", possible, measure),
      box,
      ...(more > 0 ? [make("p", { class: "note" }, [speech.say("chart.more-series", { n: more })])] : []),
      dataTable(
        ["subject", "period", "value", "text"].map((column) => speech.say(`column.${column}`)),
        all.flatMap(({ subject, figures }) =>
          figures.map((figure) => [
            subjectOf(subject),
            figure.period ?? "",
            written(figure),
            visible(table.text(figure.row, "text") ?? ""),
          ]),
        ),
      ),
    ]);
  };

  const drawShare = (): HTMLElement => {
    const counts = countKinds(table, rows, kinds);
    const total = counts.reduce((sum, { count }) => sum + count, 0);
    const title = speech.say("chart.share");
    if (total === 0) return section("share", title, [make("p", { class: "note" }, [speech.say("filter.none")])]);
    const nameOfKind = (kind: string): string => speech.say(`kind.${kind}`, {}, kind);
    const share = (count: number): string => `${((100 * count) / total).toFixed(1)}%`;
    const { box, canvas: element } = canvas(
      `${title}: ${counts.map(({ kind, count }) => `${nameOfKind(kind)} ${count}`).join(", ")}`,
      180,
    );
    const style = getComputedStyle(document.documentElement);
    queue.push(() =>
      addChart(element, {
        type: "doughnut",
        data: {
          labels: counts.map(({ kind }) => nameOfKind(kind)),
          datasets: [
            {
              data: counts.map(({ count }) => count),
              backgroundColor: counts.map(({ kind }) => style.getPropertyValue(`--${colourOf(kind)}-line`).trim()),
              borderColor: style.getPropertyValue("--surface").trim(),
              borderWidth: 2,
            },
          ],
        },
        options: {
          animation: false,
          maintainAspectRatio: false,
          cutout: "62%",
          plugins: {
            legend: { display: false },
            tooltip: {
              callbacks: { label: ({ parsed }) => `${groupDigits(String(parsed))} · ${share(Number(parsed))}` },
            },
          },
        },
      }),
    );
    return section("share", title, [
      make("div", { class: "share" }, [
        box,
        make(
          "ul",
          {},
          counts.map(({ kind, count }) =>
            make("li", {}, [
              make("span", { class: `swatch k-${colourOf(kind)}` }),
              make("span", { class: "share-kind" }, [nameOfKind(kind)]),
              make("span", { class: "share-count" }, [groupDigits(String(count))]),
              make("span", { class: "share-part" }, [share(count)]),
            ]),
          ),
        ),
      ]),
    ]);
  };

  /** Charts measure their boxes, so they are made once those are in the page. */
  let queue: (() => void)[] = [];
  const draw = (): void => {
    for (const chart of charts.splice(0)) chart.destroy();
    queue = [];
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    Chart.defaults.font.size = 12;
    const measures = listMeasures(table, rows);
    container.replaceChildren(
      make("p", { class: "note lead" }, [speech.say("chart.filtered")]),
      drawBars(measures),
      drawLine(measures),
      drawShare(),
    );
    for (const add of queue) add();
  };

  return {
    draw(nextRows) {
      rows = nextRows;
      draw();
    },
  };
}

const POINTS = ["circle", "rect", "triangle", "rectRot", "crossRot", "star", "rectRounded", "cross"] as const;

function shorten(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
}
