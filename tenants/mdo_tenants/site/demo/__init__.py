"""The demo's own pages: its people, and the mail that they get. They exist on this machine under MDO_DEMO only."""
