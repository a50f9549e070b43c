"""Read, check, compile and publish China's departmental budgets and final accounts (部门预算、决算公开)."""
