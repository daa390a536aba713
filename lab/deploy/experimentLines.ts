import { blastRadius, type Experiment, type ServiceGraph } from "../../components/graph";

/** What each experiment does, to whom, and until when; nothing in a stack that runs none. */
export function experimentLines(graph: ServiceGraph): readonly string[] {
    return graph.experiments.flatMap((experiment) => {
        const { name, namespace, service, header, until } = experiment;
        const { callers, upstream, publicHosts } = blastRadius(graph, experiment);
        const met = callers.length === 0 ? "nobody calls it" : `met by ${callers.join(", ")}`;
        const seen = [...upstream, ...publicHosts.map((host) => `whoever uses the public host ${host}`)];
        return [
            `  ${namespace}/${name} until ${until}: ${fault(experiment)} on ${service}, only with ${header.name}: ${header.value}`,
            `    ${met}${seen.length === 0 ? "" : `; seen at most by ${seen.join(", ")}`}`,
        ];
    });
}

function fault({ delay, abort }: Experiment): string {
    return [
        ...(delay === undefined ? [] : [`${delay.percent} % delayed by ${delay.fixed}`]),
        ...(abort === undefined ? [] : [`${abort.percent} % answered ${abort.status}`]),
    ].join(" and ");
}
