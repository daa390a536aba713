import type { Service } from "../../../graph";
import type { Row } from "../dashboard";
import { graph } from "../panels";
import { requests, share, sum, within } from "../queries";
import { served } from "./requestsOf";

/** The signal of a canary (MET-13): each version by itself. */
export function versions(service: Service): Row {
    const by = ["destination_version"];
    const legend = "{{destination_version}}";
    return {
        title: "Versions",
        panels: [
            graph(
                { title: "Requests", about: "How the traffic is shared.", unit: "reqps", width: 8 },
                [{ expr: sum(requests(served(service)), by), legend }],
                { stacked: true },
            ),
            graph(
                {
                    title: "Answered",
                    about: "A canary below the others goes back.",
                    unit: "percentunit",
                    width: 8,
                },
                [{ expr: share('response_code!~"5.."', served(service), by), legend }],
            ),
            graph(
                { title: "95 % within", about: "A canary above the others goes back.", unit: "ms", width: 8 },
                [{ expr: within(0.95, served(service), by), legend }],
            ),
        ],
    };
}
