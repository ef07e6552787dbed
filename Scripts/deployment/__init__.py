"""Deployments of TLS replication: read from descriptions, built as files, and run on real servers."""
