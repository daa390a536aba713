import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import {
    DashboardBuilder,
    DashboardCursorSync,
    DashboardLinkBuilder,
    DashboardLinkType,
    RowBuilder,
    type VariableModel,
} from "@grafana/grafana-foundation-sdk/dashboard";
import type { PanelOf } from "./panels";
import { type Source, sourceVariable } from "./sources";
import { tidied } from "./tidied";

/** A dashboard as a file: its uid is its name, in addresses and in links from others. */
export interface Dashboard {
    readonly uid: string;
    readonly title: string;
    readonly json: string;
}

export interface Row {
    readonly title: string;
    readonly panels: readonly PanelOf[];
}

export interface Link {
    readonly title: string;
    readonly url: string;
}

/** On everything this program makes, and what its dashboards find one another by. */
export const tag = "meshwright";
export const serviceTag = "meshwright-service";

export interface DashboardSettings {
    readonly uid: string;
    readonly title: string;
    readonly description: string;
    readonly tags?: readonly string[];
    readonly sources: readonly Source[];
    readonly variables?: readonly Builder<VariableModel>[];
    readonly links: readonly Link[];
    readonly rows: readonly Row[];
}

/** The same settings give the same bytes, and nothing in them belongs to one Grafana: no id or version of its own. */
export function dashboard(settings: DashboardSettings): Dashboard {
    const { uid, title, description, tags = [], sources, variables = [], links, rows } = settings;
    const builder = new DashboardBuilder(title)
        .uid(uid)
        .description(description)
        .tags([tag, ...tags])
        .readonly()
        .timezone("browser")
        .refresh("1m")
        .time({ from: "now-1h", to: "now" })
        .tooltip(DashboardCursorSync.Crosshair)
        .variables([...sources.map(sourceVariable), ...variables])
        .links([siblings(), ...links.map(linkTo)]);
    for (const row of rows) {
        builder.withRow(new RowBuilder(row.title));
        for (const panel of row.panels) {
            builder.withPanel(panel);
        }
    }
    return { uid, title, json: `${JSON.stringify(tidied(builder.build()))}\n` };
}

/** The dashboards of the mesh, one beside the other on every page. */
function siblings(): DashboardLinkBuilder {
    return new DashboardLinkBuilder("Mesh")
        .type(DashboardLinkType.Dashboards)
        .tags([`${tag}-mesh`])
        .asDropdown(false)
        .includeVars(false)
        .keepTime(true);
}

function linkTo({ title, url }: Link): DashboardLinkBuilder {
    return new DashboardLinkBuilder(title).type(DashboardLinkType.Link).url(url).targetBlank(true);
}
