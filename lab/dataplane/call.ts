/** One request as a workload or somebody outside sends it. */
export interface Call {
    /** `http:`, `https:`, or `tcp://host:port` for a bare connection that sends `body` and waits for bytes. */
    readonly url: string;
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
    /** Where to connect instead of to the host of the URL, which stays in `Host`: a pod without a Service. */
    readonly address?: string;
    /** SNI, when it is not the host of the URL. */
    readonly servername?: string;
    /** Options of Node's TLS: `ca`, `cert`, `key`, `maxVersion`, `rejectUnauthorized`, … */
    readonly tls?: Readonly<Record<string, unknown>>;
    readonly http2?: boolean;
    /** Milliseconds after which the call is given up; 15,000 unless given. */
    readonly patience?: number;
}

export interface Answer {
    /** 0 when there was no HTTP answer. */
    readonly status: number;
    readonly headers: Readonly<Record<string, string | undefined>>;
    readonly body: string;
    /** Node's code (ECONNRESET, …) or message, when there was no answer. */
    readonly error?: string;
    /** Its whole message, which names the alert of a refused handshake. */
    readonly reason?: string;
    /** TLS version that was agreed on. */
    readonly protocol?: string;
    readonly ms: number;
}

/** What a stand-in for an application says about the request it answered, as the body of its answer. */
export interface Seen {
    readonly pod: string;
    readonly workload: string;
    readonly version: string;
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string | undefined>>;
    /** Which try this was of the `key` in its query. */
    readonly tries: number;
}

/** What arrived at an application since the last reset. */
export interface Counts {
    readonly requests: number;
    /** By path without query. */
    readonly paths: Readonly<Record<string, number>>;
    /** Connections by what was spoken on them. */
    readonly connections: Readonly<Partial<Record<"http" | "http2" | "tls" | "tcp", number>>>;
}

export interface StandInOptions {
    readonly pod: string;
    readonly workload: string;
    readonly version: string;
    readonly ports: readonly number[];
    readonly tls?: { readonly key: string; readonly cert: string };
}
