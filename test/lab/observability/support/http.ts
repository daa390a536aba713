/** An answer of a program under test; anything but a success throws with the program's own words. */
export async function text(url: string, init: RequestInit = {}): Promise<string> {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(10_000) });
    const body = await response.text();
    if (!response.ok) {
        throw new Error(`${init.method ?? "GET"} ${url} answered ${response.status}: ${body.slice(0, 500)}`);
    }
    return body;
}

/** The same as JSON; what it is, the caller knows. */
export async function json<T>(url: string, init: RequestInit = {}): Promise<T> {
    return JSON.parse(await text(url, init)) as T;
}

export function posted(body: unknown, headers: Readonly<Record<string, string>> = {}): RequestInit {
    return {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
    };
}
