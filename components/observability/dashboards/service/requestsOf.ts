import type { Service } from "../../../graph";

/** Matchers of the requests to a service, as its own proxy or its callers' proxies count them. */
export function served({ host }: Service, reporter: "source" | "destination" = "destination"): string {
    return `reporter="${reporter}", destination_service="${host}"`;
}
