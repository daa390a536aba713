/** What Kubernetes allows a label to have, and Istio a subset. */
const longest = 63;

/**
 * A name of at most 63 characters: itself when it fits, else its beginning and a fingerprint of the whole, so that
 * it stays readable and two long names that begin alike stay two.
 */
export function shortName(name: string): string {
    if (name.length <= longest) {
        return name;
    }
    const mark = fingerprint(name);
    return `${name.slice(0, longest - mark.length - 1).replace(/-+$/, "")}-${mark}`;
}

/** FNV-1a, 64 bits: it has to spread names, not to withstand anyone, and needs nothing of the machine. */
function fingerprint(text: string): string {
    let hash = 0xcbf29ce484222325n;
    for (const unit of text) {
        hash = BigInt.asUintN(64, (hash ^ BigInt(unit.codePointAt(0) ?? 0)) * 0x100000001b3n);
    }
    return hash.toString(36).padStart(13, "0");
}
