package pagetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Check looks at one element and says what is wrong with it.
type Check func(n *html.Node) error

// Parse reads a page; a page that a parser cannot read fails the test.
func Parse(t testing.TB, page string) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatalf("parse page: %v", err)
	}
	return root
}

// Require fails the test for everything that a check finds wrong.
func Require(t testing.TB, root *html.Node, checks ...Check) {
	t.Helper()
	for _, check := range checks {
		if err := check(root); err != nil {
			t.Error(err)
		}
	}
}

// In finds the first element that the selector names and checks it. A selector is tag, #id, .class or [attribute],
// or several of them together ("div.card", "section#overview-flow").
func In(selector string, checks ...Check) Check {
	return func(root *html.Node) error {
		found := Find(root, selector)
		if len(found) == 0 {
			return fmt.Errorf("no element %s", selector)
		}
		for _, check := range checks {
			if err := check(found[0]); err != nil {
				return fmt.Errorf("in %s: %w", selector, err)
			}
		}
		return nil
	}
}

// Count wants that many elements.
func Count(selector string, want int) Check {
	return func(root *html.Node) error {
		if got := len(Find(root, selector)); got != want {
			return fmt.Errorf("%d elements %s, want %d", got, selector, want)
		}
		return nil
	}
}

// None wants no such element.
func None(selector string) Check { return Count(selector, 0) }

// HasText wants a text somewhere in the element.
func HasText(want string) Check {
	return func(n *html.Node) error {
		if got := Text(n); !strings.Contains(got, want) {
			return fmt.Errorf("text %q is missing in %q", want, clip(got))
		}
		return nil
	}
}

// HasAttr wants an attribute with a value.
func HasAttr(key, want string) Check {
	return func(n *html.Node) error {
		if got := Attr(n, key); got != want {
			return fmt.Errorf("attribute %s = %q, want %q", key, got, want)
		}
		return nil
	}
}

// Find lists the elements that a selector names, in the order of the page.
func Find(root *html.Node, selector string) []*html.Node {
	found := []*html.Node{}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && matches(n, selector) {
			found = append(found, n)
		}
	}
	return found
}

func matches(n *html.Node, selector string) bool {
	end := strings.IndexAny(selector, "#.[")
	if end < 0 {
		return n.Data == selector
	}
	if end > 0 && n.Data != selector[:end] {
		return false
	}
	rest := selector[end+1:]
	next := strings.IndexAny(rest, "#.[")
	if next < 0 {
		next = len(rest)
	}
	word := strings.TrimSuffix(rest[:next], "]")
	return has(n, selector[end], word) && (next == len(rest) || matches(n, rest[next:]))
}

func has(n *html.Node, kind byte, word string) bool {
	switch kind {
	case '#':
		return Attr(n, "id") == word
	case '.':
		return slices.Contains(strings.Fields(Attr(n, "class")), word)
	default:
		return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == word })
	}
}

// Attr is an attribute's value; "" when it is missing.
func Attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// Text is the text of an element, with single spaces.
func Text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data + " ")
		}
	}
	return strings.Join(strings.Fields(strings.ReplaceAll(b.String(), "\u00a0", " ")), " ")
}

func clip(s string) string {
	if len(s) > 300 {
		return s[:300] + "…"
	}
	return s
}
