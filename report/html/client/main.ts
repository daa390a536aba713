import type { PageData } from "../view/pageData";
import { callList } from "./callList";
import { details } from "./details";
import { byId } from "./element";
import { filters } from "./filters";
import { graph } from "./graph";
import { matrix } from "./matrix";
import { sentences } from "./sentences";
import { storeOf } from "./state";
import { theme } from "./theme";
import { visibleIn } from "./visible";

const data = JSON.parse(byId("data", HTMLScriptElement).textContent) as PageData;
const hasChanges = data.edges.some(({ changes }) => changes !== undefined);
const store = storeOf({
    query: "",
    effects: new Set(["opens", "closes", "changes"]),
    // A reviewer wants what changes; where nothing does, there is only the mesh to look at.
    extent: hasChanges ? "around" : "whole",
    side: "difference",
});
const visible = visibleIn(data);

document.documentElement.classList.add("alive");
filters(data, store);
sentences(data, store);
const redraw = graph(data, store, visible);
callList(data, store, visible);
matrix(data, store, visible);
details(data, store);
theme(redraw);
