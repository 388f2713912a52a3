"""Actions: webinars, hearings, house meetings and every other thing people are asked to come to."""
