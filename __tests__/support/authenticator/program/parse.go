package main

import (
	"sigs.k8s.io/aws-iam-authenticator/pkg/arn"
	"sigs.k8s.io/aws-iam-authenticator/pkg/mapper/configmap"
)

type parseQuestion struct {
	Data map[string]string `json:"data"`
}

type row struct {
	ARN      string   `json:"arn"`
	Username string   `json:"username"`
	Groups   []string `json:"groups"`
}

type parseAnswer struct {
	Roles    []row    `json:"roles"`
	Users    []row    `json:"users"`
	Accounts []string `json:"accounts"`
	Failed   bool     `json:"failed"`
}

func parse(question parseQuestion) (parseAnswer, error) {
	users, roles, accounts, err := configmap.ParseMap(question.Data)
	reply := parseAnswer{Roles: []row{}, Users: []row{}, Accounts: []string{}, Failed: err != nil}
	for _, role := range roles {
		reply.Roles = append(reply.Roles, row{role.RoleARN, role.Username, role.Groups})
	}
	for _, user := range users {
		reply.Users = append(reply.Users, row{user.UserARN, user.Username, user.Groups})
	}
	reply.Accounts = append(reply.Accounts, accounts...)
	return reply, nil
}

type arnQuestion struct {
	ARN string `json:"arn"`
}

type arnAnswer struct {
	Type      arn.PrincipalType `json:"type"`
	Canonical string            `json:"canonical"`
	Error     string            `json:"error,omitempty"`
}

func canonicalize(question arnQuestion) (arnAnswer, error) {
	kind, canonical, err := arn.Canonicalize(question.ARN)
	if err != nil {
		return arnAnswer{Error: err.Error()}, nil
	}
	return arnAnswer{Type: kind, Canonical: canonical}, nil
}
