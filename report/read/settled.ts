import type { Manifest } from "../../components/istio/types";
import { unknown } from "./shownInputs";

/** An object as far as it can be known before an update. */
export interface Settled {
    /** With what stood there before in place of what is not known, or without it. */
    readonly object: Manifest;
    /** The fields that are not known. */
    readonly unknowns: readonly string[];
}

/**
 * Whatever is not known yet, a list or a text, taken for what it was: compared as it stands, it would read as a setting
 * that goes, or could not be read at all.
 */
export function settled(object: Manifest, before: Manifest | undefined): Settled {
    const unknowns: string[] = [];
    const keep = (value: unknown, old: unknown, path: string): unknown => {
        if (value === unknown) {
            unknowns.push(path);
            return old;
        }
        if (Array.isArray(value)) {
            const olds: readonly unknown[] = Array.isArray(old) && old.length === value.length ? old : [];
            return value
                .map((each, index) => keep(each, olds[index], `${path}[${index}]`))
                .filter((each) => each !== undefined);
        }
        if (typeof value !== "object" || value === null) {
            return value;
        }
        const fields = old as Readonly<Record<string, unknown>> | null | undefined;
        const kept = Object.entries(value).map(([key, each]) => {
            const step = /^[\w-]+$/.test(key) ? `${path === "" ? "" : "."}${key}` : `["${key}"]`;
            return [key, keep(each, fields?.[key], `${path}${step}`)] as const;
        });
        return Object.fromEntries(kept.filter(([, each]) => each !== undefined));
    };
    const known = keep(object, before, "") as Manifest;
    return { object: unknowns.length === 0 ? object : known, unknowns };
}
