/** A named, partial set of chart values. */
export interface Layer {
    readonly name: string;
    readonly values: ChartValues;
}

export interface ChartValues {
    readonly [key: string]: ChartValue;
}
export type ChartValue = string | number | boolean | readonly ChartValue[] | ChartValues;

/** Later layers win, key by key; lists are replaced whole, as Helm itself does. */
export function foldLayers(layers: readonly Layer[]): ChartValues {
    return layers.reduce<ChartValues>((folded, layer) => merge(folded, layer.values), {});
}

function merge(under: ChartValues, over: ChartValues): ChartValues {
    const merged: Record<string, ChartValue> = { ...under };
    for (const [key, value] of Object.entries(over)) {
        const below = merged[key];
        merged[key] = isValues(below) && isValues(value) ? merge(below, value) : value;
    }
    return merged;
}

function isValues(value: ChartValue | undefined): value is ChartValues {
    return typeof value === "object" && !Array.isArray(value);
}
