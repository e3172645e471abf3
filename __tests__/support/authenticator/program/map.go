package main

import (
	"context"
	"fmt"
	"time"

	"github.com/sirupsen/logrus"
	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	corev1 "k8s.io/client-go/kubernetes/typed/core/v1"
	"k8s.io/client-go/tools/clientcmd"

	"sigs.k8s.io/aws-iam-authenticator/pkg/config"
	"sigs.k8s.io/aws-iam-authenticator/pkg/mapper/configmap"
	"sigs.k8s.io/aws-iam-authenticator/pkg/token"
)

const patience = 20 * time.Second

type mapQuestion struct {
	Data     map[string]string `json:"data"`
	ARNs     []string          `json:"arns"`
	Accounts []string          `json:"accounts"`
}

type mapped struct {
	Username string   `json:"username"`
	Groups   []string `json:"groups"`
}

type mapAnswer struct {
	// Rejected says why the API server did not take the ConfigMap.
	Rejected string `json:"rejected,omitempty"`
	// Identities has null where an ARN is not mapped.
	Identities []*mapped `json:"identities"`
	Accounts   []bool    `json:"accounts"`
}

// cluster is a running mapper and the ConfigMap that it watches.
type cluster struct {
	configMaps corev1.ConfigMapInterface
	mapper     *configmap.ConfigMapMapper
	events     chan string
	writes     int
}

func connect(kubeconfig string) (*cluster, error) {
	rest, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return nil, err
	}
	rest.QPS = -1
	clients, err := kubernetes.NewForConfig(rest)
	if err != nil {
		return nil, err
	}
	mapper, err := configmap.NewConfigMapMapper(config.Config{Kubeconfig: kubeconfig})
	if err != nil {
		return nil, err
	}
	c := &cluster{configMaps: clients.CoreV1().ConfigMaps("kube-system"), mapper: mapper, events: make(chan string, 64)}
	logrus.AddHook(c)
	return c, c.start()
}

// start ends when the mapper's watch stands: it has seen the first version, and from then on sees each.
func (c *cluster) start() error {
	_, err := c.configMaps.Create(context.TODO(), c.version(nil), metav1.CreateOptions{})
	if err != nil {
		return err
	}
	if err := c.mapper.Start(make(chan struct{})); err != nil {
		return err
	}
	return c.await()
}

// ask writes the data twice, the second time with nothing changed but an annotation. The mapper takes one event after
// the other, so when it logs that it has the second, it has saved the first, and the second saves the same.
func (c *cluster) ask(question mapQuestion) (mapAnswer, error) {
	for i := 0; i < 2; i++ {
		_, err := c.configMaps.Update(context.TODO(), c.version(question.Data), metav1.UpdateOptions{})
		if errors.IsInvalid(err) || errors.IsBadRequest(err) || errors.IsRequestEntityTooLargeError(err) {
			return mapAnswer{Rejected: err.Error()}, nil
		} else if err != nil {
			return mapAnswer{}, err
		}
		if err := c.await(); err != nil {
			return mapAnswer{}, err
		}
	}
	return c.read(question), nil
}

func (c *cluster) read(question mapQuestion) mapAnswer {
	reply := mapAnswer{Identities: []*mapped{}, Accounts: []bool{}}
	for _, arn := range question.ARNs {
		identity, err := c.mapper.Map(&token.Identity{CanonicalARN: arn})
		if err != nil {
			reply.Identities = append(reply.Identities, nil)
			continue
		}
		reply.Identities = append(reply.Identities, &mapped{identity.Username, identity.Groups})
	}
	for _, account := range question.Accounts {
		reply.Accounts = append(reply.Accounts, c.mapper.IsAccountAllowed(account))
	}
	return reply
}

// version is the ConfigMap with a new annotation, so that each write is an event.
func (c *cluster) version(data map[string]string) *v1.ConfigMap {
	c.writes++
	return &v1.ConfigMap{
		ObjectMeta: metav1.ObjectMeta{Name: "aws-auth", Annotations: map[string]string{"write": fmt.Sprint(c.writes)}},
		Data:       data,
	}
}

// await ends when the mapper has taken one more event.
func (c *cluster) await() error {
	select {
	case event := <-c.events:
		if event == received {
			return nil
		}
		return fmt.Errorf("the mapper lost its watch: %s", event)
	case <-time.After(patience):
		return fmt.Errorf("the mapper did not see write %d of aws-auth within %s", c.writes, patience)
	}
}

const received = "Received aws-auth watch event"

// Levels and Fire make the cluster a hook of the mapper's log, its only sign of life.
func (c *cluster) Levels() []logrus.Level { return logrus.AllLevels }

func (c *cluster) Fire(entry *logrus.Entry) error {
	switch entry.Message {
	case received, "Watch channel closed.", "recieved a watch error":
		c.events <- entry.Message
	}
	return nil
}
