// Command otelcol-servicegraph is an OpenTelemetry Collector with the service graph's connector and the exporter that
// gives each trace to one of several: the newest of them that can be had as modules are older than the rest of the
// pipeline, and do not build with it.
package main

import (
	"log"

	"github.com/open-telemetry/opentelemetry-collector-contrib/connector/servicegraphconnector"
	"github.com/open-telemetry/opentelemetry-collector-contrib/exporter/loadbalancingexporter"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/confmap/provider/envprovider"
	"go.opentelemetry.io/collector/confmap/provider/fileprovider"
	"go.opentelemetry.io/collector/confmap/provider/yamlprovider"
	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/exporter"
	"go.opentelemetry.io/collector/exporter/debugexporter"
	"go.opentelemetry.io/collector/exporter/otlphttpexporter"
	"go.opentelemetry.io/collector/extension"
	"go.opentelemetry.io/collector/otelcol"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/receiver"
	"go.opentelemetry.io/collector/receiver/otlpreceiver"
)

func main() {
	command := otelcol.NewCommand(otelcol.CollectorSettings{
		BuildInfo: component.BuildInfo{Command: "otelcol-servicegraph", Version: "0.111.0"},
		Factories: factories,
		ConfigProviderSettings: otelcol.ConfigProviderSettings{
			ResolverSettings: confmap.ResolverSettings{
				ProviderFactories: []confmap.ProviderFactory{
					envprovider.NewFactory(), fileprovider.NewFactory(), yamlprovider.NewFactory(),
				},
				DefaultScheme: "env",
			},
		},
	})
	if err := command.Execute(); err != nil {
		log.Fatal(err)
	}
}

func factories() (otelcol.Factories, error) {
	var all otelcol.Factories
	var err error
	if all.Receivers, err = receiver.MakeFactoryMap(otlpreceiver.NewFactory()); err != nil {
		return all, err
	}
	if all.Processors, err = processor.MakeFactoryMap(); err != nil {
		return all, err
	}
	if all.Connectors, err = connector.MakeFactoryMap(servicegraphconnector.NewFactory()); err != nil {
		return all, err
	}
	if all.Exporters, err = exporter.MakeFactoryMap(
		otlphttpexporter.NewFactory(), debugexporter.NewFactory(), loadbalancingexporter.NewFactory(),
	); err != nil {
		return all, err
	}
	if all.Extensions, err = extension.MakeFactoryMap(); err != nil {
		return all, err
	}
	return all, nil
}
