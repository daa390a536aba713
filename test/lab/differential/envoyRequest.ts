/** One request as it arrives at a proxy. */
export interface EnvoyRequest {
    /** Port of the pod that the connection was made to. */
    readonly port: number;
    /** SPIFFE id in the client's certificate; absent: plain text. */
    readonly peer?: string;
    /** Server name the client asked for. */
    readonly sni?: string;
    readonly method: string;
    readonly path: string;
    readonly host: string;
    /** Claims of a token that its issuer signed; absent: none was sent. */
    readonly token?: Readonly<Record<string, string | readonly string[]>>;
    /** Address the request comes from, as far as the proxy believes it. */
    readonly address?: string;
}
