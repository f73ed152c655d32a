package dashboard

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// meter counts what the server does, for Prometheus.
type meter struct {
	requests *prometheus.CounterVec   // method, route, status
	seconds  *prometheus.HistogramVec // route
	running  prometheus.Gauge
	asked    *prometheus.CounterVec   // of the caches: cache, outcome
	parts    *prometheus.HistogramVec // part: time to compute it
	handler  http.Handler
}

// buckets go from an answer of the cache to the longest that a part may take, in seconds.
var buckets = []float64{.001, .003, .01, .03, .1, .3, 1, 3, 10, 30, 60}

func newMeter(source Source) *meter {
	m := &meter{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "tiermix_http_requests_total", Help: "Requests answered."}, []string{"method", "route", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "tiermix_http_request_seconds", Help: "Time to answer a request, by route.", Buckets: buckets},
			[]string{"route"}),
		running: prometheus.NewGauge(prometheus.GaugeOpts{Name: "tiermix_http_requests_running", Help: "Requests being answered."}),
		asked: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "tiermix_cache_requests_total", Help: "Questions to a cache: kept, computed, or waited for what another asked."},
			[]string{"cache", "outcome"}),
		parts: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "tiermix_part_seconds", Help: "Time to compute a part of a page that was not kept.", Buckets: buckets},
			[]string{"part"}),
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(m.requests, m.seconds, m.running, m.asked, m.parts, deskMeter{source},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), collectors.NewBuildInfoCollector())
	m.handler = promhttp.HandlerFor(registry, promhttp.HandlerOpts{DisableCompression: true})
	return m
}

// told counts what becomes of the questions to a cache.
func (m *meter) told(cache string) func(outcome) {
	return func(o outcome) { m.asked.WithLabelValues(cache, string(o)).Inc() }
}

// deskMeter says how much the desk holds. While it cannot be read, tiermix_desk_readable is 0 and the rest is missing.
type deskMeter struct{ source Source }

var (
	deskReadable = prometheus.NewDesc("tiermix_desk_readable", "1 when the desk's file can be read.", nil, nil)
	deskTickets  = prometheus.NewDesc("tiermix_desk_tickets", "Tickets that the desk holds.", nil, nil)
	deskUnplaced = prometheus.NewDesc("tiermix_desk_teams_without_tier", "Teams that held tickets and have no tier.", nil, nil)
	deskLast     = prometheus.NewDesc("tiermix_desk_last_record_timestamp_seconds", "Time of the latest record.", nil, nil)
)

// Describe implements prometheus.Collector.
func (d deskMeter) Describe(out chan<- *prometheus.Desc) {
	for _, desc := range []*prometheus.Desc{deskReadable, deskTickets, deskUnplaced, deskLast} {
		out <- desc
	}
}

// Collect implements prometheus.Collector.
func (d deskMeter) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), readyLimit)
	defer cancel()
	gauge := func(desc *prometheus.Desc, v float64) {
		out <- prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, v)
	}
	status, err := d.source.Status(ctx)
	if err != nil {
		gauge(deskReadable, 0)
		return
	}
	gauge(deskReadable, 1)
	gauge(deskTickets, float64(status.Tickets))
	gauge(deskUnplaced, float64(status.Unplaced))
	if !status.Last.IsZero() {
		gauge(deskLast, float64(status.Last.Unix()))
	}
}

// readyLimit is how long the desk may take to say what it holds before it counts as unreadable.
const readyLimit = 5 * time.Second

// healthy says that the process answers.
func healthy(c *gin.Context) { c.JSON(http.StatusOK, gin.H{"status": "ok"}) }

// ready says whether the desk can be read, so that a request would be answered.
func (s *server) ready(c *gin.Context) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), readyLimit)
	defer cancel()
	status, err := s.source.Status(ctx)
	if err != nil {
		s.options.Log.Error("ready", "err", err)
		c.JSON(http.StatusServiceUnavailable, gin.H{"status": "unreadable", "reason": s.language(c).T("error.status")})
		return
	}
	c.JSON(http.StatusOK, gin.H{"status": "ok", "tickets": status.Tickets, "version": status.Version})
}
