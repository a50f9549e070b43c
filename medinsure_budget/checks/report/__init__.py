"""What a check came to: findings, waivers and their wording."""
