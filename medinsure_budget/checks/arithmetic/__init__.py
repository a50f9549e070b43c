"""Figures on the 分 grid: what must add up, what does not, and which cell explains it."""
