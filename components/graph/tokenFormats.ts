import { badKeySet } from "./jsonWebKeys";
import type { Trouble } from "./shape/leaves";
import { shown } from "./shape/shown";

/** Shapes of what stands in rules about tokens, where Istio reads `*` as a pattern and `[`, `]` as structure. */

/** The `iss` claim, letter by letter. Often a URL, but any text may be one. */
export function badIssuerText(value: string): Trouble {
    const code = "bad-token-issuer";
    if (value.includes("*")) {
        const message = `${shown(value)} is a pattern, and would accept tokens of issuers nobody named; write the "iss" claim exactly`;
        return { code, message };
    }
    return exactText(value)
        ? undefined
        : {
              code,
              message: `${shown(value)} is not an issuer; write the "iss" claim exactly, 1 to 256 printable characters without spaces`,
          };
}

export function badAudience(value: string): Trouble {
    return exactText(value) && !value.includes("*")
        ? undefined
        : {
              code: "bad-audience",
              message: `${shown(value)} is not an audience; write the "aud" claim exactly, printable characters without spaces or "*"`,
          };
}

/** A claim at the top of a token; brackets would reach into it, and a name with them cannot be asked for. */
export function badClaim(value: string): Trouble {
    return /^[A-Za-z0-9_:./-]{1,256}$/.test(value)
        ? undefined
        : {
              code: "bad-claim",
              message: `${shown(value)} is not the name of a claim; use letters, digits and "_", "-", ".", ":", "/", as in "role" or "https://example.com/role"`,
          };
}

export function badClaimValue(value: string): Trouble {
    return exactText(value) && !value.includes("*")
        ? undefined
        : {
              code: "bad-claim-value",
              message: `${shown(value)} is not a value a claim is compared with; write it exactly, printable characters without spaces or "*"`,
          };
}

/** Where keys are fetched: over TLS, from a host, without credentials in it. */
export function badKeysAddress(value: string): Trouble {
    const address = /^https:\/\/[a-z0-9.-]+(:\d{1,5})?(\/[!-~]*)?$/.test(value) ? parsed(value) : undefined;
    const good =
        address !== undefined && address.hash === "" && address.username === "" && value.length <= 2048;
    return good
        ? undefined
        : {
              code: "bad-jwks-uri",
              message: `${shown(value)} is not an address of keys; write it with https:// and the host in lower case, as in "https://auth.example.com/.well-known/jwks.json": whoever can change the keys on their way can sign tokens`,
          };
}

export function badKeys(value: string): Trouble {
    const wrong = badKeySet(value);
    return wrong === undefined ? undefined : { code: "bad-jwks", message: wrong };
}

/** Host and port of an address that is sound. */
export function hostAndPortOf(address: string): { readonly host: string; readonly port: number } | undefined {
    const url = parsed(address);
    return url === undefined
        ? undefined
        : { host: url.hostname, port: url.port === "" ? 443 : Number(url.port) };
}

function parsed(address: string): URL | undefined {
    return URL.canParse(address) ? new URL(address) : undefined;
}

function exactText(value: string): boolean {
    return /^[!-~]{1,256}$/.test(value);
}
