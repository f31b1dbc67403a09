"""`make bench`: measure archportal against yardsticks taken in the same run."""
