"""The outside world: each service it names is asked politely, times out, and says so when it is down."""
