/** From when until when a certificate is valid, in milliseconds. */
export interface Validity {
    readonly from: number;
    readonly to: number;
}

/** One value of DER: its tag, and where its content is. */
interface Element {
    readonly tag: number;
    readonly start: number;
    readonly end: number;
}

const sequence = 0x30;
const version = 0xa0;
const shortYear = 0x17;
const longYear = 0x18;

/** The validity of the first certificate of a PEM text (RFC 5280); undefined where there is none to be read. */
export function certificateValidity(text: string): Validity | undefined {
    const pem = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/.exec(text)?.[1];
    const bytes = Buffer.from(pem ?? "", "base64");
    const certificate = elementAt(bytes, 0);
    const content = certificate?.tag === sequence ? elementAt(bytes, certificate.start) : undefined;
    const parts = content?.tag === sequence ? elementsOf(bytes, content) : [];
    // Serial number, algorithm, issuer, validity; a version may stand before.
    const validity = parts[parts[0]?.tag === version ? 4 : 3];
    const [from, to] = validity?.tag === sequence ? elementsOf(bytes, validity) : [];
    const times = [from, to].map((each) => (each === undefined ? Number.NaN : timeOf(bytes, each)));
    return times.some((each) => Number.isNaN(each)) ? undefined : { from: times[0] ?? 0, to: times[1] ?? 0 };
}

function elementsOf(bytes: Buffer, { start, end }: Element): readonly Element[] {
    const found: Element[] = [];
    for (let at = start; at < end; ) {
        const next = elementAt(bytes, at);
        if (next === undefined || next.end > end) {
            return [];
        }
        found.push(next);
        at = next.end;
    }
    return found;
}

function elementAt(bytes: Buffer, at: number): Element | undefined {
    const [tag, first] = [bytes[at], bytes[at + 1]];
    if (tag === undefined || first === undefined) {
        return undefined;
    }
    // A long length says first in how many bytes it is written.
    const count = first < 0x80 ? 0 : first - 0x80;
    const start = at + 2 + count;
    const length =
        count === 0 ? first : count <= 4 && start <= bytes.length ? bytes.readUIntBE(at + 2, count) : -1;
    return length < 0 || start + length > bytes.length ? undefined : { tag, start, end: start + length };
}

function timeOf(bytes: Buffer, { tag, start, end }: Element): number {
    const text = bytes.toString("latin1", start, end);
    const parts = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/.exec(text)?.slice(1).map(Number);
    if (parts === undefined || (tag !== shortYear && tag !== longYear)) {
        return Number.NaN;
    }
    const [year = 0, month = 0, day, hour, minute, second] = parts;
    const century = tag === longYear ? 0 : year < 50 ? 2000 : 1900;
    return Date.UTC(century + year, month - 1, day, hour, minute, second);
}
