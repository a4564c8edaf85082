"""Space Cooperation Timeline: who works with whom in space, what was promised, what happened."""
