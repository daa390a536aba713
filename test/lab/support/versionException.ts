import { exceptionsUntil } from "../../../lab/deploy/exceptionDate";

/** What lets a stack of the tests run versions below the security floor, until a day that has not come whenever it is run. */
export function versionException(home: string) {
    return [
        {
            rule: "istio-security-floor",
            reason: "these are the newest that can be built from Go modules",
            until: exceptionsUntil(home),
        },
    ];
}
