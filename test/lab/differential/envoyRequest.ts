/** One request as it arrives at a proxy. */
export interface EnvoyRequest {
    /** Port of the pod that the connection was made to. */
    readonly port: number;
    readonly isTls: boolean;
    /** SPIFFE id in the client's certificate, when it has one. */
    readonly peer?: string;
    /** Server name the client asked for. */
    readonly sni?: string;
    readonly method: string;
    readonly path: string;
    readonly host: string;
    /** By lower-case name. */
    readonly headers: Readonly<Record<string, string>>;
    /** Claims of a token that its issuer signed; absent: none was sent. */
    readonly token?: Readonly<Record<string, string | readonly string[]>>;
}
