"""The portal as a person uses it: the demo with all its processes, and a real browser."""
