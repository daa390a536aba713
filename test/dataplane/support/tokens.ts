import { generateKeyPairSync, sign } from "node:crypto";

/** Who vouches for end users in this mesh: a key of this run, and one that nobody was told about. */
const trusted = generateKeyPairSync("rsa", { modulusLength: 2048 });
const forged = generateKeyPairSync("rsa", { modulusLength: 2048 });
const keyId = "lab";

export const tokenIssuer = "https://issuer.lab.example";
/** The JSON Web Key Set that goes into the stack file. */
export const tokenKeys = JSON.stringify({
    keys: [{ ...trusted.publicKey.export({ format: "jwk" }), kid: keyId, use: "sig", alg: "RS256" }],
});

export interface TokenOptions {
    readonly issuer?: string;
    readonly claims?: Readonly<Record<string, unknown>>;
    /** Seconds from now until it expires; an hour unless given. */
    readonly lifetime?: number;
    /** Signed by another key under the same name. */
    readonly forgery?: boolean;
}

/** The `authorization` header of an end user. */
export function bearer(options: TokenOptions = {}): { readonly authorization: string } {
    const { issuer = tokenIssuer, claims = {}, lifetime = 3600, forgery = false } = options;
    const now = Math.floor(Date.now() / 1000);
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const head = encode({ alg: "RS256", typ: "JWT", kid: keyId });
    const content = encode({ iss: issuer, sub: "ana", iat: now - 60, exp: now + lifetime, ...claims });
    const signature = sign(
        "RSA-SHA256",
        Buffer.from(`${head}.${content}`),
        (forgery ? forged : trusted).privateKey,
    );
    return { authorization: `Bearer ${head}.${content}.${signature.toString("base64url")}` };
}
