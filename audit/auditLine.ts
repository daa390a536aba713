import type { AccessLogField } from "../components/istio/values/accessLog";

/** A call as the proxy of its server saw it, with what the dry run came to. */
export interface AuditedCall {
    /** Identity of the server, as policies write it. */
    readonly server: string;
    /** Identity of the caller; absent where it showed no certificate. */
    readonly caller?: string;
    /** Absent on plain TCP. */
    readonly method?: string;
    /** Without its query; absent on plain TCP. */
    readonly path?: string;
    /** Port of the server's pods. */
    readonly port: number;
    /** Absent where no dry run judged the call: it was refused before, or there is none. */
    readonly result?: "allowed" | "denied";
}

/** Why a line says nothing about a call to a workload of the mesh. */
export type Skipped = "not JSON" | "another format" | "no server identity";

type Fields = Readonly<Partial<Record<AccessLogField, unknown>>>;

/**
 * Reads one line of an access log in the format of `accessLog.ts`. What collectors write in front of it (times,
 * names of pods) is passed over. The client's own side of a call shows no server identity; it is skipped, for the
 * server's side has the same call.
 */
export function readAuditLine(line: string): AuditedCall | Skipped {
    const start = line.indexOf("{");
    if (start < 0) {
        return "not JSON";
    }
    let parsed: unknown;
    try {
        parsed = JSON.parse(line.slice(start));
    } catch {
        return "not JSON";
    }
    const fields = parsed as Fields;
    if (!("shadow_http" in fields) || !("server" in fields) || !isPort(fields.port)) {
        return "another format";
    }
    const server = identity(fields.server);
    if (server === undefined) {
        return "no server identity";
    }
    const caller = identity(fields.caller);
    const method = text(fields.method);
    const path = text(fields.path);
    const result = [fields.shadow_http, fields.shadow_tcp].find(isResult);
    return {
        server,
        ...(caller === undefined ? {} : { caller }),
        ...(method === undefined ? {} : { method }),
        ...(path === undefined ? {} : { path }),
        port: Number(fields.port),
        ...(result === undefined ? {} : { result }),
    };
}

/** An identity without the scheme of the certificate's SPIFFE id. */
function identity(value: unknown): string | undefined {
    return text(value)?.replace(/^spiffe:\/\//, "");
}

/** What was not there is null in JSON, and "-" where a collector made text of it. */
function text(value: unknown): string | undefined {
    return typeof value === "string" && value !== "" && value !== "-" ? value : undefined;
}

function isPort(value: unknown): boolean {
    const port = typeof value === "string" && /^\d{1,5}$/.test(value) ? Number(value) : value;
    return typeof port === "number" && Number.isInteger(port) && port > 0 && port < 65536;
}

function isResult(value: unknown): value is "allowed" | "denied" {
    return value === "allowed" || value === "denied";
}
