const memoryUnits: Readonly<Record<string, number>> = {
    "": 1,
    k: 1e3,
    M: 1e6,
    G: 1e9,
    T: 1e12,
    Ki: 2 ** 10,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
    Ti: 2 ** 40,
};

/** Thousandths of a core of a Kubernetes quantity such as `100m`, `1` or `0.5`; `undefined` when it is not one. */
export function cpuMillicores(text: string): number | undefined {
    const [, amount, milli] = /^(\d{1,6}(?:\.\d{1,3})?)(m?)$/.exec(text) ?? [];
    const value = Number(amount) * (milli === "m" ? 1 : 1000);
    return value > 0 && !(milli === "m" && amount?.includes(".")) ? value : undefined;
}

/** Bytes of a Kubernetes quantity such as `128Mi` or `10Gi`; `undefined` when it is not one. */
export function memoryBytes(text: string): number | undefined {
    const [, amount, unit] = /^(\d{1,15})(Ki|Mi|Gi|Ti|k|M|G|T)?$/.exec(text) ?? [];
    const value = Number(amount) * (memoryUnits[unit ?? ""] ?? Number.NaN);
    return value > 0 ? value : undefined;
}
