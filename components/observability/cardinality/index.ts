export { estimateSeries, largest, type SeriesEstimate, type ServiceSeries } from "./estimate";
