"""Other people's libraries beside Tickmark: same machine, same input, same definitions, compared before timed."""
