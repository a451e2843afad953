"""`bin/bench`: how close we come to floors measured in the same run. Nobody imports it."""
