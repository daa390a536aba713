import { durationMilliseconds } from "./duration";
import { cpuMillicores, memoryBytes } from "./quantity";
import type { Trouble } from "./shape/leaves";
import { shown } from "./shape/shown";

/** The shapes names and values must have. Each answers with what is wrong with a value, or nothing. */

/** DNS-1123 label: also free of every character that means something in a principal or a regular expression. */
export const labelPattern = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/** A name of something Kubernetes or Istio will know by it; `longest` where something is appended to it later. */
export function badName(name: string, longest = 63): Trouble {
    if (!labelPattern.test(name)) {
        const message = `${shown(name)} is not a DNS-1123 name; use lower-case letters, digits and "-", starting and ending with a letter or digit`;
        return { code: "bad-name", message };
    }
    return name.length > longest ? tooLong("name-too-long", name, longest) : undefined;
}

/** Kubernetes wants the name of a Service to start with a letter (DNS-1035), because it once became a variable. */
export function badServiceName(name: string): Trouble {
    const message = `${shown(name)} starts with a digit, which Kubernetes refuses for a Service; start with a letter`;
    return badName(name) ?? (/^\d/.test(name) ? { code: "bad-name", message } : undefined);
}

/** A container's port name (IANA service name): 15 characters with a letter among them, no two dashes in a row. */
export function badPortName(name: string): Trouble {
    const message = `${shown(name)} is not a port name; write at least one letter and no two "-" in a row`;
    const wrong = !/[a-z]/.test(name) || name.includes("--");
    return badName(name, 15) ?? (wrong ? { code: "bad-name", message } : undefined);
}

function tooLong(code: string, value: string, longest: number): Trouble {
    return {
        code,
        message: `${shown(value)} has ${value.length} characters; shorten it to ${longest} or fewer`,
    };
}

export function badDuration(value: string): Trouble {
    if (durationMilliseconds(value) !== undefined) {
        return undefined;
    }
    const seconds = /^\d*\.\d+s$/.test(value) ? Math.round(Number.parseFloat(value) * 1000) : 0;
    const advice =
        seconds > 0
            ? `write "${seconds}ms"`
            : /^[1-9]\d{0,8}$/.test(value)
              ? `add the unit, such as "${value}s"`
              : "write a whole number above 0 and a unit: ms, s, m or h";
    return { code: "bad-duration", message: `${shown(value)} is not a duration; ${advice}` };
}

/** One release of Istio: a minor alone would be another release tomorrow. */
export function badRelease(value: string): Trouble {
    const message = `${shown(value)} is not an exact release; write major.minor.patch, such as "1.31.1"`;
    return /^\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(value) ? undefined : { code: "bad-version", message };
}

/** A minor of Kubernetes, which is how support is told: patches do not matter. */
export function badMinor(value: string): Trouble {
    const message = `${shown(value)} is no minor of Kubernetes; write major.minor in quotes, such as "1.34"`;
    return /^\d{1,2}\.\d{1,3}$/.test(value) ? undefined : { code: "bad-kubernetes", message };
}

/** ISO calendar date that exists. */
export function badDate(value: string): Trouble {
    const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? [];
    const last = lastDayOf(Number(year), Number(month));
    if (last !== undefined && Number(day) >= 1 && Number(day) <= last) {
        return undefined;
    }
    return { code: "bad-date", message: `${shown(value)} is not a date; write YYYY-MM-DD, in quotes` };
}

function lastDayOf(year: number, month: number): number | undefined {
    const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
}

/** Image reference with a tag that names one build. */
export function badImage(image: string): Trouble {
    const code = "bad-image";
    const [name = "", digest, ...more] = image.split("@");
    const goodDigest = digest === undefined || /^sha256:[0-9a-f]{64}$/.test(digest);
    if (!/^[a-z0-9][A-Za-z0-9._:/-]*$/.test(name) || !goodDigest || more.length > 0 || image.length > 512) {
        return { code, message: `${shown(image)} is not an image; write registry/repository:tag` };
    }
    const [, tag = ""] = name.slice(name.lastIndexOf("/") + 1).split(":");
    if (!/^\w[\w.-]{0,127}$/.test(tag)) {
        return { code, message: `${shown(image)} has no tag; add the tag of one build, such as ":1.4.2"` };
    }
    return tag === "latest"
        ? {
              code,
              message: `${shown(image)} changes under its name; write the tag of one build, such as ":1.4.2"`,
          }
        : undefined;
}

