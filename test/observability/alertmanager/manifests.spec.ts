import { expect } from "chai";
import { alertmanagerManifests } from "../../../components/observability/alertmanager";
import { shippedContext } from "../support/shipped";

const context = shippedContext("prod");
const kinds = (more: object) =>
    alertmanagerManifests({ ...context, observability: { ...context.observability, ...more } }).map(
        ({ kind }) => kind,
    );

describe("Alertmanager as it is installed (ALR-05)", () => {
    it("is one pod with a disk", () => {
        expect(kinds({})).to.deep.equal([
            "ServiceAccount",
            "ConfigMap",
            "PersistentVolumeClaim",
            "Service",
            "Deployment",
        ]);
    });

    it("has no address of a receiver in its configuration, only files of Secrets that it mounts", () => {
        const objects = alertmanagerManifests(context);
        const config = objects.find(({ kind }) => kind === "ConfigMap")?.data?.["alertmanager.yml"] ?? "";
        const files = [...config.matchAll(/_file: \/etc\/alertmanager-receivers\/([\w-]+)\/(\w+)/g)];
        expect(files.map(([, secret, key]) => `${secret} ${key}`).sort()).to.deep.equal([
            "alerts-pagerduty key",
            "alerts-slack url",
        ]);
        expect(config).to.not.match(/https?:\/\//);
        const pod = JSON.stringify(objects.find(({ kind }) => kind === "Deployment"));
        for (const [, secret] of files) {
            expect(pod).to.contain(`"secretName":"${secret}"`);
        }
    });

    it("is replaced when its configuration changes, which it reads only when it starts", () => {
        const checksum = (routes: object) =>
            /"meshwright\.io\/config":"(\w+)"/.exec(
                JSON.stringify(
                    alertmanagerManifests({
                        ...context,
                        observability: {
                            ...context.observability,
                            alertmanager: { ...context.observability.alertmanager, routes } as never,
                        },
                    }),
                ),
            )?.[1];
        expect(checksum({ default: "chat" })).to.not.equal(checksum({ default: "pager" }));
        expect(checksum({ default: "chat" })).to.match(/\w/);
    });

    it("is nothing where one exists or none is wanted", () => {
        const existing = { mode: "existing", host: "a.b", port: 9093, tls: false };
        expect(kinds({ alertmanager: existing })).to.deep.equal([]);
        expect(kinds({ alertmanager: { mode: "off" } })).to.deep.equal([]);
    });
});
