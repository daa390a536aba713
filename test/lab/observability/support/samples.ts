import { text } from "./http";

export interface Sample {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly value: number;
}

/** Samples of a page of metrics, in Prometheus' text format. */
export async function samplesAt(port: number): Promise<readonly Sample[]> {
    return parseSamples(await text(`http://127.0.0.1:${port}/metrics`));
}

export function parseSamples(page: string): readonly Sample[] {
    return page.split("\n").flatMap((line) => {
        const [, name, labels = "", value] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? ([^ ]+)/.exec(line) ?? [];
        if (name === undefined || value === undefined) {
            return [];
        }
        const pairs = [...labels.matchAll(/([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g)];
        return [
            {
                name,
                labels: Object.fromEntries(pairs.map(([, key = "", text = ""]) => [key, text])),
                value: Number(value),
            },
        ];
    });
}

/** Sum of what fits; throws where nothing does, since that is no zero. */
export function total(
    samples: readonly Sample[],
    name: string,
    labels: Readonly<Record<string, string>> = {},
): number {
    const found = samples.filter(
        (sample) =>
            sample.name === name &&
            Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
    );
    if (found.length === 0) {
        throw new Error(`no ${name} with ${JSON.stringify(labels)}`);
    }
    return found.reduce((sum, { value }) => sum + value, 0);
}
