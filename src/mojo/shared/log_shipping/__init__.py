"""What Elasticsearch and Kibana must know before log lines are shipped to them, and how they are told: `mojo logs setup`."""
