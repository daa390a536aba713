import { badHost } from "./formats";
import type { Trouble } from "./shape/leaves";
import { shown } from "./shape/shown";

/** Site as a browser names it: scheme, host and, where it is not the scheme's own, port. Never a pattern. */
export function badOrigin(value: string): Trouble {
    if (value.includes("*")) {
        return {
            code: "wildcard-origin",
            message: `${shown(value)} lets pages of sites nobody named use the route; name each origin exactly`,
        };
    }
    const [, host = "", port = ""] = /^https?:\/\/([^/:]*)(?::(\d{1,5}))?$/.exec(value) ?? [];
    const good =
        (host === "localhost" || badHost(host) === undefined) &&
        (port === "" || (!port.startsWith("0") && Number(port) <= 65535));
    return good
        ? undefined
        : {
              code: "bad-origin",
              message: `${shown(value)} is not an origin; write scheme and host as a browser sends them, as in "https://app.example.com", in lower case and without a path`,
          };
}
