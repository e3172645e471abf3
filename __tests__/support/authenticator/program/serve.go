package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go/aws/credentials"
	v4 "github.com/aws/aws-sdk-go/aws/signer/v4"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/sirupsen/logrus"

	"sigs.k8s.io/aws-iam-authenticator/pkg/config"
	"sigs.k8s.io/aws-iam-authenticator/pkg/metrics"
	"sigs.k8s.io/aws-iam-authenticator/pkg/server"
)

// served says what the authenticator's own server is started with.
type served struct {
	ClusterID string `json:"clusterId"`
	// Folder is where it keeps its certificate and its log.
	Folder string `json:"folder"`
	// Kubeconfig of the API server whose aws-auth it watches.
	Kubeconfig string   `json:"kubeconfig"`
	Port       int      `json:"port"`
	Backends   []string `json:"backends"`
	// Entries is the file of the backend DynamicFile, by internal IDs.
	Entries string `json:"entries"`
	// STS is the emulator's URL: who asks sts.*.amazonaws.com asks it.
	STS string `json:"sts"`
	// Keys is a file with the secret of each access key.
	Keys string `json:"keys"`
}

// serve runs the authenticator's own server, with its own verifier, mappers and log, on the loopback.
func serve(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var given served
	if err := json.Unmarshal(text, &given); err != nil {
		return err
	}
	log, err := os.OpenFile(given.Folder+"/authenticator.log", os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	logrus.SetOutput(log)
	sts, err := url.Parse(given.STS)
	if err != nil {
		return err
	}
	http.DefaultTransport = &emulated{sts: sts, keys: given.Keys}
	metrics.InitMetrics(prometheus.NewRegistry())
	// The server opens a second port for health on every address, and goes on where it cannot: the loopback holds that port.
	if held, err := net.Listen("tcp", "127.0.0.1:21363"); err == nil {
		defer held.Close()
	}
	stop := make(chan struct{})
	server.New(config.Config{
		PartitionID:             "aws",
		ClusterID:               given.ClusterID,
		Address:                 "127.0.0.1",
		Hostname:                "127.0.0.1",
		HostPort:                given.Port,
		StateDir:                given.Folder,
		GenerateKubeconfigPath:  given.Folder + "/webhook.kubeconfig",
		Kubeconfig:              given.Kubeconfig,
		BackendMode:             given.Backends,
		DynamicFilePath:         given.Entries,
		DynamicFileUserIDStrict: true,
	}, stop).Run(stop)
	return nil
}

// emulated leads calls of STS to the emulator. It checks their signature first, as STS does, by signing them again with Amazon's own
// signer: the emulator takes presigned calls for those of S3, whose body is not signed. STS answers in JSON to who accepts that,
// the emulator always in XML.
type emulated struct {
	sts  *url.URL
	keys string
}

// key is what belongs to an access key.
type key struct {
	Secret string `json:"secret"`
	Token  string `json:"token"`
}

// isSigned says whether Amazon's signer, given the secret, comes to the same signature.
func (e *emulated) isSigned(request *http.Request) (bool, error) {
	text, err := os.ReadFile(e.keys)
	if err != nil {
		return false, err
	}
	var keys map[string]key
	if err := json.Unmarshal(text, &keys); err != nil {
		return false, err
	}
	query := request.URL.Query()
	scope := strings.Split(query.Get("X-Amz-Credential"), "/")
	at, err := time.Parse("20060102T150405Z", query.Get("X-Amz-Date"))
	if err != nil || len(scope) != 5 {
		return false, nil
	}
	expires, err := time.ParseDuration(query.Get("X-Amz-Expires") + "s")
	if err != nil {
		return false, nil
	}
	signed, err := http.NewRequest(http.MethodGet, request.URL.String(), nil)
	if err != nil {
		return false, err
	}
	signed.URL.RawQuery = url.Values{"Action": query["Action"], "Version": query["Version"]}.Encode()
	signed.Header.Set("x-k8s-aws-id", request.Header.Get("x-k8s-aws-id"))
	own := keys[scope[0]]
	signer := v4.NewSigner(credentials.NewStaticCredentials(scope[0], own.Secret, own.Token))
	if _, err := signer.Presign(signed, nil, scope[3], scope[2], expires, at); err != nil {
		return false, err
	}
	return signed.URL.Query().Get("X-Amz-Signature") == query.Get("X-Amz-Signature"), nil
}

func refused(request *http.Request) *http.Response {
	body := io.NopCloser(strings.NewReader(`{"Error":{"Code":"SignatureDoesNotMatch"}}`))
	return &http.Response{StatusCode: http.StatusForbidden, Body: body, Request: request, ProtoMajor: 1, ProtoMinor: 1}
}

type callerIdentity struct {
	Result struct {
		Arn     string `xml:"Arn" json:"Arn"`
		UserID  string `xml:"UserId" json:"UserId"`
		Account string `xml:"Account" json:"Account"`
	} `xml:"GetCallerIdentityResult" json:"GetCallerIdentityResult"`
}

func (e *emulated) RoundTrip(request *http.Request) (*http.Response, error) {
	isSigned, err := e.isSigned(request)
	if err != nil {
		return nil, err
	} else if !isSigned {
		return refused(request), nil
	}
	led := request.Clone(request.Context())
	led.Host = request.URL.Host
	led.URL.Scheme, led.URL.Host = e.sts.Scheme, e.sts.Host
	response, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(led)
	if err != nil || response.StatusCode != http.StatusOK {
		return response, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	if !bytes.HasPrefix(bytes.TrimSpace(body), []byte("{")) {
		var identity callerIdentity
		if err := xml.Unmarshal(body, &identity); err != nil {
			return nil, err
		}
		if body, err = json.Marshal(map[string]any{"GetCallerIdentityResponse": identity}); err != nil {
			return nil, err
		}
	}
	response.Body = io.NopCloser(bytes.NewReader(body))
	return response, nil
}
