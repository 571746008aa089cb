"""What the demo, the simulator's launcher and the system tests share. Debian's Python alone is enough."""
