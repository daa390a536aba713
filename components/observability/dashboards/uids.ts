import type { Id } from "../../graph";

/** Grafana takes no longer ones. */
const longest = 40;

/** Uids of the four dashboards of the mesh (DSH-01 to DSH-04). */
export const meshUids = {
    overview: "meshwright-overview",
    controlPlane: "meshwright-control-plane",
    dataPlane: "meshwright-data-plane",
    security: "meshwright-security",
} as const;

/** Of a service's dashboard: readable where it fits, unique and the same for ever in any case. */
export function serviceUid(id: Id): string {
    return shortened(`svc-${id.replace("/", "-")}`, id);
}

/** Of the folder of a namespace. */
export function folderUid(namespace: string): string {
    return shortened(`ns-${namespace}`, namespace);
}

/** `a-b/c` and `a/b-c` read alike, so that what is ambiguous carries a mark of the whole as well. */
function shortened(readable: string, whole: string): string {
    const ambiguous = whole.includes("/") && whole.includes("-");
    if (readable.length <= longest && !ambiguous) {
        return readable;
    }
    const mark = fingerprint(whole);
    return `${readable.slice(0, longest - mark.length - 1).replace(/-+$/, "")}-${mark}`;
}

/** FNV-1a, 32 bits in seven letters: it has to tell names apart, not to withstand anyone. */
function fingerprint(text: string): string {
    let hash = 0x811c9dc5;
    for (const unit of text) {
        hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193) >>> 0;
    }
    return hash.toString(36).padStart(7, "0");
}