export function badCpu(value: string): Trouble {
    return cpuMillicores(value) === undefined
        ? {
              code: "bad-quantity",
              message: `${shown(value)} is not an amount of CPU; write "100m", "0.5" or "2"`,
          }
        : undefined;
}

export function badMemory(value: string): Trouble {
    return memoryBytes(value) === undefined
        ? {
              code: "bad-quantity",
              message: `${shown(value)} is not an amount of memory; write "128Mi" or "2Gi"`,
          }
        : undefined;
}

/** Label value as Kubernetes has it, here never empty. */
export function badLabelValue(value: string): Trouble {
    if (!/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(value)) {
        const message = `${shown(value)} is not a label value; use letters, digits, "-", "_" and ".", starting and ending with a letter or digit`;
        return { code: "bad-label", message };
    }
    return value.length > 63 ? tooLong("bad-label", value, 63) : undefined;
}

/** Fully qualified host: one exact name, never a pattern, an address or a cluster-local service. */
export function badHost(host: string): Trouble {
    if (host.includes("*")) {
        return { code: "wildcard-host", message: `${shown(host)} is a pattern; name each host exactly` };
    }
    if (/^[\d.]+$/.test(host) || host.includes(":")) {
        const message = `${shown(host)} is an address; name the host, its certificate and its DNS record are what is checked`;
        return { code: "address-as-host", message };
    }
    if (/(^|\.)(svc|cluster\.local|localhost)\.?$/.test(host) || host.includes(".svc.")) {
        const message = `${shown(host)} is inside the cluster; declare it as a service, an alias (ExternalName) is refused`;
        return { code: "cluster-host", message };
    }
    const labels = host.split(".");
    if (host.length > 253 || labels.length < 2 || labels.some((each) => badName(each) !== undefined)) {
        const message = `${shown(host)} is not a fully qualified host; write it as in "auth.example.com", in lower case`;
        return { code: "bad-host", message };
    }
    return undefined;
}

/** First part of every identity; a single label is one too. */
export function badTrustDomain(value: string): Trouble {
    const good =
        value.length <= 253 &&
        /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/.test(value);
    return good
        ? undefined
        : {
              code: "bad-trust-domain",
              message: `${shown(value)} is not a trust domain; write lower-case letters, digits, "-" and ".", as in "cluster.local"`,
          };
}

/** Absolute directory in a container, other than the root. */
export function badDirectory(value: string): Trouble {
    const good =
        /^(\/[A-Za-z0-9._-]+)+$/.test(value) &&
        !value.split("/").some((each) => each === "." || each === "..");
    return good
        ? undefined
        : {
              code: "bad-directory",
              message: `${shown(value)} is not an absolute directory; write it as in "/var/lib/data"`,
          };
}

export function badHeader(value: string): Trouble {
    return /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(value)
        ? undefined
        : {
              code: "bad-header",
              message: `${shown(value)} is not a header name; write it in lower case, such as "x-session-id"`,
          };
}

/** A name in a cookie or a query string: no separator of either, nothing that would have to be encoded. */
export function badToken(value: string): Trouble {
    return /^[A-Za-z0-9_-]{1,63}$/.test(value)
        ? undefined
        : {
              code: "bad-token",
              message: `${shown(value)} is not such a name; use up to 63 letters, digits, "-" and "_"`,
          };
}

/** Value of a header to compare with: printable, and without spaces at its ends, which HTTP takes away. */
export function badHeaderValue(value: string): Trouble {
    return /^[!-~]([ -~]*[!-~])?$/.test(value) && value.length <= 256
        ? undefined
        : {
              code: "bad-header-value",
              message: `${shown(value)} is not a value a header can have; use up to 256 printable ASCII characters, no space at either end`,
          };
}

/** Label of a node by which pods are near or far. */
export function badNodeLabel(value: string): Trouble {
    const [prefix = "", name, ...more] = value.split("/");
    const good =
        name !== undefined &&
        more.length === 0 &&
        prefix.length <= 253 &&
        prefix.split(".").every((each) => badName(each) === undefined) &&
        badLabelValue(name) === undefined;
    return good
        ? undefined
        : {
              code: "bad-label",
              message: `${shown(value)} is not a label of nodes; write it as in "topology.kubernetes.io/zone"`,
          };
}
