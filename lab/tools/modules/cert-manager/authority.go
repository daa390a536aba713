package main

import (
	"context"
	"crypto"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"time"

	apiutil "github.com/cert-manager/cert-manager/pkg/api/util"
	cmapi "github.com/cert-manager/cert-manager/pkg/apis/certmanager/v1"
	cmmeta "github.com/cert-manager/cert-manager/pkg/apis/meta/v1"
	"github.com/cert-manager/cert-manager/pkg/controller"
	"github.com/cert-manager/cert-manager/pkg/controller/certificaterequests"
	"github.com/cert-manager/cert-manager/pkg/issuer"
	"github.com/cert-manager/cert-manager/pkg/util/pki"
)

// authority is a stand-in for the services outside that a lab does not have, Vault and ACME: it signs what they would
// be asked to sign, with a key that ends with the process. It asks nobody and proves nothing about an issuer's
// settings.
type authority struct {
	certificate *x509.Certificate
	key         crypto.Signer
}

// playedIssuers names the controllers of the issuers the stand-in plays, as upstream names them.
var playedIssuers = map[string]string{
	apiutil.IssuerVault: "certificaterequests-issuer-vault",
	apiutil.IssuerACME:  "certificaterequests-issuer-acme",
}

// playIssuers registers the stand-in where cert-manager registers its own issuers.
func playIssuers() error {
	played, err := newAuthority()
	if err != nil {
		return err
	}
	for kind, name := range playedIssuers {
		issuer.RegisterIssuer(kind, func(*controller.Context) (issuer.Interface, error) { return played, nil })
		controller.Register(name, func(factory *controller.ContextFactory) (controller.Interface, error) {
			constructor := func(*controller.Context) certificaterequests.Issuer { return played }
			return controller.NewBuilder(factory, name).For(certificaterequests.New(kind, constructor)).Complete()
		})
		names = append(names, name)
	}
	return nil
}

func newAuthority() (*authority, error) {
	key, err := pki.GenerateECPrivateKey(pki.ECCurve256)
	if err != nil {
		return nil, err
	}
	now := time.Now()
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(now.UnixNano()),
		Subject:               pkix.Name{CommonName: "meshwright lab, stand-in for Vault and ACME"},
		NotBefore:             now.Add(-time.Hour),
		NotAfter:              now.AddDate(1, 0, 0),
		IsCA:                  true,
		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, err
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	return &authority{certificate: certificate, key: key}, nil
}

// Setup reports the issuer ready, as the real one does once it has reached its service.
func (*authority) Setup(_ context.Context, each cmapi.GenericIssuer) error {
	apiutil.SetIssuerCondition(each, each.GetGeneration(), cmapi.IssuerConditionReady, cmmeta.ConditionTrue,
		"Played", "a stand-in of the lab signs for this issuer")
	return nil
}

// Sign issues what is asked for.
func (a *authority) Sign(
	_ context.Context, request *cmapi.CertificateRequest, _ cmapi.GenericIssuer,
) (*issuer.IssueResponse, error) {
	template, err := pki.CertificateTemplateFromCertificateRequest(request)
	if err != nil {
		return nil, err
	}
	bundle, err := pki.SignCSRTemplate([]*x509.Certificate{a.certificate}, a.key, template)
	if err != nil {
		return nil, err
	}
	return &issuer.IssueResponse{Certificate: bundle.ChainPEM, CA: bundle.CAPEM}, nil
}
