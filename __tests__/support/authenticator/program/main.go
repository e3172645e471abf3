// Asks the real aws-iam-authenticator: JSON lines on stdin, one answer per line on stdout.
//
//	authenticator parse             {"data": {..}}                                  -> rows as ParseMap gives them
//	authenticator arn               {"arn": ".."}                                   -> the canonical ARN
//	authenticator map <kubeconfig>  {"data": {..}, "arns": [..], "accounts": [..]}  -> Map and IsAccountAllowed
//
// or runs it as the webhook of an API server, until it is killed:
//
//	authenticator serve <config>
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/sirupsen/logrus"
)

func main() {
	logrus.SetOutput(io.Discard)
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 1 && args[0] == "parse":
		return answer(parse)
	case len(args) == 1 && args[0] == "arn":
		return answer(canonicalize)
	case len(args) == 2 && args[0] == "map":
		cluster, err := connect(args[1])
		if err != nil {
			return err
		}
		return answer(cluster.ask)
	case len(args) == 2 && args[0] == "serve":
		return serve(args[1])
	}
	return fmt.Errorf("usage: authenticator parse | arn | map <kubeconfig> | serve <config>")
}

// answer reads questions until the end of stdin and writes one answer for each, in order.
func answer[Question, Answer any](reply func(Question) (Answer, error)) error {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	defer out.Flush()
	for {
		line, err := in.ReadBytes('\n')
		if err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		var question Question
		if err := json.Unmarshal(line, &question); err != nil {
			return err
		}
		answer, err := reply(question)
		if err != nil {
			return err
		}
		if err := json.NewEncoder(out).Encode(answer); err != nil {
			return err
		}
		if in.Buffered() == 0 {
			if err := out.Flush(); err != nil {
				return err
			}
		}
	}
}
