/** For `JSON.stringify`, which otherwise writes every Map as `{}`: a Map as the list of its entries. */
export function mapsAsLists(_key: string, value: unknown): unknown {
    return value instanceof Map ? { [mark]: [...value] } : value;
}

/** For `JSON.parse`: what `mapsAsLists` wrote as it was. */
export function listsAsMaps(_key: string, value: unknown): unknown {
    return typeof value === "object" && value !== null && mark in value
        ? new Map(value[mark] as [unknown, unknown][])
        : value;
}

/** No field of an object is called this. */
const mark = "\u0000map";
